/* templates: reads and validates the template file. A damaged file is refused; a file that was read
 * needs no further bounds checks. */
#include "input/templates.h"

#include "base/bytes.h"

#include <stdlib.h>
#include <string.h>

#define HEADER_BYTES 16
#define FILE_MOST (64 << 20)
#define CHARACTERS_MOST 65536

static uint32_t u32_at(const uint8_t *p) {
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static bool code_is_sound(uint32_t code) {
    return code >= 0x20 && code < 0x10000 && (code < 0xD800 || code > 0xDFFF);
}

/* Checks all templates; false: one is inconsistent or exceeds the file. */
static bool index_templates(struct handwriting *h, uint32_t strokes, uint32_t points) {
    uint32_t stroke = 0, point = 0;
    for (int i = 0; i < h->count; i++) {
        uint32_t mine = 0;
        h->first_stroke[i] = stroke;
        h->first_point[i] = point;
        if (!code_is_sound(template_code(h, i)) || h->kinds[i] >= HANDWRITING_KINDS ||
            h->stroke_counts[i] == 0 || h->stroke_counts[i] > INK_STROKES ||
            h->stroke_counts[i] > strokes - stroke)
            return false;
        for (int k = 0; k < h->stroke_counts[i]; k++) {
            if (h->stroke_points[stroke] == 0) return false;
            mine += h->stroke_points[stroke++];
        }
        if (mine > SHAPE_POINTS || mine > points - point) return false;
        point += mine;
    }
    return stroke == strokes && point == points;
}

static void lay_out(struct handwriting *h, uint32_t strokes) {
    const uint8_t *at = h->bytes + HEADER_BYTES;
    size_t count = (size_t)h->count;
    h->codes = at;
    h->kinds = at += 4 * count;
    h->stroke_counts = at += count;
    h->features = (const int8_t *)(at += count);
    h->stroke_points = at += count * SHAPE_FEATURES;
    h->points = at + strokes;
}

enum err handwriting_read(const void *bytes, size_t size, struct why *why,
                          struct handwriting **ret_handwriting) {
    const uint8_t *in = bytes;
    if (size < HEADER_BYTES || memcmp(in, "MSHW", 4) != 0)
        return why_set(why, ERR_BAD_INPUT, "not a file of handwriting templates");
    uint32_t count = u32_at(in + 4), strokes = u32_at(in + 8), points = u32_at(in + 12);
    uint64_t expected =
        HEADER_BYTES + (uint64_t)count * (6 + SHAPE_FEATURES) + strokes + 2 * (uint64_t)points;
    if (count == 0 || count > CHARACTERS_MOST || expected != size)
        return why_set(why, ERR_BAD_INPUT, "handwriting templates: %zu bytes, expected %llu", size,
                       (unsigned long long)expected);
    struct handwriting *h = calloc(1, sizeof *h);
    if (h) {
        h->bytes = malloc(size);
        h->first_stroke = calloc(count, sizeof *h->first_stroke);
        h->first_point = calloc(count, sizeof *h->first_point);
    }
    if (!h || !h->bytes || !h->first_stroke || !h->first_point) {
        handwriting_close(h);
        return why_set(why, ERR_NO_MEMORY, "handwriting templates");
    }
    memcpy(h->bytes, bytes, size);
    h->count = (int)count;
    lay_out(h, strokes);
    if (!index_templates(h, strokes, points)) {
        handwriting_close(h);
        return why_set(why, ERR_BAD_INPUT, "handwriting templates: a character is damaged");
    }
    *ret_handwriting = h;
    return ERR_NONE;
}

enum err handwriting_open(const char *path, struct why *why, struct handwriting **ret_handwriting) {
    char *bytes = NULL;
    size_t count = 0;
    enum err e = file_read(path, FILE_MOST, why, &bytes, &count);
    if (!e) e = handwriting_read(bytes, count, why, ret_handwriting);
    free(bytes);
    return e ? why_add(why, e, "%s", path) : ERR_NONE;
}

void handwriting_close(struct handwriting *h) {
    if (!h) return;
    free(h->bytes);
    free(h->first_stroke);
    free(h->first_point);
    free(h);
}

uint32_t template_code(const struct handwriting *h, int index) {
    return u32_at(h->codes + 4 * (size_t)index);
}

void template_shape(const struct handwriting *h, int index, struct shape *s) {
    const uint8_t *stroke_points = h->stroke_points + h->first_stroke[index];
    const uint8_t *at = h->points + 2 * (size_t)h->first_point[index];
    s->stroke_count = h->stroke_counts[index];
    s->point_count = 0;
    for (int k = 0; k < s->stroke_count; k++) {
        s->point_count += stroke_points[k];
        s->ends[k] = (uint16_t)s->point_count;
    }
    for (int i = 0; i < s->point_count; i++) {
        s->x[i] = (float)at[2 * i] / 255;
        s->y[i] = (float)at[2 * i + 1] / 255;
    }
    shape_finish(s);
}
