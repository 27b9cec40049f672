/* tickets: which answers are awaited, and which intents may be repeated. */
#include "screens/shell/tickets.h"

#include "base/clock.h"

#include <string.h>

#define OVERDUE_MS 3000

static void post_one(struct tickets *t, struct intent *intent) {
    enum answer_kind kind = intent_answer(intent->kind);
    intent->ticket = ++t->last;
    t->asked.asked_ms = clock_ticks_ms();
    if (kind != ANSWER_KINDS) t->asked.open[kind] = intent->ticket;
    if (intent->kind == INTENT_EXPECT) {
        t->asked.expecting_card = intent->u.expect.what == EXPECT_CARD;
        t->asked.expecting = intent->u.expect.what != EXPECT_CHECK_IN;
    }
    t->calls->ask(t->calls->to, intent);
}

/* Only queries are repeated when the content changes. A repeated INTENT_TRACK would count a wrong
 * number twice. */
static bool may_repeat(enum intent_kind kind) {
    return kind != INTENT_FILE_REQUEST && kind != INTENT_TRACK && kind != INTENT_RATE &&
           kind != INTENT_KEEP_APPEARANCE && kind != INTENT_STAFF_DO && kind != INTENT_SETUP_DO;
}

void tickets_post(struct tickets *t, struct asks *asks) {
    for (int i = 0; i < asks->count; i++) post_one(t, &asks->intents[i]);
    if (asks->count > 0 && may_repeat(asks->intents[0].kind)) t->asked.newest = *asks;
    memset(asks, 0, sizeof *asks);
}

void tickets_notify(struct tickets *t, enum intent_kind kind) {
    struct intent intent = {.kind = kind, .ticket = ++t->last};
    t->calls->ask(t->calls->to, &intent);
}

bool tickets_waiting(const struct tickets *t) {
    for (int i = 0; i < ANSWER_KINDS; i++)
        if (t->asked.open[i]) return true;
    return false;
}

bool tickets_take(struct tickets *t, const struct answer *answer) {
    bool failed = answer->kind == ANSWER_FAILED, mine = false;
    for (int i = 0; i < ANSWER_KINDS; i++) {
        bool hit = t->asked.open[i] == answer->ticket && answer->ticket != 0;
        if (hit) t->asked.open[i] = 0;
        mine |= hit && (failed || i == (int)answer->kind);
    }
    return mine;
}

void tickets_ask_again(struct tickets *t) {
    struct asks asks = t->asked.newest;
    int kept = 0;
    for (int i = 0; i < asks.count; i++)
        if (intent_answer(asks.intents[i].kind) != ANSWER_KINDS)
            asks.intents[kept++] = asks.intents[i];
    asks.count = kept;
    tickets_post(t, &asks);
}

int64_t tickets_overdue_at_ms(const struct tickets *t) {
    return tickets_waiting(t) ? t->asked.asked_ms + OVERDUE_MS : -1;
}

void tickets_ask_overdue(struct tickets *t, int64_t now_ms) {
    int64_t at = tickets_overdue_at_ms(t);
    if (at < 0 || now_ms < at) return;
    t->asked.asked_ms = now_ms; /* also where no intent may be repeated */
    tickets_ask_again(t);
}

void tickets_end(struct tickets *t) {
    if (t->asked.expecting)
        tickets_notify(t, t->asked.expecting_card ? INTENT_EXPECT : INTENT_FORGET);
    explicit_bzero(&t->asked, sizeof t->asked);
}
