#pragma once
/* Drawing of shapes, words, icons and pictures onto pixels, within a clip. Each piece of words is
 * added to the walk. UI thread only. Coordinates are px of the panel after rotation. */
#include "ui/corner.h"
#include "ui/icon.h"
#include "ui/picture.h"
#include "ui/script.h"
#include "ui/text.h"
#include "ui/walk.h"

struct canvas {
    struct pixels pixels;
    struct rect clip;
    struct walk *walk;
    struct corners *corners;
    struct text *text;
    struct icons *icons;
    struct pictures *pictures;
    struct script *script; /* NULL: they are not collected */
    bool silent;           /* words drawn now are not read aloud: labels of controls, bar, dock */
    bool waiting;          /* a picture of this frame is still being decoded */
};

/* Narrows the clip to r; returns the old one for canvas_unclip. */
struct rect canvas_clip(struct canvas *canvas, struct rect r);
void canvas_unclip(struct canvas *canvas, struct rect old);

void canvas_fill(struct canvas *canvas, struct rect r, uint32_t colour);
void canvas_gradient(struct canvas *canvas, struct rect r, uint32_t top, uint32_t bottom);
void canvas_box(struct canvas *canvas, struct rect r, int radius, uint32_t colour);
/* A box with a border of line_px; both colours are opaque. */
void canvas_framed_box(struct canvas *canvas, struct rect r, int radius, uint32_t fill,
                       uint32_t line, int line_px);
void canvas_disc(struct canvas *canvas, int cx, int cy, int radius, uint32_t colour);
void canvas_ring(struct canvas *canvas, int cx, int cy, int radius, int width, uint32_t colour);
/* A line with round ends. */
void canvas_stroke(struct canvas *canvas, double x1, double y1, double x2, double y2, double width,
                   uint32_t colour);

void canvas_icon(struct canvas *canvas, const char *name, int x, int y, int size_px,
                 uint32_t colour);

/* Which corners of a picture are round. */
enum rounded { ROUND_NONE, ROUND_TOP, ROUND_ALL };
/* The picture, cropped to fill r. false: it is not decoded yet, and nothing was drawn. */
bool canvas_picture(struct canvas *canvas, struct rect r, const char *hash, int radius,
                    enum rounded rounded);

/* Draws words, laid out within width and aligned in it; the top left of the block is at (x, y).
 * Returns the height in px. */
int canvas_words(struct canvas *canvas, int x, int y, int width, const char *words,
                 struct text_style style, enum text_align align, uint32_t colour);

/* Vertically centred in r; shrunk to least_px and then cut where they do not fit. */
void canvas_words_in(struct canvas *canvas, struct rect r, const char *words,
                     struct text_style style, int least_px, enum text_align align, uint32_t colour);
