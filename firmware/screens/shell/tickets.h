#pragma once
/* What the current screen has asked of the desk. Each intent carries a ticket; an answer with an
 * older ticket is dropped. UI thread only. */
#include "screens/shell/glass_config.h"
#include "screens/shell/screen.h"

struct tickets {
    const struct glass_calls *calls;
    uint32_t last;                   /* ticket; never used twice */
    struct {                         /* by the current screen */
        uint32_t open[ANSWER_KINDS]; /* the newest ticket for each kind; 0: none or answered */
        struct asks newest;          /* asked again when the content changes */
        int64_t asked_ms;            /* when the newest was asked */
        bool expecting;              /* the next tap is not a check-in */
        bool expecting_card;         /* and staff stay signed in when this screen ends */
    } asked;
};

void tickets_post(struct tickets *tickets, struct asks *asks); /* empties asks */
/* An intent without an answer. */
void tickets_notify(struct tickets *tickets, enum intent_kind kind);
bool tickets_waiting(const struct tickets *tickets);
/* true: the answer belongs to the current screen's newest intent of its kind. */
bool tickets_take(struct tickets *tickets, const struct answer *answer);
/* Content changed: asks again for what the screen shows. */
void tickets_ask_again(struct tickets *tickets);

/* The desk's mailbox may have been full: asks again for an answer that is overdue. */
void tickets_ask_overdue(struct tickets *tickets, int64_t now_ms);
int64_t tickets_overdue_at_ms(const struct tickets *tickets); /* -1: no answer is awaited */

/* The screen ends: cancels what it expected of the next tap and wipes what it asked. */
void tickets_end(struct tickets *tickets);
