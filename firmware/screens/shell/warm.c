/* warm: rasterises, while nobody waits, the glyphs that a tap will need: the fixed words of what
 * comes of it, and digits, at the sizes they are shown in; then what every page shows before its
 * answer comes, by drawing it where nobody sees it. */
#include "screens/shell/glass_private.h"
#include "screens/shell/list.h"

#include <stdlib.h>

#define QUIET_MS 1500 /* since the last finger; a slow board needs a tenth of a second a page */

void glass_warm(struct glass *glass) {
    struct ui *ui = &glass->ui;
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

/* Entered as if by a finger, but nothing is asked. A walk of its own: touches go on being matched
 * against what is on the glass. */
static void draw_unseen(struct ui *ui, const struct hall *hall, const struct screen *screen,
                        void *state) {
    struct asks unasked = {0};
    struct frame frame = {.ui = ui, .hall = hall, .screen = screen, .state = state, .left_ms = -1};
    if (screen->enter) screen->enter(state, &(struct where){0}, NULL, &unasked);
    frame_draw(&frame);
}

bool glass_warm_page(struct glass *glass) {
    const struct screen *screen = screens_all[glass->pages_warmed];
    if (!screen) return false;
    glass->pages_warmed++;
    const struct pixels *shown = &glass->ui.canvas.pixels;
    struct ui *ui = malloc(sizeof *ui);
    uint32_t *pixels = malloc((size_t)shown->stride * (size_t)shown->height * sizeof *pixels);
    void *state = calloc(1, screen->state_size + 1);
    if (ui && pixels && state) {
        *ui = glass->ui;
        ui->canvas.walk = &ui->walk;
        ui->canvas.pixels.at = pixels;
        draw_unseen(ui, &glass->hall, screen, state);
        glass->welcome_warmed |= screen == &screen_welcome;
    }
    free(state);
    free(pixels);
    free(ui);
    return true;
}

/* The welcome comes first: what says that all is well waits for it. */
int64_t glass_warm_on(struct glass *glass, int64_t now_ms) {
    if (!screens_all[glass->pages_warmed]) return -1;
    int64_t busy_ms = glass->visit.timer_ms + QUIET_MS - now_ms;
    if (glass->dirty || !glass->visit.shown) return -1;
    if (glass->welcome_warmed && busy_ms > 0) return busy_ms;
    glass_warm_page(glass);
    return 0;
}
