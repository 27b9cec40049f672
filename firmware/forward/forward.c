/* forward: one thread, three calls at most.
 *
 *   desk --BATCH, MARKED, APPLIED, NUDGE--> [inbox] --wake--> curl_multi_poll
 *   up.c <--> POST /v1/records        down.c <--> GET /v1/changes (long poll)
 *                                     fetch.c <--> GET /v1/blobs, when the others are idle
 * 1. A row leaves the outbox only when the desk commits a receipt for that very row.
 * 2. An error is reported, counted and retried; it never ends the thread and drops nothing.
 * 3. A nudge ends a back-off early, unless only staff or time can end the error. */
#include "base/clock.h"
#include "base/log.h"
#include "base/mailbox.h"
#include "forward/down.h"
#include "forward/fetch.h"
#include "forward/pair.h"
#include "forward/up.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INBOX_SLOTS 64
#define IDLE_MS 30000

struct forward {
    struct forward_context context;
    pthread_t thread;
    bool started, joined;
    struct mailbox *inbox;
    bool loaded; /* the desk has sent LINK_RELOAD: before that, nothing is asked of it */
    struct up up;
    struct down down;
    struct fetch fetch;
    struct pairing_steps pair;
    struct link_state told;
};

static void wake(void *arg) {
    struct forward *forward = arg;
    curl_multi_wakeup(forward->context.multi);
}

bool forward_tell(struct forward *forward, const struct link_tell *tell) {
    return mailbox_post(forward->inbox, tell, sizeof *tell);
}

static void tell_state(struct forward *forward) {
    const struct forward_context *c = &forward->context;
    if (!forward->loaded) return;
    struct link_ask ask = {.kind = LINK_STATE};
    struct link_state *s = &ask.u.state;
    *s = (struct link_state){.paired = c->paired,
                             .trouble = forward_trouble(c),
                             .success_ms = c->success_ms,
                             .trouble_ms = c->trouble_ms};
    if (c->paired) {
        TEXT_COPY(s->station, c->pairing.answer.station);
        TEXT_COPY(s->address, c->pairing.address);
    }
    bool same = s->paired == forward->told.paired && s->trouble == forward->told.trouble &&
                s->success_ms / 10000 == forward->told.success_ms / 10000;
    if (same) return;
    if (forward_ask(c, &ask)) forward->told = *s;
}

static void reload(struct forward *forward, const struct link_tell *tell) {
    struct forward_context *c = &forward->context;
    struct why why = {0};
    struct pairing pairing;
    bool again = c->paired;
    forward->loaded = true;
    up_stop(&forward->up);
    down_stop(&forward->down);
    fetch_stop(&forward->fetch);
    crypto_wipe(&c->pairing, sizeof c->pairing);
    enum err e = pairing_load(c->data_directory, &why, &pairing);
    c->paired = e == ERR_NONE;
    if (e != ERR_NONE && e != ERR_NOT_FOUND) log_error("forward", "%s", why.text);
    if (c->paired) {
        c->pairing = pairing;
        hex_from_bytes(pairing.answer.signing_key, PUBLIC_KEY_BYTES, c->signing_key);
        if (!again) log_info("forward", "paired with a station at %s", pairing.address);
    }
    crypto_wipe(&pairing, sizeof pairing);
    c->cursor = tell->cursor;
    TEXT_COPY(c->epoch, tell->epoch);
    c->waiting = tell->waiting;
    c->backoff[LANE_UP] = c->backoff[LANE_DOWN] = (struct backoff){.next_ms = 1};
    forward->down.caught_up = false;
    forward->up.call.fresh = forward->down.call.fresh = forward->fetch.call.fresh = true;
    c->success_ms = c->trouble_ms = 0;
}

static void hear(struct forward *forward, const struct link_tell *tell) {
    switch (tell->kind) {
    case LINK_BATCH:
        up_batch(&forward->up, tell);
        break;
    case LINK_MARKED:
        forward->context.waiting = tell->waiting;
        up_marked(&forward->up, tell->ok);
        break;
    case LINK_APPLIED:
        down_applied(&forward->down, tell);
        break;
    case LINK_NUDGE:
        up_nudge(&forward->up, false);
        break;
    case LINK_SEND_NOW:
        up_nudge(&forward->up, true);
        forward->context.backoff[LANE_DOWN].next_ms = 1;
        break;
    case LINK_RELOAD:
        reload(forward, tell);
        break;
    case LINK_FETCH:
        fetch_want(&forward->fetch, tell->text);
        break;
    case LINK_FIND:
    case LINK_REACH:
    case LINK_CODE:
    case LINK_AGREE:
    case LINK_CANCEL:
        pair_tell(&forward->pair, tell);
        break;
    }
}

static void take_results(struct forward *forward) {
    int left = 0;
    for (CURLMsg *m; (m = curl_multi_info_read(forward->context.multi, &left));) {
        if (m->msg != CURLMSG_DONE) continue;
        CURL *easy = m->easy_handle;
        CURLcode code = m->data.result;
        curl_multi_remove_handle(forward->context.multi, easy);
        if (easy == forward->up.call.easy)
            up_done(&forward->up, call_judge(&forward->up.call, code));
        else if (easy == forward->down.call.easy)
            down_done(&forward->down, call_judge(&forward->down.call, code));
        else
            fetch_done(&forward->fetch, call_judge(&forward->fetch.call, code));
    }
}

/* An update is fetched only while the other lanes have nothing to do. */
static bool others_are_idle(const struct forward *forward) {
    const struct down *down = &forward->down;
    return forward->up.step == UP_IDLE && down->caught_up &&
           (down->step == DOWN_IDLE || down->step == DOWN_POLL);
}

static int wait_ms(const struct forward *forward, int64_t now_ms) {
    const struct forward_context *c = &forward->context;
    int64_t wait = IDLE_MS;
    const int64_t due[] = {forward->up.step == UP_IDLE ? c->backoff[LANE_UP].next_ms : 0,
                           forward->down.step == DOWN_IDLE ? c->backoff[LANE_DOWN].next_ms : 0};
    for (size_t i = 0; i < ARRAY_LENGTH(due); i++)
        if (c->paired && due[i] && due[i] - now_ms < wait) wait = due[i] - now_ms;
    if (wait <= 0) return 0;
    return fetch_wait_ms(&forward->fetch, others_are_idle(forward), now_ms, (int)wait);
}

static void begin_due(struct forward *forward) {
    int64_t now_ms = clock_ticks_ms();
    if (!forward->context.paired) return;
    up_due(&forward->up, now_ms);
    down_due(&forward->down, now_ms);
    fetch_due(&forward->fetch, others_are_idle(forward), now_ms);
}

static void *run(void *arg) {
    struct forward *forward = arg;
    struct link_tell tell;
    int running = 0;
    pthread_setname_np(pthread_self(), "forward");
    while (!__atomic_load_n(&forward->context.stop, __ATOMIC_ACQUIRE)) {
        while (mailbox_take(forward->inbox, 0, &tell, NULL)) hear(forward, &tell);
        begin_due(forward);
        curl_multi_perform(forward->context.multi, &running);
        take_results(forward);
        tell_state(forward);
        fetch_tell(&forward->fetch);
        curl_multi_poll(forward->context.multi, NULL, 0, wait_ms(forward, clock_ticks_ms()), NULL);
    }
    up_stop(&forward->up);
    down_stop(&forward->down);
    fetch_stop(&forward->fetch);
    return NULL;
}

static bool start(struct forward *forward) {
    sigset_t all, old;
    forward->context.multi = curl_multi_init();
    forward->inbox = mailbox_new(INBOX_SLOTS, sizeof(struct link_tell), wake, forward);
    if (!forward->context.multi || !forward->inbox ||
        !call_init(&forward->up.call, &forward->context.stop) ||
        !call_init(&forward->down.call, &forward->context.stop) ||
        !call_init(&forward->fetch.call, &forward->context.stop))
        return false;
    curl_multi_setopt(forward->context.multi, CURLMOPT_MAXCONNECTS, 4L);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    forward->started = pthread_create(&forward->thread, NULL, run, forward) == 0;
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    return forward->started;
}

enum err forward_open(const struct forward_config *config, struct why *why,
                      struct forward **ret_forward) {
    struct forward *forward = calloc(1, sizeof *forward);
    if (!forward || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        free(forward);
        return why_set(why, ERR_NO_MEMORY, "forward: out of memory");
    }
    struct forward_context *c = &forward->context;
    c->config = *config;
    TEXT_COPY(c->data_directory, config->data_directory);
    TEXT_COPY(c->blob_folder, config->blob_folder);
    TEXT_COPY(c->version, config->version);
    up_init(&forward->up, c);
    down_init(&forward->down, c);
    fetch_init(&forward->fetch, c, config->machine);
    forward->pair.context = c;
    forward->told.trouble = LINK_TROUBLES; /* nothing was reported yet */
    uint8_t run[8];
    crypto_random(run, sizeof run);
    hex_from_bytes(run, sizeof run, c->run);
    if (!start(forward)) {
        forward_close(forward);
        return why_set(why, ERR_NO_MEMORY, "forward: cannot start its thread");
    }
    *ret_forward = forward;
    return ERR_NONE;
}

void forward_stop(struct forward *forward) {
    if (!forward || !forward->started || forward->joined) return;
    __atomic_store_n(&forward->context.stop, true, __ATOMIC_RELEASE);
    mailbox_close(forward->inbox);
    curl_multi_wakeup(forward->context.multi);
    pthread_join(forward->thread, NULL);
    forward->joined = true;
}

void forward_close(struct forward *forward) {
    if (!forward) return;
    forward_stop(forward);
    struct link_tell tell;
    while (forward->inbox && mailbox_take(forward->inbox, 0, &tell, NULL))
        if (tell.kind == LINK_BATCH) free(tell.batch);
    up_finish(&forward->up);
    down_finish(&forward->down);
    fetch_finish(&forward->fetch);
    if (forward->context.multi) curl_multi_cleanup(forward->context.multi);
    mailbox_free(forward->inbox);
    crypto_wipe(forward, sizeof *forward);
    free(forward);
    curl_global_cleanup();
}
