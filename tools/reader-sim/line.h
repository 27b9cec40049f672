#pragma once
/* line: the serial line's time and its faults, both ways. One thread. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LINE_BYTE_NS 86806 /* 115,200 baud, 8N1: ten bits a byte */
#define LINE_CHUNK_MAX 300
#define LINE_QUEUE 8

struct line_chunk {
    int64_t due_ns; /* its last byte has passed */
    size_t count;
    uint8_t bytes[LINE_CHUNK_MAX];
};

struct line {
    bool timed;
    double bit_errors;              /* share of bits turned over, each way */
    double bad_frames;              /* share of the chip's frames with one bit turned over */
    double lost_bytes;              /* share of the chip's bytes that never arrive */
    int64_t delay_ns;               /* added to each answer */
    int64_t to_chip_ns, to_host_ns; /* each direction is busy until then */
    size_t queued;
    struct line_chunk queue[LINE_QUEUE];
};

/* count bytes came from the host at now_ns: when the chip has the last of them. Turns bits over. */
int64_t line_take(struct line *line, int64_t now_ns, uint8_t *bytes, size_t count);

/* The chip sends; the first byte leaves at from_ns at the earliest. Returns when the last is over.
 */
int64_t line_send(struct line *line, int64_t from_ns, const uint8_t *bytes, size_t count);

int64_t line_due(const struct line *line); /* INT64_MAX: nothing is on its way */
bool line_arrived(struct line *line, int64_t now_ns, struct line_chunk *ret_chunk);
void line_drop(struct line *line); /* what is on its way is lost */
