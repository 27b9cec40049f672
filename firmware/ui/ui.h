#pragma once
/* The complete toolkit that screens draw with. It needs no window, so tests draw with it too. UI
 * thread only. */
#include "ui/canvas.h"
#include "ui/metrics.h"
#include "ui/strings.h"
#include "ui/theme.h"

struct ui_config {
    const char *assets_folder; /* holds icons/ and strings/ */
    const char *blob_folder;   /* pictures by hash */
    const char *const *keys;   /* every key of the words */
    int key_count;
    size_t picture_bytes; /* memory limit of decoded pictures */
    void (*wake)(void *); /* a picture is ready; called on the worker's thread */
    void *wake_arg;
};

struct ui {
    struct canvas canvas;
    struct walk walk;
    struct corners corners;
    struct metrics metrics;
    const struct theme *theme;
    struct strings *languages[2]; /* zh_CN, en */
    uint32_t *own_pixels;         /* NULL where it draws into the memory of the display */
    int language;                 /* 0 zh, 1 en */
    bool pressed;                 /* a finger is on the target (pressed_id, pressed_arg) */
    int pressed_id, pressed_arg;
};

MUST_CHECK enum err ui_open(struct ui *ui, const struct ui_config *config, struct why *why);
void ui_finish(struct ui *ui);

/* Sets a panel of that size. It is drawn into `on` where the size matches; NULL: into its own
 * memory. */
MUST_CHECK enum err ui_set_metrics(struct ui *ui, const struct metrics *metrics,
                                   const struct pixels *on, struct why *why);

/* Begins a frame: empties the walk and resets the clip. */
void ui_begin(struct ui *ui);

const char *ui_word(const struct ui *ui, int key);
int ui_u(const struct ui *ui, double units);

/* A style of that many units; line spacing in hundredths of the size (125 for headings, 150 for
 * running text). */
struct text_style ui_style(const struct ui *ui, enum face face, double units, int line_percent);
int ui_least_text(const struct ui *ui); /* the minimum size of words in px */
