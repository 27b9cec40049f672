#include "strokes/strokes.h"

#include <stdlib.h>
#include <string.h>

FILE *strokes_open(void) {
    return fopen(MUSTER_SOURCE_DIR "/tests/strokes/kanjivg.txt", "r");
}

static void read_ink(const char *at, struct ink *ink) {
    bool begun = false;
    ink_clear(ink);
    ink->box = STROKES_BOX;
    for (int x, y, bytes; sscanf(at, "%d,%d%n", &x, &y, &bytes) == 2;) {
        if (begun)
            ink_go_on(ink, x, y);
        else
            ink_begin(ink, x, y);
        at += bytes;
        begun = *at == ' ';
        if (*at == ' ' || *at == ';') at++;
    }
}

bool strokes_next(FILE *file, char ret_text[8], struct ink *ret_ink) {
    static char line[1 << 14];
    int bytes = 0;
    do {
        if (!fgets(line, sizeof line, file)) return false;
    } while (line[0] == '#' || sscanf(line, "%7s %n", ret_text, &bytes) != 1);
    read_ink(line + bytes, ret_ink);
    return true;
}

static unsigned random_below(unsigned *seed, unsigned n) {
    *seed = *seed * 1664525U + 1013904223U;
    return (*seed >> 8) % n;
}

static void append(struct ink *to, const struct ink *from, int stroke, int dx, bool joined) {
    for (int i = ink_stroke_start(from, stroke); i < from->ends[stroke]; i++) {
        struct ink_point p = from->points[i];
        if (i == ink_stroke_start(from, stroke) && !joined)
            ink_begin(to, p.x + dx, p.y);
        else
            ink_go_on(to, p.x + dx, p.y);
    }
}

static void begin(const struct ink *from, struct ink *to) {
    ink_clear(to);
    to->box = from->box;
}

void strokes_shuffle(const struct ink *ink, unsigned *seed, struct ink *ret_ink) {
    int order[INK_STROKES];
    begin(ink, ret_ink);
    for (int i = 0; i < ink->stroke_count; i++) order[i] = i;
    for (int i = ink->stroke_count - 1; i > 0; i--) {
        int j = (int)random_below(seed, (unsigned)i + 1), kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }
    for (int i = 0; i < ink->stroke_count; i++) append(ret_ink, ink, order[i], 0, false);
}

void strokes_join(const struct ink *ink, unsigned *seed, struct ink *ret_ink) {
    int joined =
        ink->stroke_count > 1 ? 1 + (int)random_below(seed, (unsigned)ink->stroke_count - 1) : -1;
    begin(ink, ret_ink);
    for (int i = 0; i < ink->stroke_count; i++) append(ret_ink, ink, i, 0, i == joined);
}

void strokes_hurry(const struct ink *ink, unsigned *seed, struct ink *ret_ink) {
    int reach = ink->box * 4 / 100, slant = (int)random_below(seed, 31) - 15;
    *ret_ink = *ink;
    for (int k = 0; k < ink->stroke_count; k++) {
        int dx = (int)random_below(seed, 2U * (unsigned)reach + 1) - reach,
            dy = (int)random_below(seed, 2U * (unsigned)reach + 1) - reach;
        for (int i = ink_stroke_start(ink, k); i < ink->ends[k]; i++) {
            struct ink_point p = ink->points[i];
            ret_ink->points[i] =
                (struct ink_point){(int16_t)(p.x + dx + p.y * slant / 100), (int16_t)(p.y + dy)};
        }
    }
}

void strokes_beside(const struct ink *left, const struct ink *right, struct ink *ret_ink) {
    begin(left, ret_ink);
    for (int i = 0; i < left->stroke_count; i++) append(ret_ink, left, i, 0, false);
    for (int i = 0; i < right->stroke_count; i++) append(ret_ink, right, i, left->box, false);
}
