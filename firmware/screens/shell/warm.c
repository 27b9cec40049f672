/* warm: rasterises the fixed words of the results of a tap, and digits, at the sizes they are shown
 * in; then draws what every page shows before its answer arrives, into memory that is not shown. */
#include "screens/shell/warm.h"

#include <stdlib.h>

#define IDLE_MS 1500 /* since the last touch; a slow board needs a tenth of a second for a page */

void warm_glyphs(struct ui *ui) {
    static const char digits[] = "0123456789:第位次小时 ·（）";
    static const struct {
        enum face face;
        double units;
    } number_styles[] = {{FACE_BOLD, 74},   {FACE_SANS, 50},  {FACE_SANS, 42},
                         {FACE_SERIF, 100}, {FACE_BOLD, 148}, {FACE_BOLD, 48}};
    static const struct {
        enum word word;
        enum face face;
        double units;
    } words[] = {{WORD_WELCOME, FACE_SERIF, 100},         {WORD_VISIT, FACE_SERIF, 100},
                 {WORD_ALREADY_IN, FACE_SERIF, 100},      {WORD_TWO_CARDS, FACE_SERIF, 100},
                 {WORD_UNKNOWN, FACE_SERIF, 100},         {WORD_GOING_NEXT, FACE_SANS, 42},
                 {WORD_STAT_NTH_LABEL, FACE_SANS, 36},    {WORD_STAT_TIMES_LABEL, FACE_SANS, 36},
                 {WORD_STAT_HOURS_LABEL, FACE_SANS, 36},  {WORD_WAITING_TITLE, FACE_BOLD, 48},
                 {WORD_WAITING_LINE, FACE_SANS, 38},      {WORD_LOOK_AT, FACE_BOLD, 40},
                 {WORD_ALREADY_IN_ADVICE, FACE_SANS, 50}, {WORD_VISIT_LINE, FACE_SANS, 50}};
    for (size_t i = 0; i < ARRAY_LENGTH(number_styles); i++)
        text_warm(ui->canvas.text, digits,
                  ui_style(ui, number_styles[i].face, number_styles[i].units, 125));
    for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
        text_warm(ui->canvas.text, ui_word(ui, (int)words[i].word),
                  ui_style(ui, words[i].face, words[i].units, 125));
}

/* Enters the screen as if it had been touched, but posts nothing. Uses a separate walk: touches are
 * still matched against the page that is shown. */
static void draw_unseen(struct ui *ui, const struct hall *hall, const struct screen *screen,
                        void *state) {
    struct asks unasked = {0};
    struct frame frame = {.ui = ui, .hall = hall, .screen = screen, .state = state, .left_ms = -1};
    if (screen->enter) screen->enter(state, &(struct where){0}, NULL, &unasked);
    frame_draw(&frame);
}

static const struct screen *next_screen(const struct warm *warm) {
    return warm->navigation->screens->all[warm->pages];
}

bool warm_page(struct warm *warm) {
    const struct screen *screen = next_screen(warm);
    const struct display *d = warm->navigation->display;
    if (!screen) return false;
    warm->pages++;
    const struct pixels *shown = &d->ui.canvas.pixels;
    struct ui *ui = malloc(sizeof *ui);
    uint32_t *pixels = malloc((size_t)shown->stride * (size_t)shown->height * sizeof *pixels);
    void *state = calloc(1, screen->state_size + 1);
    if (ui && pixels && state) {
        *ui = d->ui;
        ui->canvas.walk = &ui->walk;
        ui->canvas.pixels.at = pixels;
        draw_unseen(ui, &d->hall, screen, state);
        warm->welcome |= screen == warm->navigation->screens->welcome;
    }
    free(state);
    free(pixels);
    free(ui);
    return true;
}

/* The welcome is drawn even where the kiosk is in use: the boot-success marker waits for it. */
int64_t warm_when_idle(struct warm *warm, int64_t now_ms) {
    const struct navigation *nav = warm->navigation;
    if (!next_screen(warm)) return -1;
    int64_t busy_ms = nav->session.timer_ms + IDLE_MS - now_ms;
    if (nav->display->dirty || !nav->session.shown) return -1;
    if (warm->welcome && busy_ms > 0) return busy_ms;
    warm_page(warm);
    return 0;
}
