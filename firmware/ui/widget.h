#pragma once
/* Widgets: each function draws one widget, shows it pressed while the finger is on it, and adds it
 * to the walk with the id and arg that the screen's touch() receives. UI thread only. */
#include "ui/ui.h"

enum widget_style {
    STYLE_PLAIN,   /* the colour of cards, with a border */
    STYLE_PRIMARY, /* army green */
    STYLE_DANGER,  /* red */
    STYLE_BRIGHT,  /* light gold with dark words: the main button on a coloured background */
    STYLE_CHOSEN,  /* a chip or key that is selected; looks like STYLE_PRIMARY */
    STYLE_OFF,     /* disabled: drawn, but not in the walk */
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

/* Adds only the target, for things that draw themselves. true while pressed. */
bool widget_target(struct ui *ui, struct rect r, const char *label, int id, int arg);

void widget_button(struct ui *ui, struct rect r, const struct button *button);
/* A chip is as high as its row; its width: */
int widget_chip_width(struct ui *ui, const char *label);
void widget_chip(struct ui *ui, struct rect r, const char *label, bool on, int id, int arg);

/* A white card with a darker edge below. */
void widget_card(struct ui *ui, struct rect r, bool pressed);

/* White words on colour; returns the width. height px comes from the text. */
int widget_badge_width(struct ui *ui, const char *words, double units);
int widget_badge_height(struct ui *ui, double units);
void widget_badge(struct ui *ui, int x, int y, const char *words, double units, uint32_t colour);

/* A tile of home: an icon, a title and a line on a colour, with the icon large and faint behind
 * them. */
struct tile {
    const char *title, *line, *icon;
    uint32_t colour;
    int id;
    int title_px, line_px; /* sizes shared with the neighbouring tiles; 0: not shared */
};
void widget_tile(struct ui *ui, struct rect r, const struct tile *tile);
/* Gives all tiles of w x h px the largest text sizes that fit each of them. */
void widget_tiles_even(struct ui *ui, int w, int h, struct tile *tiles, int count);

/* A QR code of words in r, black on white. false: it cannot be made. */
bool widget_qr(struct ui *ui, struct rect r, const char *words);
