/* choose: two or more activities are open; the member chooses one. */
#include "screens/shell/screen.h"
#include "screens/visitor/outcomes.h"
#include "screens/widgets/dates.h"
#include "screens/widgets/notice.h"

#include <stdio.h>

#define STAY_MS 30000

enum { ID_CHOICE, ID_NONE };

static struct step choose_touch(void *state, struct touched touched, struct asks *asks) {
    const struct tapped *t = state;
    if (touched.id == ID_NONE) return step_to(STEP_DONE);
    asks_add(asks, INTENT_CHOOSE)->u.activity.occurrence_id = t->outcome.choices[touched.arg].id;
    return step_to(STEP_STAY); /* the outcome opens the next screen */
}

static void choose_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct outcome *o = &((const struct tapped *)state)->outcome;
    char labels[OUTCOME_CHOICES][200], time[16];
    (void)since_ms;
    struct notice n = {.mood = MOOD_PLAIN,
                       .icon = "calendar-days",
                       .title = page_word(page, WORD_CHOOSE),
                       .name = o->member_name,
                       .line = page_word(page, WORD_CHOOSE_LINE),
                       .advice = "",
                       .going = WORD_GOING_NOTHING};
    for (int i = 0; i < o->choice_count && i < OUTCOME_CHOICES; i++) {
        dates_time(o->choices[i].start_ms, time, sizeof time);
        snprintf(labels[i], sizeof labels[i], "%s %s",
                 o->choices[i].all_day ? page_word(page, WORD_ALL_DAY) : time, o->choices[i].title);
        n.choices[n.choice_count].label = labels[i];
        n.choices[n.choice_count].style = STYLE_PLAIN;
        n.choices[n.choice_count].id = ID_CHOICE;
        n.choices[n.choice_count++].arg = i;
    }
    n.choices[n.choice_count].label = page_word(page, WORD_CHOOSE_NONE);
    n.choices[n.choice_count++].id = ID_NONE;
    tapped_draw(page, STAY_MS, &n);
}

const struct screen screen_choose = {TAPPED_SCREEN,    .name = "choose",      .timeout_ms = STAY_MS,
                                     .personal = true, .touch = choose_touch, .draw = choose_draw};
