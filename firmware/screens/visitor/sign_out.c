/* sign_out: asks once, with big buttons. A second tap does not answer the question, so nobody signs
 * out by accident. */
#include "screens/shell/screen.h"
#include "screens/visitor/outcomes.h"
#include "screens/widgets/dates.h"
#include "screens/widgets/notice.h"

#define STAY_MS 20000

enum { ID_YES, ID_NO };

static struct step sign_out_touch(void *state, struct touched touched, struct asks *asks) {
    const struct tapped *tapped = state;
    if (touched.id == ID_NO) return step_to(STEP_DONE);
    asks_add(asks, INTENT_SIGN_OUT)->u.activity.occurrence_id = tapped->outcome.occurrence.id;
    return step_to(STEP_STAY); /* the outcome opens the next screen */
}

static void sign_out_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct outcome *o = &((const struct tapped *)state)->outcome;
    char line[200], time[16];
    (void)since_ms;
    dates_time(o->earlier_ms, time, sizeof time);
    strings_fill(line, sizeof line, page_word(page, WORD_SIGN_OUT_LINE), "time", time, "title",
                 o->occurrence.title, NULL);
    struct notice n = {.mood = MOOD_PLAIN,
                       .icon = "clock",
                       .title = page_word(page, WORD_SIGN_OUT_ASK),
                       .name = o->member_name,
                       .line = line,
                       .advice = "",
                       .choice_count = 2,
                       .choices = {{page_word(page, WORD_SIGN_OUT_YES), STYLE_BRIGHT, ID_YES, 0},
                                   {page_word(page, WORD_SIGN_OUT_NO), STYLE_PLAIN, ID_NO, 0}},
                       .going = WORD_GOING_STAYS_IN};
    tapped_draw(page, STAY_MS, &n);
}

const struct screen screen_sign_out = {TAPPED_SCREEN,           .name = "sign_out",
                                       .timeout_ms = STAY_MS,   .personal = true,
                                       .touch = sign_out_touch, .draw = sign_out_draw};
