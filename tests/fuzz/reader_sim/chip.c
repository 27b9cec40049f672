/* The chip: any commands, each a length byte and its bytes, with three cards in the field. */
#include "chip.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void place(struct chip *chip, const char *text) {
    struct card card;
    if (!card_from_text(text, &card) || !field_place(&chip->field, &card)) abort();
}

static void run(struct chip *chip) {
    struct frame answer;
    for (int steps = 0; steps < 200 && chip_due(chip) != CHIP_NEVER; steps++)
        if (chip_step(chip, &answer) && answer.count >= FRAME_DATA_MAX) abort();
    chip_abort(chip);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct chip chip;
    bool unknown;
    chip_init(&chip);
    chip_wake(&chip);
    place(&chip, "A:04A1B2C3D4E5F6:ntag");
    place(&chip, "A:04112233445566:desfire");
    place(&chip, "B:11223344");
    for (size_t at = 0; at < size;) {
        struct frame command = {.count = data[at++]};
        if (command.count > size - at) command.count = size - at;
        if (command.count == 0) continue;
        memcpy(command.data, data + at, command.count);
        at += command.count;
        chip_wake(&chip);
        if (chip_accept(&chip, &command, 0, &unknown) && !unknown) run(&chip);
    }
    return 0;
}
