#pragma once
/* What the screens after a tap share. UI thread only. */
#include "screens/shell/screen.h"

struct tapped {
    struct outcome outcome;
};

void tapped_enter(void *state, const struct where *where, const struct outcome *outcome,
                  struct asks *asks);
int64_t tapped_next_ms(const void *state,
                       int64_t since_ms); /* the countdown moves four times a second */

/* 09:26  退役军人活动日  二楼议事厅, as far as known */
void outcomes_where(const struct page *page, const struct outcome *o, char *ret_text, size_t bytes);

struct step tapped_touch(void *state, struct touched touched,
                         struct asks *asks); /* nothing to press */

/* ... but the card below, with ID_TAPPED_TRACK: to the answer. */
enum { ID_TAPPED_TRACK };
struct step tapped_touch_answer(void *state, struct touched touched, struct asks *asks);

/* The card that says a request of the person's has an answer; nothing where none has. */
struct waiting_words {
    char title[160], line[200];
};
struct notice;
void outcomes_waiting(const struct page *page, const struct outcome *o, int id,
                      struct waiting_words *words, struct notice *notice);
