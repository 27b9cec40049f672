/* line: delays bytes and injects errors. */
#include "line.h"

#include <stdlib.h>
#include <string.h>

static bool chance(double share) {
    return share > 0 && (double)random() / RAND_MAX < share;
}

static void turn_bits(double share, uint8_t *bytes, size_t count) {
    if (share <= 0) return;
    for (size_t i = 0; i < count * 8; i++)
        if (chance(share)) bytes[i / 8] = (uint8_t)(bytes[i / 8] ^ 1u << (i % 8));
}

static int64_t pass(const struct line *line, int64_t *busy_ns, int64_t from_ns, size_t count) {
    if (*busy_ns < from_ns) *busy_ns = from_ns;
    if (line->timed) *busy_ns += (int64_t)count * LINE_BYTE_NS;
    return *busy_ns;
}

int64_t line_take(struct line *line, int64_t now_ns, uint8_t *bytes, size_t count) {
    turn_bits(line->bit_errors, bytes, count);
    return pass(line, &line->to_chip_ns, now_ns, count);
}

static size_t lose_bytes(const struct line *line, uint8_t *bytes, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (!chance(line->lost_bytes)) bytes[kept++] = bytes[i];
    return kept;
}

int64_t line_send(struct line *line, int64_t from_ns, const uint8_t *bytes, size_t count) {
    int64_t over_ns = pass(line, &line->to_host_ns, from_ns + line->delay_ns, count);
    if (line->queued == LINE_QUEUE || count > LINE_CHUNK_MAX) return over_ns;
    struct line_chunk *chunk = &line->queue[line->queued++];
    memcpy(chunk->bytes, bytes, count);
    chunk->count = count;
    chunk->due_ns = over_ns;
    if (chance(line->bad_frames)) {
        size_t bit = (size_t)random() % (count * 8);
        chunk->bytes[bit / 8] = (uint8_t)(chunk->bytes[bit / 8] ^ 1u << (bit % 8));
    }
    turn_bits(line->bit_errors, chunk->bytes, chunk->count);
    chunk->count = lose_bytes(line, chunk->bytes, chunk->count);
    return over_ns;
}

int64_t line_due(const struct line *line) {
    return line->queued ? line->queue[0].due_ns : INT64_MAX;
}

bool line_arrived(struct line *line, int64_t now_ns, struct line_chunk *ret_chunk) {
    if (line_due(line) > now_ns) return false;
    *ret_chunk = line->queue[0];
    line->queued--;
    memmove(line->queue, line->queue + 1, line->queued * sizeof line->queue[0]);
    return true;
}

void line_drop(struct line *line) {
    line->queued = 0;
}
