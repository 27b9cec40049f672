#pragma once
/* From screen to screen: opens one, hands it what it is told, and follows its steps. UI thread
 * only. */
#include "screens/shell/aloud.h"
#include "screens/shell/engines.h"
#include "screens/shell/screen_table.h"
#include "screens/shell/scroll.h"
#include "screens/shell/session.h"
#include "screens/shell/spoken.h"
#include "screens/shell/tickets.h"

struct navigation {
    const struct screen_table *screens;
    const struct glass_calls *calls;
    bool sets_up, still; /* as in struct glass_config */
    struct display *display;
    struct aloud *aloud;
    struct spoken *spoken;
    struct engines engines;
    struct screen_session session;
    struct tickets tickets; /* of the session */
    struct scroll scroll;   /* of its page */
    int64_t touched_ns;     /* when the finger was lifted that led here; 0: none was */
};

/* where and outcome may be NULL. */
void navigation_go(struct navigation *navigation, const struct screen *screen,
                   const struct where *where, const struct outcome *outcome);
void navigation_step(struct navigation *navigation, const struct step *step);
/* The time-out has passed: nothing of the person is left, and attract comes. */
void navigation_time_out(struct navigation *navigation);

void navigation_answer(struct navigation *navigation, const struct answer *answer);
void navigation_outcome(struct navigation *navigation, const struct outcome *outcome);

/* Before the glass closes. Takes one that was never begun. */
void navigation_finish(struct navigation *navigation);
