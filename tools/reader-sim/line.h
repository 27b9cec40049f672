#pragma once
/* line: the timing and the faults of the serial line, both directions. One thread. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LINE_BYTE_NS 86806 /* 115,200 baud, 8N1: ten bits per byte */
#define LINE_CHUNK_MAX 300
#define LINE_QUEUE 8

struct line_chunk {
    int64_t due_ns; /* when its last byte has been sent */
    size_t count;
    uint8_t bytes[LINE_CHUNK_MAX];
};

struct line {
    bool timed;
    double bit_errors;              /* share of inverted bits, both directions */
    double bad_frames;              /* share of the chip's frames with one inverted bit */
    double lost_bytes;              /* share of the chip's bytes that are lost */
    int64_t delay_ns;               /* added to each answer */
    int64_t to_chip_ns, to_host_ns; /* each direction is busy until then */
    size_t queued;
    struct line_chunk queue[LINE_QUEUE];
};

/* count bytes arrived from the host at now_ns. Returns when the chip has received the last of them.
 * Inverts bits. */
int64_t line_take(struct line *line, int64_t now_ns, uint8_t *bytes, size_t count);

/* Sends bytes of the chip; the first one not before from_ns. Returns when the last one has been
 * sent. */
int64_t line_send(struct line *line, int64_t from_ns, const uint8_t *bytes, size_t count);

int64_t line_due(const struct line *line); /* INT64_MAX: nothing to send */
bool line_arrived(struct line *line, int64_t now_ns, struct line_chunk *ret_chunk);
void line_drop(struct line *line); /* discards bytes that are not sent yet */
