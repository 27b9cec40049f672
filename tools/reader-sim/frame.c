/* frame: one byte in, at most one event out.
 *
 *   START --00 FF--> LENGTH --> LCS --> BODY (TFI, data, DCS) --> POSTAMBLE --> START
 *                      |         `-- FF FF: EXTENDED x3 --> BODY
 *                      `-- 00 FF: ACK, FF 00: NACK, each with its postamble
 * 1. After any input, the parser is in START again after at most the length of one frame.
 * 2. FRAME_DATA is returned only for a frame whose checksums are all correct. */
#include "frame.h"

#include <assert.h>
#include <string.h>

enum state { START, LENGTH, LCS, EXTENDED_HIGH, EXTENDED_LOW, EXTENDED_LCS, BODY, POSTAMBLE };
enum after { AFTER_DATA, AFTER_ACK, AFTER_NACK, AFTER_ERROR }; /* what POSTAMBLE completes */

const uint8_t frame_ack[FRAME_ACK_BYTES] = {0x00, 0x00, 0xFF, 0x00, 0xFF, 0x00};
const uint8_t frame_nack[FRAME_ACK_BYTES] = {0x00, 0x00, 0xFF, 0xFF, 0x00, 0x00};
const uint8_t frame_error[FRAME_ERROR_BYTES] = {0x00, 0x00, 0xFF, 0x01, 0xFF, 0x7F, 0x81, 0x00};

#define WAKE_BYTE 0x55
#define ERROR_CODE 0x7F /* UM0701-02 6.2.1.5 */

void frame_parser_init(struct frame_parser *parser, uint8_t tfi) {
    memset(parser, 0, sizeof *parser);
    parser->tfi = tfi;
    parser->last[0] = parser->last[1] = 0xAA; /* neither 00 nor FF */
}

static enum frame_seen again(struct frame_parser *p, enum frame_seen seen) {
    p->state = START;
    p->last[0] = p->last[1] = 0xAA;
    return seen;
}

static enum frame_seen take_start(struct frame_parser *p, uint8_t byte) {
    bool started = p->last[1] == 0x00 && byte == 0xFF;
    p->last[0] = p->last[1];
    p->last[1] = byte;
    if (started) p->state = LENGTH;
    return byte == WAKE_BYTE ? FRAME_WAKE : FRAME_NOTHING;
}

static enum frame_seen begin_body(struct frame_parser *p) {
    if (p->length == 0 || p->length > FRAME_DATA_MAX) return again(p, FRAME_BAD);
    p->have = 0;
    p->sum = 0;
    p->frame.count = 0;
    p->state = BODY;
    return FRAME_NOTHING;
}

static void expect_postamble(struct frame_parser *p, enum after after) {
    p->have = (uint16_t)after;
    p->state = POSTAMBLE;
}

static enum frame_seen take_lcs(struct frame_parser *p, uint8_t byte) {
    if (p->length == 0x00 && byte == 0xFF) {
        expect_postamble(p, AFTER_ACK);
    } else if (p->length == 0xFF && byte == 0x00) {
        expect_postamble(p, AFTER_NACK);
    } else if (p->length == 0xFF && byte == 0xFF) {
        p->state = EXTENDED_HIGH;
    } else if ((uint8_t)(p->length + byte) != 0) {
        return again(p, FRAME_BAD);
    } else {
        return begin_body(p);
    }
    return FRAME_NOTHING;
}

/* Writes TFI, data and their checksum. */
static enum frame_seen take_body(struct frame_parser *p, uint8_t byte) {
    p->sum = (uint8_t)(p->sum + byte);
    if (p->have == p->length) {
        if (p->sum != 0) return again(p, FRAME_BAD);
        bool error = p->length == 1;
        expect_postamble(p, error ? AFTER_ERROR : AFTER_DATA);
        return FRAME_NOTHING;
    }
    if (p->have == 0) {
        bool error = p->length == 1 && byte == ERROR_CODE;
        if (byte != p->tfi && !error) return again(p, FRAME_BAD);
        if (p->length == 1 && !error) return again(p, FRAME_BAD); /* a frame without a command */
    } else {
        p->frame.data[p->frame.count++] = byte;
    }
    p->have++;
    return FRAME_NOTHING;
}

static enum frame_seen take_postamble(struct frame_parser *p, uint8_t byte) {
    enum after after = (enum after)p->have;
    if (byte != 0x00) return again(p, FRAME_BAD);
    switch (after) {
    case AFTER_DATA:
        return again(p, FRAME_DATA);
    case AFTER_ACK:
        return again(p, FRAME_ACK);
    case AFTER_NACK:
        return again(p, FRAME_NACK);
    case AFTER_ERROR:
        return again(p, FRAME_ERROR);
    }
    return again(p, FRAME_BAD);
}

enum frame_seen frame_parse(struct frame_parser *p, uint8_t byte) {
    switch ((enum state)p->state) {
    case START:
        return take_start(p, byte);
    case LENGTH:
        p->length = byte;
        p->state = LCS;
        return FRAME_NOTHING;
    case LCS:
        return take_lcs(p, byte);
    case EXTENDED_HIGH:
        p->length = (uint16_t)(byte << 8);
        p->state = EXTENDED_LOW;
        return FRAME_NOTHING;
    case EXTENDED_LOW:
        p->length = (uint16_t)(p->length | byte);
        p->state = EXTENDED_LCS;
        return FRAME_NOTHING;
    case EXTENDED_LCS:
        if ((uint8_t)((p->length >> 8) + p->length + byte) != 0) return again(p, FRAME_BAD);
        return begin_body(p);
    case BODY:
        return take_body(p, byte);
    case POSTAMBLE:
        return take_postamble(p, byte);
    }
    return again(p, FRAME_BAD);
}

size_t frame_build(uint8_t tfi, const uint8_t *data, size_t count, uint8_t ret_bytes[FRAME_MAX]) {
    size_t length = count + 1, n = 0; /* including TFI */
    assert(count >= 1 && length <= FRAME_DATA_MAX);
    ret_bytes[n++] = 0x00;
    ret_bytes[n++] = 0x00;
    ret_bytes[n++] = 0xFF;
    if (length > 0xFF) {
        ret_bytes[n++] = 0xFF;
        ret_bytes[n++] = 0xFF;
        ret_bytes[n++] = (uint8_t)(length >> 8);
        ret_bytes[n++] = (uint8_t)length;
        ret_bytes[n++] = (uint8_t) - ((length >> 8) + length);
    } else {
        ret_bytes[n++] = (uint8_t)length;
        ret_bytes[n++] = (uint8_t)-length;
    }
    uint8_t sum = tfi;
    ret_bytes[n++] = tfi;
    for (size_t i = 0; i < count; i++) sum = (uint8_t)(sum + (ret_bytes[n++] = data[i]));
    ret_bytes[n++] = (uint8_t)-sum;
    ret_bytes[n++] = 0x00;
    return n;
}
