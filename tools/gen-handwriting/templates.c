/* handwriting-templates STROKES.txt TEMPLATES.bin: converts each line "character kind x,y x,y;x,y
 * ..." to a template, with the functions that the kiosk uses for ink. input/handwriting.h describes
 * the format. */
#include "base/bytes.h"
#include "input/handwriting.h"
#include "input/shape.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct parts {
    FILE *codes, *kinds, *stroke_counts, *features, *stroke_points, *points;
    uint32_t count, strokes, point_count;
};

static void put_u32(FILE *to, uint32_t v) {
    for (int i = 0; i < 4; i++) fputc((int)(v >> 8 * i & 0xFF), to);
}

static bool read_ink(const char *at, struct ink *ink) {
    bool begun = false;
    ink_clear(ink);
    for (int x, y, bytes; sscanf(at, "%d,%d%n", &x, &y, &bytes) == 2;) {
        if (!(begun ? ink_go_on(ink, x, y) : ink_begin(ink, x, y))) return false;
        at += bytes;
        begun = *at == ' ';
        if (*at == ' ' || *at == ';') at++;
    }
    return ink->stroke_count > 0 && (*at == '\n' || *at == '\0');
}

static void put_shape(struct parts *p, const struct shape *s) {
    int8_t features[SHAPE_FEATURES];
    shape_features(s, features);
    fwrite(features, 1, sizeof features, p->features);
    fputc(s->stroke_count, p->stroke_counts);
    for (int k = 0; k < s->stroke_count; k++)
        fputc(s->ends[k] - (k ? s->ends[k - 1] : 0), p->stroke_points);
    for (int i = 0; i < s->point_count; i++) {
        fputc((int)lrintf(s->x[i] * 255), p->points);
        fputc((int)lrintf(s->y[i] * 255), p->points);
    }
    p->count++;
    p->strokes += (uint32_t)s->stroke_count;
    p->point_count += (uint32_t)s->point_count;
}

static bool put_line(struct parts *p, const char *line) {
    static struct ink ink;
    static struct shape shape;
    char text[8];
    int kind, bytes = 0;
    uint32_t code = 0;
    if (sscanf(line, "%7s %d %n", text, &kind, &bytes) != 2 || !read_ink(line + bytes, &ink))
        return false;
    utf8_next(text, &code);
    put_u32(p->codes, code);
    fputc(kind, p->kinds);
    shape_make(&ink, &shape);
    put_shape(p, &shape);
    return true;
}

static void append(FILE *to, FILE *from) {
    char bytes[4096];
    rewind(from);
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, from)) > 0;) fwrite(bytes, 1, n, to);
    fclose(from);
}

int main(int argc, char **argv) {
    struct parts p = {tmpfile(), tmpfile(), tmpfile(), tmpfile(), tmpfile(), tmpfile(), 0, 0, 0};
    FILE *in = argc == 3 ? fopen(argv[1], "r") : NULL, *out = in ? fopen(argv[2], "wb") : NULL;
    static char line[1 << 16];
    if (!out) {
        fprintf(stderr, "handwriting-templates STROKES.txt TEMPLATES.bin\n");
        return 1;
    }
    while (fgets(line, sizeof line, in))
        if (!put_line(&p, line)) {
            fprintf(stderr, "bad line: %.40s\n", line);
            return 1;
        }
    fputs("MSHW", out);
    put_u32(out, p.count);
    put_u32(out, p.strokes);
    put_u32(out, p.point_count);
    FILE *all[] = {p.codes, p.kinds, p.stroke_counts, p.features, p.stroke_points, p.points};
    for (size_t i = 0; i < ARRAY_LENGTH(all); i++) append(out, all[i]);
    printf("%u characters, %u strokes, %u points\n", p.count, p.strokes, p.point_count);
    fclose(in);
    return fclose(out) ? 1 : 0;
}
