#pragma once
/* What the result screens after a tap share. UI thread only. */
#include "screens/shell/screen.h"

struct tapped {
    struct outcome outcome;
};

void tapped_enter(void *state, const struct where *where, const struct outcome *outcome,
                  struct asks *asks);
int64_t tapped_next_ms(const void *state,
                       int64_t since_ms); /* the countdown moves four times a second */

/* "09:26　退役军人活动日　二楼议事厅", as far as it is known */
void outcomes_where(const struct page *page, const struct outcome *o, char *ret_text, size_t bytes);

struct step tapped_touch(void *state, struct touched touched, struct asks *asks); /* no buttons */

/* The same with the card of tapped_draw_with_answer, whose target is ID_TAPPED_TRACK: it opens the
 * request. */
enum { ID_TAPPED_TRACK };
struct step tapped_touch_answer(void *state, struct touched touched, struct asks *asks);

/* Draws the notice of a screen that is shown for stay_ms; `going` 0: WORD_GOING_NEXT. */
struct notice;
void tapped_draw(struct page *page, int64_t stay_ms, struct notice *notice);
/* The same. Where a request of this member has a new answer, adds a card with the target id. */
void tapped_draw_with_answer(struct page *page, const struct outcome *outcome, int64_t stay_ms,
                             int id, struct notice *notice);

/* The fields that the result screens have in common. */
#define TAPPED_SCREEN                                                                              \
    .state_size = sizeof(struct tapped), .brief = true, .enter = tapped_enter,                     \
    .next_ms = tapped_next_ms
