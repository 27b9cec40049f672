/* setup_language: the first page of the setup wizard, in both languages. */
#include "screens/setup/page.h"

enum { ID_CHINESE = ID_SETUP_OWN, ID_ENGLISH };

struct language_step {
    struct setup_query query;
};

static struct step language_touch(void *state, struct touched touched, struct asks *asks) {
    struct step step;
    (void)state;
    if (setup_touched(touched, STEP_STAY, STEP_SETUP_NAME, &step)) return step;
    setup_do(asks, SETUP_LANGUAGE, touched.id == ID_ENGLISH ? "en" : "zh", "");
    return step_to(touched.id == ID_ENGLISH ? STEP_ENGLISH : STEP_CHINESE);
}

static void language_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct language_step *s = state;
    bool english = page->ui->language == 1;
    const struct form_button buttons[] = {
        {"中文", english ? STYLE_PLAIN : STYLE_CHOSEN, ID_CHINESE, 0},
        {"English", english ? STYLE_CHOSEN : STYLE_PLAIN, ID_ENGLISH, 0}};
    (void)since_ms;
    setup_begin(page, 1, WORD_SETUP_LANGUAGE);
    setup_trouble(page, &s->query);
    setup_line(page, WORD_SETUP_HELLO);
    form_buttons(page, buttons, 2);
    page_end(page);
}

static void language_answer(void *state, const struct answer *answer, struct asks *asks) {
    (void)asks;
    setup_query_take(&((struct language_step *)state)->query, answer);
}

const struct screen screen_setup_language = {.name = "setup_language",
                                             .state_size = sizeof(struct language_step),
                                             .enter = setup_enter,
                                             .touch = language_touch,
                                             .answer = language_answer,
                                             .outcome = setup_keep_tap,
                                             .draw = language_draw};
