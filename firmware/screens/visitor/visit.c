/* visit_outcome: a tap with no activity open: the person came by, and that counts too. */
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
    struct waiting_words waiting;
    (void)since_ms;
    struct notice n = {
        .mood = MOOD_GOOD,
        .icon = "house",
        .title = page_word(page, WORD_VISIT),
        .name = o->member_name,
        .line = page_word(page, WORD_VISIT_LINE),
        .advice = "",
        .choice_count = 1,
        .choices = {{page_word(page, WORD_VISIT_SCHEDULE), LOOK_PLAIN, ID_SCHEDULE, 0}},
        .going = WORD_GOING_NEXT,
        .whole_ms = STAY_MS};
    outcomes_waiting(page, o, ID_TRACK, &waiting, &n);
    notice_draw(page, &n);
}

const struct screen screen_visit = {.name = "visit",
                                    .state_size = sizeof(struct tapped),
                                    .timeout_ms = STAY_MS,
                                    .brief = true,
                                    .personal = true,
                                    .enter = tapped_enter,
                                    .touch = visit_touch,
                                    .next_ms = tapped_next_ms,
                                    .draw = visit_draw};
