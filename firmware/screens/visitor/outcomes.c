/* outcomes: keeps the outcome of the tap, and formats its place and time. */
#include "screens/visitor/outcomes.h"

#include "screens/widgets/dates.h"
#include "screens/widgets/notice.h"

#include <stdio.h>

#define STEP_MS 250

void tapped_enter(void *state, const struct where *where, const struct outcome *outcome,
                  struct asks *asks) {
    (void)where;
    (void)asks;
    if (outcome) ((struct tapped *)state)->outcome = *outcome;
}

int64_t tapped_next_ms(const void *state, int64_t since_ms) {
    (void)state;
    return since_ms - since_ms % STEP_MS + STEP_MS;
}

void outcomes_where(const struct page *page, const struct outcome *o, char *ret_text,
                    size_t bytes) {
    char time[16];
    (void)page;
    dates_time(o->at_ms, time, sizeof time);
    if (o->occurrence.id)
        snprintf(ret_text, bytes, "%s　%s　%s", time, o->occurrence.title, o->occurrence.place);
    else
        snprintf(ret_text, bytes, "%s", time);
}

struct step tapped_touch(void *state, struct touched touched, struct asks *asks) {
    (void)state;
    (void)touched;
    (void)asks;
    return step_to(STEP_STAY);
}

struct step tapped_touch_answer(void *state, struct touched touched, struct asks *asks) {
    const struct tapped *t = state;
    (void)asks;
    if (touched.id != ID_TAPPED_TRACK) return step_to(STEP_STAY);
    struct where where = {.id = t->outcome.member_id};
    TEXT_COPY(where.number, t->outcome.waiting_ticket);
    return step_with(STEP_TRACK, &where);
}

void tapped_draw(struct page *page, int64_t stay_ms, struct notice *notice) {
    if (!notice->going) notice->going = WORD_GOING_NEXT;
    notice->whole_ms = stay_ms;
    notice_draw(page, notice);
}

void tapped_draw_with_answer(struct page *page, const struct outcome *o, int64_t stay_ms, int id,
                             struct notice *notice) {
    char title[160], line[200];
    if (o->waiting_ticket[0]) {
        strings_fill(title, sizeof title, page_word(page, WORD_WAITING_TITLE), "number",
                     o->waiting_ticket, NULL);
        strings_fill(line, sizeof line, page_word(page, WORD_WAITING_LINE), "category",
                     o->waiting_category, NULL);
        notice->card_title = title;
        notice->card_line = line;
        notice->card_button = page_word(page, WORD_LOOK_AT);
        notice->card_id = id;
    }
    tapped_draw(page, stay_ms, notice);
}
