#pragma once
/* What a frame shows: every control and every line of words, as it was drawn. Touches are matched
 * against this list, and tests check it for size, contrast and clipping. UI thread only. */
#include "ui/pixels.h"

#include <stdbool.h>

#define WALK_MAX 320
#define LABEL_SIZE 96

enum shown_kind { SHOWN_WORDS, SHOWN_TARGET };

struct shown {
    enum shown_kind kind;
    struct rect rect;    /* on the panel */
    struct rect visible; /* the part within the clip; w 0: scrolled out of sight */
    int id, arg;         /* SHOWN_TARGET: what the screen is told */
    int size_px;         /* SHOWN_WORDS */
    bool bold;
    bool cut;        /* the words end in … or exceed their box */
    bool fixed;      /* not in the scrolled part */
    bool pad;        /* SHOWN_TARGET: a finger on it draws */
    double contrast; /* the lowest ratio to the pixels behind them (WCAG 2) */
    char label[LABEL_SIZE];
};

struct walk {
    bool sampling; /* measure contrast: tests only, it costs time */
    bool fixed;    /* entries added now are not in the scrolled part */
    int count;
    struct shown shown[WALK_MAX];
};

void walk_begin(struct walk *walk);
struct shown *walk_add(struct walk *walk, enum shown_kind kind, struct rect rect, struct rect clip,
                       const char *label);

/* The topmost target at a point; NULL where there is none. */
const struct shown *walk_target_at(const struct walk *walk, int x, int y);
/* A visible target by its whole label, or by a part of it. */
const struct shown *walk_target_named(const struct walk *walk, const char *label);

/* WCAG 2 relative luminance ratio, 1..21. */
double walk_contrast(uint32_t a, uint32_t b);
/* The lowest contrast of colour with the pixels in r. */
double walk_worst_contrast(const struct pixels *pixels, struct rect r, uint32_t colour);
