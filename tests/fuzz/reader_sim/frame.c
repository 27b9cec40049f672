/* The frame parser: any bytes; an accepted frame must build to the same bytes. */
#include "frame.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct frame_parser parser;
    uint8_t built[FRAME_MAX];
    frame_parser_init(&parser, FRAME_FROM_HOST);
    for (size_t i = 0; i < size; i++) {
        if (frame_parse(&parser, data[i]) != FRAME_DATA) continue;
        const struct frame *frame = &parser.frame;
        if (frame->count < 1 || frame->count >= FRAME_DATA_MAX) abort();
        size_t length = frame_build(FRAME_FROM_HOST, frame->data, frame->count, built);
        if (length > FRAME_MAX) abort();
        if (i < frame->count + 1 || memcmp(data + i - frame->count - 1, frame->data, frame->count))
            abort();
    }
    return 0;
}
