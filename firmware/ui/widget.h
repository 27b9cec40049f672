#pragma once
/* Widgets: one function draws one, shows it pressed while the finger is on it, and enters it in the
 * walk with the id and arg that the screen's touch() is told. UI thread only. */
#include "ui/ui.h"

enum widget_style {
    STYLE_PLAIN,   /* card colour, line around */
    STYLE_PRIMARY, /* army green */
    STYLE_DANGER,  /* red */
    STYLE_BRIGHT,  /* light gold, dark words: the main one on a coloured ground */
    STYLE_CHOSEN,  /* a chip or key that is on: as primary */
    STYLE_OFF,     /* shown, but does nothing now: not in the walk */
};

struct button {
    const char *label;
    const char *icon;  /* before the label; NULL: none */
    const char *after; /* icon behind the label; NULL: none */
    enum widget_style style;
    int id, arg;
    bool stacked; /* icon above the label */
    double units; /* size of the label; 0: 40 */
};

/* The target alone, for things that draw themselves. true while pressed. */
bool widget_target(struct ui *ui, struct rect r, const char *label, int id, int arg);

void widget_button(struct ui *ui, struct rect r, const struct button *button);
/* Its height is the row's; its width: */
int widget_chip_width(struct ui *ui, const char *label);
void widget_chip(struct ui *ui, struct rect r, const char *label, bool on, int id, int arg);

/* A white card with a darker edge below. */
void widget_card(struct ui *ui, struct rect r, bool pressed);

/* White words on colour; returns the width. height px comes from the text. */
int widget_badge_width(struct ui *ui, const char *words, double units);
int widget_badge_height(struct ui *ui, double units);
void widget_badge(struct ui *ui, int x, int y, const char *words, double units, uint32_t colour);

/* One of home's: an icon, a title and a line over a colour, the icon large and faint behind. */
struct tile {
    const char *title, *line, *icon;
    uint32_t colour;
    int id;
    int title_px, line_px; /* sizes shared with its neighbours; 0: its own */
};
void widget_tile(struct ui *ui, struct rect r, const struct tile *tile);
/* Give count tiles of w x h px the largest sizes that suit all of them. */
void widget_tiles_even(struct ui *ui, int w, int h, struct tile *tiles, int count);

/* white on it and black through it: the number as a QR code in r. false when it cannot be made. */
bool widget_qr(struct ui *ui, struct rect r, const char *words);
