/* warm: rasterises, while nobody waits, the glyphs that a tap will need: the fixed words of what
 * comes of it, and digits, at the sizes they are shown in. */
#include "screens/glass_state.h"
#include "screens/list.h"
#include "screens/outcomes.h"

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

void glass_rehearse(struct glass *glass) {
    struct tapped nobody = {0};
    struct frame welcome = {.ui = &glass->ui,
                            .hall = &glass->hall,
                            .screen = &screen_welcome,
                            .state = &nobody,
                            .left_ms = screen_welcome.timeout_ms};
    frame_draw(&welcome);
    frame_draw(&glass->frame); /* what a finger finds is what is shown */
    glass->dirty = true;
}
