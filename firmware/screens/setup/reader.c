/* setup_reader: whether a reader is connected and reads a card. */
#include "screens/setup/page.h"

struct reader_step {
    struct setup_query query;
    bool read;
};

static struct step reader_touch(void *state, struct touched touched, struct asks *asks) {
    struct step step = step_to(STEP_REDRAW);
    (void)state, (void)asks;
    setup_touched(touched, STEP_SETUP_PANEL, STEP_SETUP_ZONE, &step);
    return step;
}

static bool reader_outcome(void *state, const struct outcome *outcome, struct asks *asks) {
    (void)outcome, (void)asks;
    return ((struct reader_step *)state)->read = true; /* any card will do */
}

static void reader_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct reader_step *s = state;
    (void)since_ms;
    setup_begin(page, 4, WORD_SETUP_READER);
    if (s->read)
        form_message(page, page_word(page, WORD_SETUP_READER_READ), true);
    else
        setup_line(page, page->hall->reader_up ? WORD_SETUP_READER_TRY : WORD_SETUP_READER_DOWN);
    page_end(page);
}

static void reader_answer(void *state, const struct answer *answer, struct asks *asks) {
    (void)asks;
    setup_query_take(&((struct reader_step *)state)->query, answer);
}

const struct screen screen_setup_reader = {.name = "setup_reader",
                                           .state_size = sizeof(struct reader_step),
                                           .enter = setup_enter,
                                           .touch = reader_touch,
                                           .answer = reader_answer,
                                           .outcome = reader_outcome,
                                           .draw = reader_draw};
