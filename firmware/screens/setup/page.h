#pragma once
/* What the pages of the walk share, which sets up a new kiosk: each can be left as it is, and gone
 * back to. Nothing on them is anybody's own. UI thread only. */
#include "screens/shell/screen.h"
#include "screens/widgets/form.h"

enum { ID_SETUP_BACK = 2000, ID_SETUP_NEXT, ID_SETUP_OWN };

#define SETUP_STEPS 7

struct setup_query {
    bool here;
    struct answer_setup answer;
};

void setup_dock(struct page *page); /* before page_begin: no card is a check-in yet */
/* Bar, heading with "n / 7", the ways back and on. */
void setup_begin(struct page *page, int step, enum word title);
/* true where the touch was for them: *ret_step. */
bool setup_touched(struct touched touched, enum step_kind back, enum step_kind next,
                   struct step *ret_step);

void setup_enter(void *state, const struct where *where, const struct outcome *outcome,
                 struct asks *asks); /* asks how it stands; for pages that need no more */
void setup_ask(struct asks *asks);
void setup_do(struct asks *asks, enum setup_action action, const char *text, const char *secret);
bool setup_query_take(struct setup_query *query, const struct answer *answer);
/* Where something could not be kept. */
void setup_trouble(struct page *page, const struct setup_query *query);
/* A card is no check-in while nobody is known. */
bool setup_keep_tap(void *state, const struct outcome *outcome, struct asks *asks);
void setup_line(struct page *page, enum word words); /* calm words over the width */
