#pragma once
/* What the pages of the setup wizard share. Each page can be skipped and returned to. They show no
 * personal data. UI thread only. */
#include "screens/shell/screen.h"
#include "screens/widgets/form.h"

enum { ID_SETUP_BACK = 2000, ID_SETUP_NEXT, ID_SETUP_OWN };

#define SETUP_STEPS 7

struct setup_query {
    bool here;
    struct answer_setup answer;
};

void setup_dock(struct page *page); /* call it before page_begin: no tap is a check-in yet */
/* Draws the bar, the heading with "n / 7", and the buttons back and next. */
void setup_begin(struct page *page, int step, enum word title);
/* true: the touch was on one of them, and *ret_step is where it leads. */
bool setup_touched(struct touched touched, enum step_kind back, enum step_kind next,
                   struct step *ret_step);

void setup_enter(void *state, const struct where *where, const struct outcome *outcome,
                 struct asks *asks); /* queries the current state; enough for most pages */
void setup_ask(struct asks *asks);
void setup_do(struct asks *asks, enum setup_action action, const char *text, const char *secret);
bool setup_query_take(struct setup_query *query, const struct answer *answer);
/* Draws an error where a setting could not be stored. */
void setup_trouble(struct page *page, const struct setup_query *query);
/* For struct screen, outcome: a tap is not a check-in before there are members. */
bool setup_keep_tap(void *state, const struct outcome *outcome, struct asks *asks);
void setup_line(struct page *page, enum word words); /* a paragraph */
