/* desk: the only writer of the store.
 *
 *   reader --tell--> [inbox] --> taps.c --------\            /--> OUTCOME --> screen
 *   screen --ask---> [inbox] --> answers.c, staff/ --> store -<
 *   forward --ask--> [inbox] --> sync/ ---------/            \--> ANSWER, STORE, CHANGED --> screen
 *                     (idle) --> maintenance.c /
 * 1. No outcome is posted before its COMMIT.
 * 2. A record and its outbox row commit together or not at all.
 * 3. Whatever arrives is answered, also when the store is gone. */
#include "desk/desk.h"
#include "base/log.h"
#include "base/mailbox.h"
#include "desk/answers.h"
#include "desk/taps.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define IDLE_LIFE_MS 8000     /* beyond its longest wait */
#define WORK_LIFE_MS 60000    /* one arrival: the largest import's transaction on a slow card */
#define INBOX_SLOTS 256       /* 20 taps a second for ten seconds, and the touches meanwhile */
#define EXPECTED_FOR_MS 60000 /* model/intent.h */

struct desk {
    pthread_t thread;
    bool started;
    struct mailbox *inbox;

    struct desk_context context;
    struct visitor visitor;
    struct desk_staff staff;
    struct desk_sync sync;
    struct setup setup;
    struct requests requests;
    struct maintenance maintenance;
    struct taps taps;
    struct answers answers;
};

struct arrival {
    enum { ARRIVED_READER, ARRIVED_INTENT, ARRIVED_PIN, ARRIVED_LINK } kind;
    union {
        struct reader_event reader;
        struct intent intent;
        struct pin_verdict pin;
        struct link_ask link;
    } u;
};

bool desk_tell(struct desk *desk, const struct reader_event *event) {
    struct arrival a = {.kind = ARRIVED_READER, .u.reader = *event};
    return mailbox_post(desk->inbox, &a, sizeof a);
}

static void post_verdict(void *to, const struct pin_verdict *verdict) {
    struct desk *desk = to;
    struct arrival a = {.kind = ARRIVED_PIN, .u.pin = *verdict};
    mailbox_post(desk->inbox, &a, sizeof a);
}

bool desk_ask(struct desk *desk, const struct intent *intent) {
    struct arrival a = {.kind = ARRIVED_INTENT, .u.intent = *intent};
    return mailbox_post(desk->inbox, &a, sizeof a);
}

bool desk_link(struct desk *desk, const struct link_ask *ask) {
    struct arrival a = {.kind = ARRIVED_LINK, .u.link = *ask};
    return mailbox_post(desk->inbox, &a, sizeof a);
}

static void post_done(struct desk *desk, uint32_t ticket, const struct staff_done *done) {
    memset(&desk->context.out, 0, sizeof desk->context.out);
    desk->context.out.u.answer.u.staff_done = *done;
    context_post_answer(&desk->context, ticket, ANSWER_STAFF_DONE);
}

static void on_staff_do(struct desk *desk, const struct intent *intent) {
    struct staff_done done;
    if (!desk_staff_on_intent(&desk->staff, intent, &done)) return;
    maintenance_settle(&desk->maintenance);
    post_done(desk, intent->ticket, &done);
}

static void on_verdict(struct desk *desk, const struct pin_verdict *verdict) {
    struct staff_done done;
    if (!desk_staff_on_verdict(&desk->staff, verdict, &done)) return;
    maintenance_settle(&desk->maintenance);
    post_done(desk, verdict->ticket, &done);
}

static void on_link(struct desk *desk, struct link_ask *ask) {
    unsigned news = desk_sync_on_link(&desk->sync, ask);
    bool signed_in = desk_staff_id(&desk->staff) != 0;
    bool shown = signed_in || desk->context.config.setting_up;
    if ((news & SYNC_STATE) && shown) context_post_changed(&desk->context);
    if (!(news & SYNC_FETCH) || !signed_in) return;
    desk_staff_update_came(&desk->staff);
    context_post_changed(&desk->context);
}

static void on_intent(struct desk *desk, const struct intent *intent) {
    switch (intent->kind) {
#define ANSWERED(kind, name, answer) case INTENT_##kind:
        INTENTS_ANSWERED(ANSWERED)
#undef ANSWERED
        answers_on_intent(&desk->answers, intent);
        break;
    case INTENT_SIGN_OUT:
        taps_on_sign_out(&desk->taps, intent);
        break;
    case INTENT_CHOOSE:
        taps_on_choose(&desk->taps, intent);
        break;
    case INTENT_STAFF_DO:
        on_staff_do(desk, intent);
        break;
    case INTENT_EXPECT:
        visitor_expect(&desk->visitor, intent,
                       intent->u.expect.what == EXPECT_CARD ? STAFF_KEPT_MS : EXPECTED_FOR_MS);
        break;
    case INTENT_FORGET:
        visitor_forget(&desk->visitor);
        desk_staff_forget(&desk->staff);
        break;
    case INTENT_SCREENSHOT:
        desk_on_screenshot(&desk->sync, intent);
        break;
    case INTENT_KINDS:
        break;
    }
}

static void answer_arrival(struct desk *desk, struct arrival *a) {
    switch (a->kind) {
    case ARRIVED_READER:
        taps_on_reader(&desk->taps, &a->u.reader);
        break;
    case ARRIVED_PIN:
        on_verdict(desk, &a->u.pin);
        break;
    case ARRIVED_LINK:
        on_link(desk, &a->u.link);
        break;
    case ARRIVED_INTENT:
        on_intent(desk, &a->u.intent);
        break;
    }
    maintenance_settle(&desk->maintenance);
}

static bool closing(struct desk *desk) {
    return __atomic_load_n(&desk->started, __ATOMIC_ACQUIRE) == false;
}

static int wait_ms(const struct desk *desk) {
    return setup_is_busy(&desk->setup) ? JOB_WATCH_MS : maintenance_wait_ms(&desk->maintenance);
}

static void *run(void *arg) {
    struct desk *desk = arg;
    struct pulse *pulse = desk->context.config.pulse;
    pthread_setname_np(pthread_self(), "desk");
    maintenance_open_store(&desk->maintenance);
    maintenance_settle(&desk->maintenance);
    struct arrival a;
    for (;;) {
        int wait = wait_ms(desk);
        pulse_beat(pulse, wait + IDLE_LIFE_MS);
        bool got = mailbox_take(desk->inbox, wait, &a, NULL);
        pulse_beat(pulse, WORK_LIFE_MS);
        if (got)
            answer_arrival(desk, &a);
        else if (closing(desk))
            break;
        maintenance_run(&desk->maintenance);
        setup_watch(&desk->setup, clock_ticks_ms());
    }
    maintenance_last_snapshot(&desk->maintenance);
    desk_staff_finish(&desk->staff);
    setup_finish(&desk->setup);
    store_close(desk->context.store);
    desk->context.store = NULL;
    return NULL;
}

/* The only place that knows which part needs which. */
static void compose(struct desk *desk, const struct desk_config *config) {
    struct desk_context *context = &desk->context;
    context_init(context, config);
    desk_sync_init(&desk->sync, context);
    desk->staff = (struct desk_staff){
        .context = context, .sync = &desk->sync, .post_verdict = post_verdict, .to = desk};
    if (config->setting_up) TEXT_COPY(desk->staff.key, "setup"); /* for the audit log */
    setup_init(&desk->setup, context);
    desk->requests = (struct requests){.context = context, .visitor = &desk->visitor};
    desk->maintenance = (struct maintenance){
        .context = context, .staff = &desk->staff, .sync = &desk->sync, .visitor = &desk->visitor};
    desk->taps = (struct taps){.context = context,
                               .visitor = &desk->visitor,
                               .staff = &desk->staff,
                               .maintenance = &desk->maintenance};
    desk->answers = (struct answers){.context = context,
                                     .visitor = &desk->visitor,
                                     .staff = &desk->staff,
                                     .requests = &desk->requests,
                                     .setup = &desk->setup,
                                     .maintenance = &desk->maintenance};
}

enum err desk_open(const struct desk_config *config, struct why *why, struct desk **ret_desk) {
    struct desk *desk = calloc(1, sizeof *desk);
    if (!desk) return why_set(why, ERR_NO_MEMORY, "desk: out of memory");
    compose(desk, config);
    desk->inbox = mailbox_new(INBOX_SLOTS, sizeof(struct arrival), NULL, NULL);
    pulse_beat(config->pulse, WORK_LIFE_MS);
    sigset_t all, old;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    __atomic_store_n(&desk->started, true, __ATOMIC_RELEASE);
    bool up = desk->inbox && pthread_create(&desk->thread, NULL, run, desk) == 0;
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    if (!up) {
        mailbox_free(desk->inbox);
        free(desk);
        return why_set(why, ERR_NO_MEMORY, "desk: cannot start its thread");
    }
    *ret_desk = desk;
    return ERR_NONE;
}

void desk_close(struct desk *desk) {
    if (!desk) return;
    __atomic_store_n(&desk->started, false, __ATOMIC_RELEASE);
    mailbox_close(desk->inbox);
    pthread_join(desk->thread, NULL);
    if (mailbox_dropped(desk->inbox))
        log_warn("desk", "%llu arrivals were dropped",
                 (unsigned long long)mailbox_dropped(desk->inbox));
    mailbox_free(desk->inbox);
    context_wipe(&desk->context);
    free(desk);
}
