/* visit: a tap while no activity is open. The visit (到站) is recorded. */
#include "screens/shell/screen.h"
#include "screens/visitor/outcomes.h"
#include "screens/widgets/notice.h"

#include <stdio.h>

#define STAY_MS 8000

enum { ID_SCHEDULE, ID_TRACK };

static struct step visit_touch(void *state, struct touched touched, struct asks *asks) {
    const struct tapped *t = state;
    (void)asks;
    if (touched.id == ID_SCHEDULE) return step_to(STEP_SCHEDULE);
    return step_with(STEP_MINE, &(struct where){.id = t->outcome.member_id});
}

static void visit_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct outcome *o = &((const struct tapped *)state)->outcome;
    (void)since_ms;
    struct notice n = {
        .mood = MOOD_GOOD,
        .icon = "house",
        .title = page_word(page, WORD_VISIT),
        .name = o->member_name,
        .line = page_word(page, WORD_VISIT_LINE),
        .advice = "",
        .choice_count = 1,
        .choices = {{page_word(page, WORD_VISIT_SCHEDULE), STYLE_PLAIN, ID_SCHEDULE, 0}}};
    tapped_draw_with_answer(page, o, STAY_MS, ID_TRACK, &n);
}

const struct screen screen_visit = {TAPPED_SCREEN,    .name = "visit",      .timeout_ms = STAY_MS,
                                    .personal = true, .touch = visit_touch, .draw = visit_draw};
