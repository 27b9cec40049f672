/* show: what the glass shows and reads aloud. */
#include "drive_private.h"

#include "ui/png.h"

#include <stdio.h>
#include <stdlib.h>

void show_shot(struct drive *drive, const char *rest) {
    struct why why;
    char words[LINE_BYTES];
    enum err e = png_write(view_pixels(drive->glass), rest, &why);
    snprintf(words, sizeof words, e ? "error %.400s" : "ok %.400s", e ? why.text : rest);
    answer_now(&drive->answer, words);
}

/* Quotes and backslashes are escaped; control characters become spaces. */
static void put_json(FILE *to, const char *text) {
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            fprintf(to, "\\%c", *text);
        else if ((unsigned char)*text < 0x20)
            fputc(' ', to);
        else
            fputc(*text, to);
    }
}

static void put_shown(FILE *to, const struct shown *s) {
    fprintf(to, "{\"kind\":\"%s\",\"label\":\"", s->kind == SHOWN_TARGET ? "target" : "words");
    put_json(to, s->label);
    fprintf(
        to,
        "\",\"x\":%d,\"y\":%d,\"w\":%d,\"h\":%d,\"visible\":%s,\"cut\":%s,\"id\":%d,\"arg\":%d}",
        s->rect.x, s->rect.y, s->rect.w, s->rect.h, s->visible.w > 0 ? "true" : "false",
        s->cut ? "true" : "false", s->id, s->arg);
}

static void list(struct drive *drive, bool only_words) {
    char *all = NULL;
    size_t bytes = 0;
    FILE *to = open_memstream(&all, &bytes);
    if (!to) return;
    const struct walk *walk = view_walk(drive->glass);
    fputs("ok [", to);
    for (int i = 0, n = 0; i < walk->count; i++) {
        const struct shown *s = &walk->shown[i];
        if (only_words && (s->kind != SHOWN_WORDS || s->visible.w == 0)) continue;
        if (n++) fputc(',', to);
        if (only_words) {
            fputc('"', to);
            put_json(to, s->label);
            fputc('"', to);
        } else {
            put_shown(to, s);
        }
    }
    fputs("]\n", to);
    fclose(to);
    socket_send(drive->answer.fd, all, bytes);
    free(all);
}

void show_words(struct drive *drive, const char *rest) {
    (void)rest;
    list(drive, true);
}

void show_widgets(struct drive *drive, const char *rest) {
    (void)rest;
    list(drive, false);
}

void show_pixel(struct drive *drive, const char *rest) {
    const struct pixels *p = view_pixels(drive->glass);
    char words[64];
    int x, y;
    bool there = sscanf(rest, "%d %d", &x, &y) == 2 &&
                 rect_holds((struct rect){0, 0, p->width, p->height}, x, y);
    if (there)
        snprintf(words, sizeof words, "ok %06x", p->at[(size_t)y * p->stride + x] & 0xFFFFFF);
    answer_now(&drive->answer, there ? words : "error pixel X Y");
}

void show_size(struct drive *drive, const char *rest) {
    const struct pixels *p = view_pixels(drive->glass);
    char words[64];
    (void)rest;
    snprintf(words, sizeof words, "ok %dx%d", p->width, p->height);
    answer_now(&drive->answer, words);
}

void show_screen(struct drive *drive, const char *rest) {
    struct view_state state;
    char words[64];
    (void)rest;
    view_state(drive->glass, &state);
    snprintf(words, sizeof words, "ok %s", state.screen);
    answer_now(&drive->answer, words);
}

void show_frames(struct drive *drive, const char *rest) {
    struct view_state state;
    char words[64];
    (void)rest;
    view_state(drive->glass, &state);
    snprintf(words, sizeof words, "ok %lld", (long long)state.frames);
    answer_now(&drive->answer, words);
}

void show_aloud(struct drive *drive, const char *rest) {
    struct view_state state;
    char words[LINE_BYTES];
    (void)rest;
    view_state(drive->glass, &state);
    snprintf(words, sizeof words, "ok %s %s", state.speaking ? "speaking" : "silent", state.script);
    for (char *p = words; *p; p++)
        if (*p == '\n') *p = '|';
    answer_now(&drive->answer, words);
}

void show_appearance(struct drive *drive, const char *rest) {
    static const char *const sizes[TEXT_SIZES] = {"normal", "large", "huge"};
    struct view_state state;
    char words[64];
    (void)rest;
    view_state(drive->glass, &state);
    snprintf(words, sizeof words, "ok %s%s%s", sizes[state.text_size],
             state.contrast ? " contrast" : "", state.low ? " low" : "");
    answer_now(&drive->answer, words);
}
