/* setup_name: the station's name, which the top bar shows. */
#include "screens/setup/page.h"
#include "screens/typing/writing.h"

struct name_step {
    struct setup_query query;
    struct writing writing;
};

static void name_enter(void *state, const struct where *where, const struct outcome *outcome,
                       struct asks *asks) {
    (void)outcome;
    writing_init(&((struct name_step *)state)->writing, where->engines, "");
    setup_ask(asks);
}

static struct step name_touch(void *state, struct touched touched, struct asks *asks) {
    struct name_step *s = state;
    struct step step = step_to(STEP_REDRAW);
    if (writing_touch(&s->writing, touched)) return step;
    writing_finish(&s->writing, 0);
    if (s->writing.edit.text[0]) setup_do(asks, SETUP_NAME, s->writing.edit.text, "");
    setup_touched(touched, STEP_SETUP_LANGUAGE, STEP_SETUP_PANEL, &step);
    return step;
}

static struct step name_finger(void *state, const struct finger_at *at) {
    writing_finger(&((struct name_step *)state)->writing, at);
    return step_to(STEP_REDRAW);
}

static int64_t name_next_ms(const void *state, int64_t since_ms) {
    return writing_next_ms(&((const struct name_step *)state)->writing, since_ms);
}

static void name_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct name_step *s = state;
    char words[160];
    setup_begin(page, 2, WORD_SETUP_NAME);
    setup_trouble(page, &s->query);
    strings_fill(words, sizeof words, page_word(page, WORD_SETUP_NAME_NOW), "name",
                 s->query.here ? s->query.answer.name : "", NULL);
    if (!page->ui->metrics.landscape && s->query.here)
        page_text(page, words, FACE_SANS, 38, 140, page->ui->theme->quiet);
    writing_draw(&s->writing, page, since_ms);
    page_end(page);
}

static void name_answer(void *state, const struct answer *answer, struct asks *asks) {
    (void)asks;
    setup_query_take(&((struct name_step *)state)->query, answer);
}

const struct screen screen_setup_name = {.name = "setup_name",
                                         .state_size = sizeof(struct name_step),
                                         .enter = name_enter,
                                         .touch = name_touch,
                                         .answer = name_answer,
                                         .outcome = setup_keep_tap,
                                         .finger = name_finger,
                                         .next_ms = name_next_ms,
                                         .draw = name_draw};
