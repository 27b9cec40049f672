#pragma once
/* frame: the PN532's frames on a serial line (NXP UM0701-02, 6.2.1). Pure; any thread.
 *
 *   normal    00 00 FF LEN LCS TFI PD0..PDn DCS 00      LEN + LCS = 0, TFI + PD + DCS = 0 (mod 256)
 *   extended  00 00 FF FF FF LENM LENL LCS TFI PD0..PDn DCS 00
 *   ACK       00 00 FF 00 FF 00
 *   NACK      00 00 FF FF 00 00
 *   error     00 00 FF 01 FF 7F 81 00                   the chip found a syntax error in a command
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FRAME_DATA_MAX 264 /* UM0701-02 6.2.1.2: TFI and 263 bytes of an extended frame */
#define FRAME_MAX (FRAME_DATA_MAX + 11)
#define FRAME_FROM_HOST 0xD4 /* TFI, UM0701-02 6.2.1.1 */
#define FRAME_FROM_CHIP 0xD5
#define FRAME_ACK_BYTES 6

struct frame {
    size_t count;                 /* of data, without TFI */
    uint8_t data[FRAME_DATA_MAX]; /* PD0 is the command code */
};

enum frame_seen {
    FRAME_NOTHING, /* more bytes are needed */
    FRAME_DATA,
    FRAME_ACK,
    FRAME_NACK,
    FRAME_ERROR, /* the application-level error frame */
    FRAME_WAKE,  /* a byte 55 outside of any frame: UM0701-02 7.2.11, wake-up on HSU */
    FRAME_BAD,   /* a wrong length, length checksum, data checksum, TFI or postamble */
};

struct frame_parser {
    uint8_t tfi; /* expected TFI; frames of the other direction are bad */
    uint8_t state;
    uint8_t last[2]; /* the last bytes while searching for the start code 00 FF */
    uint8_t sum;
    uint16_t length, have; /* of TFI and data */
    struct frame frame;    /* valid after FRAME_DATA until the next byte */
};

void frame_parser_init(struct frame_parser *parser, uint8_t tfi);
enum frame_seen frame_parse(struct frame_parser *parser, uint8_t byte);

/* Writes a frame around count bytes; an extended frame if necessary. Returns its length, at most
 * FRAME_MAX. count must be 1..FRAME_DATA_MAX - 1. */
size_t frame_build(uint8_t tfi, const uint8_t *data, size_t count, uint8_t ret_bytes[FRAME_MAX]);

extern const uint8_t frame_ack[FRAME_ACK_BYTES];
extern const uint8_t frame_nack[FRAME_ACK_BYTES];
#define FRAME_ERROR_BYTES 8
extern const uint8_t frame_error[FRAME_ERROR_BYTES];
