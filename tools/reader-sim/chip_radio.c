/* chip_radio: InListPassiveTarget (UM0701-02 7.3.5) and InAutoPoll (7.3.13).
 *
 *   LISTENING --a card answered--> SELECTING --> the next target, or the answer
 *       | no answer: the next attempt; then, for InAutoPoll, the end of the type's period
 * A card that is removed while it is being selected counts as no answer. */
#include "chip.h"

#include <string.h>

#define IN_AUTO_POLL 0x60
#define AUTO_RATS 0x10 /* SetParameters, 7.2.9 */
#define FOR_EVER 0xFF

enum {
    TYPE_GENERIC_A = 0x00,
    TYPE_GENERIC_B = 0x03,
    TYPE_MIFARE = 0x10,
    TYPE_4A = 0x20,
    TYPE_4B = 0x23
}; /* 7.3.13 */

static void listen(struct chip *chip) {
    chip->work = CHIP_LISTENING;
    chip->due_ns += chip->timing.attempt_ns;
}

void chip_list(struct chip *chip, const struct frame *command, int64_t at_ns) {
    uint8_t rate = command->count > 2 ? command->data[2] : 0xFF;
    chip->due_ns = at_ns;
    chip->target_count = 0;
    chip->wanted = command->count > 1 && command->data[1] == 2 ? 2 : 1;
    chip->attempts = chip->passive_retries;
    chip->b = rate == 0x03;
    chip->uid_length = 0;
    if (rate == 0x00 && command->count > 3 + 3 && command->count <= 3 + CARD_UID_MAX + 2) {
        /* cascade tags (88) precede all levels of a longer UID except the last */
        for (size_t i = 3; i < command->count; i++) {
            bool tag = command->data[i] == 0x88 && (i - 3) % 4 == 0 && command->count > 3 + 4;
            if (!tag && chip->uid_length < CARD_UID_MAX)
                chip->uid[chip->uid_length++] = command->data[i];
        }
    }
    chip->answer.data[chip->answer.count++] = 0; /* NbTg, incremented later */
    field_switch(&chip->field, true);
    bool silent = rate != 0x00 && rate != 0x03; /* FeliCa and Jewel: not modelled */
    chip->slot = silent ? -2 : -1;
    listen(chip);
}

/* Listen for the current type of InAutoPoll. Slot -2: a technology without any card. */
static void listen_for_type(struct chip *chip) {
    uint8_t type = chip->type_count ? chip->types[chip->type_at] : 0xFF;
    chip->b = type == TYPE_4B || type == TYPE_GENERIC_B;
    bool ours = chip->b || type == TYPE_MIFARE || type == TYPE_4A || type == TYPE_GENERIC_A;
    chip->slot = ours ? -1 : -2;
    listen(chip);
}

void chip_auto_poll(struct chip *chip, const struct frame *command, int64_t at_ns) {
    chip->due_ns = at_ns;
    chip->target_count = 0;
    chip->uid_length = 0;
    chip->wanted = 2;
    chip->polls = command->count > 1 ? command->data[1] : 1;
    chip->period_ns = (command->count > 2 ? command->data[2] : 1) * 150000000ll;
    chip->type_count = chip->type_at = 0;
    for (size_t i = 3; i < command->count && chip->type_count < sizeof chip->types; i++)
        chip->types[chip->type_count++] = command->data[i];
    chip->answer.data[chip->answer.count++] = 0;
    field_switch(&chip->field, true);
    chip->slot_ends_ns = at_ns + chip->period_ns;
    chip->attempts = 0;
    listen_for_type(chip);
}

static bool type_takes(const struct chip *chip, const struct card *card) {
    if (chip->command != IN_AUTO_POLL) return true;
    uint8_t type = chip->types[chip->type_at];
    if (type == TYPE_MIFARE) return !card_has_iso_dep(card);
    if (type == TYPE_4A) return card_has_iso_dep(card);
    return true;
}

/* The next type of InAutoPoll after the end of this one's period, or the answer without targets. */
static void next_type(struct chip *chip) {
    chip->due_ns = chip->slot_ends_ns;
    chip->slot_ends_ns += chip->period_ns;
    if (++chip->type_at >= chip->type_count) {
        chip->type_at = 0;
        if (chip->polls != FOR_EVER && --chip->polls == 0) {
            chip->work = CHIP_ANSWERING;
            return;
        }
    }
    listen_for_type(chip);
}

static size_t describe_a(struct chip *chip, struct card *card, uint8_t *bytes) {
    size_t n = 0;
    bool iso_dep = card_has_iso_dep(card) && (chip->parameters & AUTO_RATS);
    int length = chip->faults.uid_length >= 0 ? chip->faults.uid_length : card->uid_length;
    bytes[n++] = (uint8_t)(card_atqa(card) >> 8);
    bytes[n++] = (uint8_t)card_atqa(card);
    bytes[n++] = card_sak(card);
    bytes[n++] = (uint8_t)length;
    memcpy(bytes + n, card->uid, card->uid_length);
    n += card->uid_length;
    if (chip->faults.ats >= 0) {
        bytes[n++] = (uint8_t)chip->faults.ats;
    } else if (iso_dep) {
        n += card_ats(card, bytes + n);
    }
    chip->faults.uid_length = chip->faults.ats = -1;
    if (iso_dep) card->state = CARD_PROTOCOL;
    return n;
}

static size_t describe_b(struct card *card, uint8_t *bytes) {
    static const uint8_t application[] = {0x00, 0x00, 0x00, 0x00, 0x00, 0x77, 0x81};
    size_t n = 0;
    bytes[n++] = 0x50; /* ATQB, ISO 14443-3 7.9 */
    memcpy(bytes + n, card->uid, 4);
    n += 4;
    memcpy(bytes + n, application, sizeof application);
    n += sizeof application;
    bytes[n++] = 0x01; /* the answer to ATTRIB: its length and one byte */
    bytes[n++] = 0x00;
    card->state = CARD_PROTOCOL;
    return n;
}

static void add_target(struct chip *chip) {
    struct card *card = &chip->field.cards[chip->slot];
    uint8_t bytes[64];
    size_t n = card_is_b(card) ? describe_b(card, bytes) : describe_a(chip, card, bytes);
    struct frame *answer = &chip->answer;
    chip->targets[chip->target_count++] = chip->slot;
    if (chip->command == IN_AUTO_POLL) {
        answer->data[answer->count++] = chip->types[chip->type_at];
        answer->data[answer->count++] = (uint8_t)(n + 1);
    }
    answer->data[answer->count++] = (uint8_t)chip->target_count;
    memcpy(answer->data + answer->count, bytes, n);
    answer->count += n;
    answer->data[1] = (uint8_t)chip->target_count;
}

static int64_t select_time(const struct chip *chip, const struct card *card) {
    if (card_is_b(card)) return 2 * chip->timing.cascade_ns; /* ATQB, ATTRIB and its answer */
    int levels = card->uid_length > 7 ? 3 : card->uid_length > 4 ? 2 : 1;
    bool rats = card_has_iso_dep(card) && (chip->parameters & AUTO_RATS);
    return levels * chip->timing.cascade_ns + (rats ? chip->timing.rats_ns : 0);
}

/* No card answered the request: try again or finish. Returns true when finished. */
static bool no_answer(struct chip *chip) {
    if (chip->target_count > 0) { /* there is no second target: continue with the first */
        struct card *first = &chip->field.cards[chip->targets[0]];
        if (first->state != CARD_PROTOCOL) first->state = CARD_ACTIVE;
        return true;
    }
    if (chip->command == IN_AUTO_POLL) {
        next_type(chip);
        return false;
    }
    if (chip->attempts != FOR_EVER && chip->attempts-- == 0) return true;
    listen(chip);
    return false;
}

static bool listened(struct chip *chip) {
    chip->requests++;
    if (chip->slot == -2) return no_answer(chip);
    struct field *field = &chip->field;
    chip->slot = chip->uid_length ? field_request_uid(field, chip->uid, chip->uid_length)
                                  : field_request(field, chip->b);
    if (chip->slot < 0) {
        chip->slot = -1;
        return no_answer(chip);
    }
    struct card *card = &field->cards[chip->slot];
    if (!type_takes(chip, card)) {
        card->state = CARD_IDLE;
        return no_answer(chip);
    }
    chip->work = CHIP_SELECTING;
    chip->due_ns += select_time(chip, card);
    return false;
}

static bool selected(struct chip *chip) {
    if (!chip->field.taken[chip->slot] || chip->field.cards[chip->slot].state != CARD_ACTIVE)
        return no_answer(chip);
    add_target(chip);
    if (chip->target_count == chip->wanted) return true;
    if (chip->field.cards[chip->slot].state == CARD_ACTIVE && chip->wanted == 2 &&
        field_count(&chip->field) > 1)
        chip->field.cards[chip->slot].state = CARD_HALT; /* so that another card can answer */
    chip->uid_length = 0;
    chip->slot = -1;
    listen(chip);
    return false;
}

bool chip_radio_step(struct chip *chip) {
    switch (chip->work) {
    case CHIP_LISTENING:
        return listened(chip);
    case CHIP_SELECTING:
        return selected(chip);
    case CHIP_IDLE:
    case CHIP_ANSWERING:
        break;
    }
    return true;
}
