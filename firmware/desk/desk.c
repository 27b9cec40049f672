/* desk: the only writer.
 *
 *   reader --tell--> [inbox] --> tap.c -----\            /--> OUTCOME --> glass
 *   glass ---ask---> [inbox] --> answer.c ---> store ---<
 *                    (idle)  --> care.c ----/            \--> ANSWER, STORE, CHANGED --> glass
 *
 * 1. No outcome is posted before its COMMIT.
 * 2. A record and its outbox row commit together or not at all.
 * 3. Whatever arrives is answered, also when the store is gone. */
#include "base/log.h"
#include "desk/desk_private.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define IDLE_LIFE_MS 8000  /* beyond its longest wait */
#define WORK_LIFE_MS 60000 /* one arrival: the largest import's transaction on a slow card */
#define INBOX_SLOTS 256    /* 20 taps a second for ten seconds, and what fingers ask meanwhile */

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

void desk_tell_pin(struct desk *desk, const struct pin_verdict *verdict) {
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

void desk_post_outcome(struct desk *desk, const struct outcome *outcome) {
    desk->out.kind = GLASS_OUTCOME;
    desk->out.u.outcome = *outcome;
    desk->config.post(desk->config.to, &desk->out);
}

void desk_post_state(struct desk *desk) {
    desk->out.kind = GLASS_STORE;
    desk->out.u.store = desk->state;
    desk->config.post(desk->config.to, &desk->out);
}

int64_t desk_person(const struct desk *desk) {
    return clock_ticks_ms() < desk->person_until_ms ? desk->person.id : 0;
}

static void answer_arrival(struct desk *desk, struct arrival *a) {
    switch (a->kind) {
    case ARRIVED_READER:
        desk_on_reader(desk, &a->u.reader);
        break;
    case ARRIVED_PIN:
        desk_on_pin(desk, &a->u.pin);
        break;
    case ARRIVED_LINK:
        desk_on_link(desk, &a->u.link);
        break;
    case ARRIVED_INTENT:
        if (a->u.intent.kind == INTENT_SIGN_OUT)
            desk_on_sign_out(desk, &a->u.intent);
        else if (a->u.intent.kind == INTENT_CHOOSE)
            desk_on_choose(desk, &a->u.intent);
        else
            desk_on_intent(desk, &a->u.intent);
        break;
    }
}

static bool closing(struct desk *desk) {
    return __atomic_load_n(&desk->started, __ATOMIC_ACQUIRE) == false;
}

static void *run(void *arg) {
    struct desk *desk = arg;
    pthread_setname_np(pthread_self(), "desk");
    desk_open_store(desk);
    struct arrival a;
    for (;;) {
        int wait_ms = desk_care_wait_ms(desk);
        pulse_beat(desk->config.pulse, wait_ms + IDLE_LIFE_MS);
        bool got = mailbox_take(desk->inbox, wait_ms, &a, NULL);
        pulse_beat(desk->config.pulse, WORK_LIFE_MS);
        if (got)
            answer_arrival(desk, &a);
        else if (closing(desk))
            break;
        desk_care(desk);
    }
    struct why why = {0};
    bool done = false;
    while (desk->store && !done) {
        enum err e = store_snapshot_step(desk->store, -1, clock_now().utc_ms, &why, &done);
        if (e != ERR_NONE) {
            log_warn("desk", "no snapshot at the end: %s", why.text);
            break;
        }
    }
    desk_staff_close(desk);
    store_close(desk->store);
    desk->store = NULL;
    return NULL;
}

enum err desk_open(const struct desk_config *config, struct why *why, struct desk **ret_desk) {
    struct desk *desk = calloc(1, sizeof *desk);
    if (!desk) return why_set(why, ERR_NO_MEMORY, "desk: out of memory");
    desk->config = *config;
    TEXT_COPY(desk->data_directory, config->data_directory);
    desk->config.data_directory = desk->data_directory;
    desk->kiosk_number = config->kiosk_number;
    desk->aside_next = -1;
    desk_setup_begin(desk);
    desk->pair.stage = PAIR_NONE;
    desk->link.trouble = LINK_NOT_PAIRED;
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
    crypto_wipe(&desk->card_key, sizeof desk->card_key);
    crypto_wipe(&desk->card_key_before, sizeof desk->card_key_before);
    seal_wipe(&desk->seal);
    free(desk);
}
