#pragma once
/* Drawing: shapes, words, icons and pictures onto pixels, within a clip, noting in the walk what is
 * shown. UI thread only. Coordinates are px of the panel after rotation. */
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
    struct script *script; /* collects the words that are drawn; NULL: nobody reads them aloud */
    bool silent;           /* words drawn now are not to be read: labels of controls, bar, dock */
    bool waiting;          /* a picture asked for in this frame is still being decoded */
};

/* The clip becomes what r and it have in common; give the old one back to canvas_unclip. */
struct rect canvas_clip(struct canvas *canvas, struct rect r);
void canvas_unclip(struct canvas *canvas, struct rect old);

void canvas_fill(struct canvas *canvas, struct rect r, uint32_t colour);
void canvas_gradient(struct canvas *canvas, struct rect r, uint32_t top, uint32_t bottom);
void canvas_box(struct canvas *canvas, struct rect r, int radius, uint32_t colour);
/* line_px of line around fill; both opaque. */
void canvas_framed_box(struct canvas *canvas, struct rect r, int radius, uint32_t fill,
                       uint32_t line, int line_px);
void canvas_disc(struct canvas *canvas, int cx, int cy, int radius, uint32_t colour);
void canvas_ring(struct canvas *canvas, int cx, int cy, int radius, int width, uint32_t colour);
/* A line with round ends. */
void canvas_stroke(struct canvas *canvas, double x1, double y1, double x2, double y2, double width,
                   uint32_t colour);

void canvas_icon(struct canvas *canvas, const char *name, int x, int y, int size_px,
                 uint32_t colour);

/* Where the four corners of a picture are round. */
enum rounded { ROUND_NONE, ROUND_TOP, ROUND_ALL };
/* The picture, cropped to fill r; until it is there, nothing, and false. */
bool canvas_picture(struct canvas *canvas, struct rect r, const char *hash, int radius,
                    enum rounded rounded);

/* words laid out within width, their block's top left at (x, y); aligned within width. Returns px
 * of height. */
int canvas_words(struct canvas *canvas, int x, int y, int width, const char *words,
                 struct text_style style, enum text_align align, uint32_t colour);

/* In the middle of r's height, shrunk to least_px and then cut if need be. */
void canvas_words_in(struct canvas *canvas, struct rect r, const char *words,
                     struct text_style style, int least_px, enum text_align align, uint32_t colour);
