/* chip: commands that do not use the radio, and the table of all commands.
 *
 *   IDLE --command--> ANSWERING --due--> (answer) --> IDLE
 *          `-- InListPassiveTarget, InAutoPoll --> LISTENING <-> SELECTING --> ANSWERING
 * An ACK from the host, or its next command, returns every state to IDLE: UM0701-02 6.2.1.3. */
#include "chip.h"

#include <string.h>

enum { /* UM0701-02, table 8 */
       DIAGNOSE = 0x00,
       GET_FIRMWARE_VERSION = 0x02,
       GET_GENERAL_STATUS = 0x04,
       READ_REGISTER = 0x06,
       WRITE_REGISTER = 0x08,
       READ_GPIO = 0x0C,
       WRITE_GPIO = 0x0E,
       SET_SERIAL_BAUD_RATE = 0x10,
       SET_PARAMETERS = 0x12,
       SAM_CONFIGURATION = 0x14,
       POWER_DOWN = 0x16,
       RF_CONFIGURATION = 0x32,
       IN_DATA_EXCHANGE = 0x40,
       IN_COMMUNICATE_THRU = 0x42,
       IN_DESELECT = 0x44,
       IN_LIST_PASSIVE_TARGET = 0x4A,
       IN_PSL = 0x4E,
       IN_RELEASE = 0x52,
       IN_SELECT = 0x54,
       IN_AUTO_POLL = 0x60,
};

enum { STATUS_OK = 0x00, STATUS_TIMEOUT = 0x01, STATUS_AUTH = 0x14, STATUS_CONTEXT = 0x27 };

#define MS 1000000ll

void chip_init(struct chip *chip) {
    memset(chip, 0, sizeof *chip);
    chip->timing = (struct chip_timing){.turnaround_ns = MS / 10,
                                        .attempt_ns = 5 * MS,
                                        .cascade_ns = 2 * MS,
                                        .rats_ns = 5 * MS,
                                        .exchange_ns = 2 * MS};
    chip->faults = (struct chip_faults){.ats = -1, .uid_length = -1};
    chip->parameters = 0x14;        /* UM0701-02 7.2.9 */
    chip->passive_retries = 0xFF;   /* 7.3.1, item 5 */
    chip->answer_wait_ns = 51 * MS; /* 7.3.1, item 2: 0A, 51.2 ms */
    chip->work = CHIP_IDLE;
}

void chip_reset(struct chip *chip) {
    struct chip before = *chip;
    chip_init(chip);
    chip->timing = before.timing;
    chip->field = before.field;
    chip->requests = before.requests;
    field_switch(&chip->field, false);
}

void chip_wake(struct chip *chip) {
    if (chip->dead) chip_reset(chip);
    chip->awake = true;
}

void chip_abort(struct chip *chip) {
    chip->work = CHIP_IDLE;
}

static void answer_byte(struct chip *chip, uint8_t byte) {
    if (chip->answer.count < FRAME_DATA_MAX - 1) chip->answer.data[chip->answer.count++] = byte;
}

static void answer_bytes(struct chip *chip, const uint8_t *bytes, size_t count) {
    for (size_t i = 0; i < count; i++) answer_byte(chip, bytes[i]);
}

static void answer_status(struct chip *chip, uint8_t status) {
    if (chip->faults.status80) status |= 0x80;
    chip->faults.status80 = false;
    answer_byte(chip, status);
}

static void answer_after(struct chip *chip, int64_t ns) {
    chip->work = CHIP_ANSWERING;
    chip->due_ns += ns;
}

static struct card *target(struct chip *chip, int number) {
    if (number < 1 || number > chip->target_count) return NULL;
    int slot = chip->targets[number - 1];
    struct card *card = &chip->field.cards[slot];
    bool there = chip->field.on && chip->field.taken[slot];
    return there && (card->state == CARD_ACTIVE || card->state == CARD_PROTOCOL) ? card : NULL;
}

static void diagnose(struct chip *chip, const struct frame *command) {
    uint8_t test = command->count > 1 ? command->data[1] : 0;
    if (test == 0x00) { /* communication line: echo the parameters */
        answer_bytes(chip, command->data + 1, command->count - 1);
        return;
    }
    struct card *card = target(chip, 1);
    bool present = card && card->state == CARD_PROTOCOL;
    answer_byte(chip, test == 0x06 && !present ? STATUS_TIMEOUT : STATUS_OK);
    if (test == 0x06) answer_after(chip, chip->timing.exchange_ns);
}

static void registers(struct chip *chip, const struct frame *command, bool write) {
    size_t step = write ? 3 : 2;
    for (size_t i = 1; i + step <= command->count; i += step) {
        bool known = command->data[i] == 0x63; /* other registers read as 0 */
        uint8_t *reg = &chip->registers[command->data[i + 1]];
        if (write && known) *reg = command->data[i + 2];
        if (!write) answer_byte(chip, known ? *reg : 0x00);
    }
}

static void rf_configuration(struct chip *chip, const struct frame *command) {
    if (command->count < 3) return;
    const uint8_t *value = command->data + 2;
    size_t count = command->count - 2;
    switch (command->data[1]) {
    case 0x01: /* the field */
        field_switch(&chip->field, value[0] & 1);
        break;
    case 0x02: /* timings: 100 us * 2^(n-1) */
        if (count >= 3 && value[2] <= 0x10)
            chip->answer_wait_ns = value[2] ? (MS / 10) << (value[2] - 1) : 0;
        break;
    case 0x05: /* retries */
        if (count >= 3) chip->passive_retries = value[2];
        break;
    default: /* analogue settings are not modelled */
        break;
    }
}

static bool classic_authenticates(const struct card *card, const uint8_t *data, size_t count) {
    return card->kind == CARD_CLASSIC && count >= 8 && (data[0] & 0xFE) == 0x60;
}

static void exchange(struct chip *chip, const struct frame *command, bool raw) {
    size_t head = raw ? 1 : 2;
    struct card *card = raw ? target(chip, 1) : NULL;
    if (!raw && command->count > 1) card = target(chip, command->data[1] & 0x3F);
    uint8_t reply[CARD_REPLY_MAX];
    size_t count = 0;
    if (card && command->count > head) {
        const uint8_t *data = command->data + head;
        count = card_exchange(card, raw, data, command->count - head, reply);
        if (classic_authenticates(card, data, command->count - head)) {
            answer_status(chip, card->authenticated ? STATUS_OK : STATUS_AUTH);
            answer_after(chip, chip->timing.exchange_ns);
            return;
        }
    }
    bool no_target = !raw && !card && chip->target_count == 0;
    answer_status(chip, count ? STATUS_OK : no_target ? STATUS_CONTEXT : STATUS_TIMEOUT);
    answer_bytes(chip, reply, count);
    answer_after(chip, count ? chip->timing.exchange_ns : chip->answer_wait_ns);
}

static void let_go(struct chip *chip, const struct frame *command) {
    int wanted = command->count > 1 ? command->data[1] : 0; /* 0: all */
    for (int n = 1; n <= chip->target_count; n++) {
        struct card *card = target(chip, n);
        if (card && (wanted == 0 || wanted == n)) card->state = CARD_HALT;
    }
    if (chip->target_count > 0) answer_after(chip, chip->timing.exchange_ns);
    if (command->data[0] == IN_RELEASE) chip->target_count = 0;
    answer_status(chip, STATUS_OK);
}

/* Returns false if the command is unknown. */
static bool answer_command(struct chip *chip, const struct frame *command) {
    static const uint8_t firmware[] = {0x32, 0x01, 0x06, 0x07}; /* PN532 v1.6, A, B, 18092 */
    switch (command->data[0]) {
    case DIAGNOSE:
        diagnose(chip, command);
        return true;
    case GET_FIRMWARE_VERSION:
        answer_bytes(chip, firmware, sizeof firmware);
        return true;
    case GET_GENERAL_STATUS:
        answer_bytes(chip, (uint8_t[]){0x00, chip->field.on, 0x00, 0x00}, 4);
        return true;
    case READ_REGISTER:
    case WRITE_REGISTER:
        registers(chip, command, command->data[0] == WRITE_REGISTER);
        return true;
    case READ_GPIO:
        answer_bytes(chip, (uint8_t[]){0x3F, 0x02, 0x00}, 3);
        return true;
    case SET_PARAMETERS:
        if (command->count > 1) chip->parameters = command->data[1];
        return true;
    case WRITE_GPIO:
    case SET_SERIAL_BAUD_RATE:
    case SAM_CONFIGURATION:
        return true;
    case POWER_DOWN:
        answer_status(chip, STATUS_OK);
        field_switch(&chip->field, false);
        chip->awake = false;
        return true;
    case RF_CONFIGURATION:
        rf_configuration(chip, command);
        return true;
    case IN_DATA_EXCHANGE:
    case IN_COMMUNICATE_THRU:
        exchange(chip, command, command->data[0] == IN_COMMUNICATE_THRU);
        return true;
    case IN_DESELECT:
    case IN_RELEASE:
        let_go(chip, command);
        return true;
    case IN_SELECT:
    case IN_PSL:
        answer_status(chip, STATUS_OK);
        return true;
    default:
        return false;
    }
}

bool chip_accept(struct chip *chip, const struct frame *command, int64_t at_ns, bool *ret_unknown) {
    *ret_unknown = false;
    if (chip->faults.die) {
        chip_reset(chip);
        chip->dead = true;
    }
    if (!chip->awake || chip->dead) return false;
    chip->command = command->data[0];
    chip->answer.count = 0;
    answer_byte(chip, (uint8_t)(chip->command + 1));
    chip->work = CHIP_ANSWERING;
    chip->due_ns = at_ns;
    if (chip->command == IN_LIST_PASSIVE_TARGET) {
        chip_list(chip, command, at_ns);
    } else if (chip->command == IN_AUTO_POLL) {
        chip_auto_poll(chip, command, at_ns);
    } else if (!answer_command(chip, command)) {
        chip->work = CHIP_IDLE;
        *ret_unknown = true;
    }
    return true;
}

int64_t chip_due(const struct chip *chip) {
    return chip->work == CHIP_IDLE ? CHIP_NEVER : chip->due_ns;
}

bool chip_step(struct chip *chip, struct frame *ret_answer) {
    if (chip->work != CHIP_ANSWERING && !chip_radio_step(chip)) return false;
    chip->work = CHIP_IDLE;
    *ret_answer = chip->answer;
    return true;
}
