/* walk: the list of what a frame shows. When it is full, further entries share the last place: a
 * touch on them is lost, but memory stays intact. */
#include "ui/walk.h"

#include "base/bytes.h"

#include <math.h>
#include <string.h>

void walk_begin(struct walk *walk) {
    walk->count = 0;
    walk->fixed = true;
}

struct shown *walk_add(struct walk *walk, enum shown_kind kind, struct rect rect, struct rect clip,
                       const char *label) {
    struct shown *shown = &walk->shown[walk->count < WALK_MAX ? walk->count++ : WALK_MAX - 1];
    *shown = (struct shown){
        .kind = kind, .rect = rect, .visible = rect_meet(rect, clip), .fixed = walk->fixed};
    TEXT_COPY(shown->label, label);
    return shown;
}

const struct shown *walk_target_at(const struct walk *walk, int x, int y) {
    for (int i = walk->count - 1; i >= 0; i--) {
        const struct shown *s = &walk->shown[i];
        if (s->kind == SHOWN_TARGET && rect_holds(s->visible, x, y)) return s;
    }
    return NULL;
}

static const struct shown *named(const struct walk *walk, const char *label, bool whole) {
    for (int i = 0; i < walk->count; i++) {
        const struct shown *s = &walk->shown[i];
        bool same = whole ? strcmp(s->label, label) == 0 : strstr(s->label, label) != NULL;
        if (s->kind == SHOWN_TARGET && s->visible.w > 0 && same) return s;
    }
    return NULL;
}

const struct shown *walk_target_named(const struct walk *walk, const char *label) {
    const struct shown *exact = named(walk, label, true);
    return exact ? exact : named(walk, label, false);
}

static double linear(uint32_t channel) {
    double c = channel / 255.0;
    return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t colour) {
    return 0.2126 * linear(colour >> 16 & 255) + 0.7152 * linear(colour >> 8 & 255) +
           0.0722 * linear(colour & 255);
}

double walk_contrast(uint32_t a, uint32_t b) {
    double la = luminance(a), lb = luminance(b);
    return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

double walk_worst_contrast(const struct pixels *pixels, struct rect r, uint32_t colour) {
    struct rect in = rect_meet(r, (struct rect){0, 0, pixels->width, pixels->height});
    double worst = 21;
    for (int row = 0; row < 6 && in.w > 0; row++) {
        for (int column = 0; column < 40; column++) {
            int x = in.x + (in.w - 1) * column / 39, y = in.y + (in.h - 1) * row / 5;
            double c = walk_contrast(colour, pixels->at[(size_t)y * pixels->stride + x]);
            if (c < worst) worst = c;
        }
    }
    return worst;
}
