/* refused: for each reason, one sentence says what happened and one what to do. */
#include "screens/shell/screen.h"
#include "screens/visitor/outcomes.h"
#include "screens/widgets/notice.h"

#define STAY_MS 9000

static struct reason {
    const char *icon;
    enum word title, line, advice;
} reason_of(enum refusal reason) {
    switch (reason) {
    case REFUSAL_LOST:
        return (struct reason){"ban", WORD_LOST, WORD_LOST_LINE, WORD_LOST_ADVICE};
    case REFUSAL_REVOKED:
        return (struct reason){"ban", WORD_REVOKED, WORD_REVOKED_LINE, WORD_REVOKED_ADVICE};
    case REFUSAL_RANDOM_UID:
        return (struct reason){"smartphone", WORD_RANDOM_UID, WORD_RANDOM_UID_LINE,
                               WORD_RANDOM_UID_ADVICE};
    case REFUSAL_TWO_CARDS:
        return (struct reason){"layers-2", WORD_TWO_CARDS, WORD_TWO_CARDS_LINE,
                               WORD_TWO_CARDS_ADVICE};
    case REFUSAL_NOT_SAVED:
        return (struct reason){"triangle-alert", WORD_NOT_SAVED, WORD_NOT_SAVED_LINE,
                               WORD_NOT_SAVED_ADVICE};
    case REFUSAL_TOO_LATE:
        return (struct reason){"hourglass", WORD_TOO_LATE, WORD_TOO_LATE_LINE,
                               WORD_TOO_LATE_ADVICE};
    case REFUSAL_TRY_AGAIN:
    case REFUSAL_NONE:
    case REFUSAL_KINDS:
        break;
    }
    return (struct reason){"circle-alert", WORD_TRY_AGAIN, WORD_TRY_AGAIN_LINE,
                           WORD_TRY_AGAIN_ADVICE};
}

static void refused_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct outcome *o = &((const struct tapped *)state)->outcome;
    struct reason reason = reason_of(o->reason);
    (void)since_ms;
    struct notice n = {.mood = MOOD_REFUSED,
                       .icon = reason.icon,
                       .title = page_word(page, reason.title),
                       .name = "",
                       .line = page_word(page, reason.line),
                       .advice = page_word(page, reason.advice)};
    tapped_draw(page, STAY_MS, &n);
}

const struct screen screen_refused = {TAPPED_SCREEN, .name = "refused", .timeout_ms = STAY_MS,
                                      .touch = tapped_touch, .draw = refused_draw};
