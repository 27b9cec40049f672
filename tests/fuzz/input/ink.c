/* Any strokes: recognised without a crash; a limited number of candidates, none empty. Five bytes
 * per point: start or continue, x, y. */
#include "input/handwriting.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const uint8_t three[] = {/* three templates of one stroke: 一, 1, ， */
                                'M',  'S',  'H', 'W', 3,    0,    0, 0, 3,    0, 0, 0,
                                3,    0,    0,   0,   0x00, 0x4E, 0, 0, 0x31, 0, 0, 0,
                                0x0C, 0xFF, 0,   0,   0,    3,    6, 1, 1,    1};

static struct handwriting *templates(void) {
    static uint8_t bytes[sizeof three + 3 * 512 + 3 + 6];
    struct handwriting *h = NULL;
    struct why why;
    for (size_t i = 0; i < sizeof three; i++) bytes[i] = three[i];
    for (size_t i = 0; i < 3 * 512; i++) bytes[sizeof three + i] = (uint8_t)(i % 90);
    for (size_t i = 0; i < 3; i++) bytes[sizeof three + 3 * 512 + i] = 1;
    if (handwriting_read(bytes, sizeof bytes, &why, &h) != ERR_NONE) abort();
    return h;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct handwriting *h;
    static struct ink ink;
    static struct handwriting_result result;
    if (!h) h = templates();
    ink_clear(&ink);
    ink.box = size > 0 ? data[0] * 8 : 0;
    for (size_t i = 1; i + 5 <= size; i += 5) {
        int x = (int16_t)(data[i + 1] | data[i + 2] << 8),
            y = (int16_t)(data[i + 3] | data[i + 4] << 8);
        if (data[i] & 1)
            ink_begin(&ink, x, y);
        else
            ink_go_on(&ink, x, y);
    }
    handwriting_recognise(h, &ink, &result);
    if (result.count > HANDWRITING_CANDIDATES) abort();
    if (ink.stroke_count > 0 && result.count == 0) abort();
    for (int i = 0; i < result.count; i++)
        if (!result.candidates[i].text[0]) abort();
    return 0;
}
