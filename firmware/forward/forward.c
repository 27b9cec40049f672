/* forward: one thread, three calls at most.
 *
 *   desk --BATCH, MARKED, APPLIED, NUDGE--> [inbox] --wake--> curl_multi_poll
 *   up.c <--> POST /v1/records        down.c <--> GET /v1/changes (long poll)
 *                                     fetch.c <--> GET /v1/blobs, when the others rest
 * 1. A row leaves the outbox only by the desk's commit of a receipt for that very row.
 * 2. Trouble is told, counted and waited out; it never ends the thread and drops nothing.
 * 3. A nudge cuts a wait short, unless only staff or time can end the trouble. */
#include "base/clock.h"
#include "base/log.h"
#include "forward/forward_private.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INBOX_SLOTS 64
#define FIRST_WAIT_MS 1000
#define LONGEST_WAIT_MS 300000 /* design: 1 s to 5 min */
#define IDLE_MS 30000

static void wake(void *arg) {
    struct forward *forward = arg;
    curl_multi_wakeup(forward->multi);
}

bool forward_tell(struct forward *forward, const struct link_tell *tell) {
    return mailbox_post(forward->inbox, tell, sizeof *tell);
}

bool forward_ask(struct forward *forward, const struct link_ask *ask) {
    return forward->config.ask(forward->config.to, ask);
}

static enum link_trouble trouble_now(const struct forward *f) {
    if (!f->paired) return LINK_NOT_PAIRED;
    if (f->up.patience.trouble != LINK_WELL) return f->up.patience.trouble;
    return f->down.patience.trouble;
}

void forward_tell_state(struct forward *forward) {
    if (!forward->loaded) return;
    struct link_ask ask = {.kind = LINK_STATE};
    struct link_state *s = &ask.u.state;
    *s = (struct link_state){.paired = forward->paired,
                             .trouble = trouble_now(forward),
                             .well_ms = forward->well_ms,
                             .trouble_ms = forward->trouble_ms};
    if (forward->paired) {
        TEXT_COPY(s->station, forward->pairing.answer.station);
        TEXT_COPY(s->address, forward->pairing.address);
    }
    bool same = s->paired == forward->told.paired && s->trouble == forward->told.trouble &&
                s->well_ms / 10000 == forward->told.well_ms / 10000;
    if (same) return;
    if (forward_ask(forward, &ask)) forward->told = *s;
}

void patience_well(struct forward *forward, struct patience *patience) {
    if (patience->trouble != LINK_WELL) log_info("forward", "the station answers again");
    patience->failures = 0;
    patience->trouble = LINK_WELL;
    forward->well_ms = clock_now().utc_ms;
    struct patience *other =
        patience == &forward->up.patience ? &forward->down.patience : &forward->up.patience;
    if (other->trouble != LINK_WELL && !link_is_hard(other->trouble)) other->next_ms = 1;
}

/* Between half of the wait and all of it, so that the kiosks of a station do not come as one. */
void patience_trouble(struct forward *forward, struct patience *patience, enum link_trouble trouble,
                      const char *lane) {
    int64_t wait_ms = FIRST_WAIT_MS;
    for (int i = 0; i < patience->failures && wait_ms < LONGEST_WAIT_MS; i++) wait_ms *= 2;
    if (wait_ms > LONGEST_WAIT_MS) wait_ms = LONGEST_WAIT_MS;
    if (patience->trouble != trouble) {
        log_warn("forward", "%s: %s (%s), retrying", lane, link_words(trouble), link_code(trouble));
        if (forward->trouble_ms == 0 || trouble_now(forward) == LINK_WELL)
            forward->trouble_ms = clock_now().utc_ms;
    }
    patience->failures++;
    patience->trouble = trouble;
    patience->next_ms =
        clock_ticks_ms() + wait_ms / 2 + (int64_t)crypto_random_below((uint32_t)(wait_ms / 2) + 1);
}

bool forward_start_call(struct forward *forward, struct call *call,
                        const struct question *question) {
    struct target target = {.ca = forward->pairing.answer.ca,
                            .token = forward->pairing.answer.token};
    TEXT_COPY(target.address, forward->pairing.address);
    bool begun = call_begin(call, &target, question) &&
                 curl_multi_add_handle(forward->multi, call->easy) == CURLM_OK;
    call->under_way = begun;
    return begun;
}

static void reload(struct forward *forward, const struct link_tell *tell) {
    struct why why = {0};
    struct pairing pairing;
    bool again = forward->paired;
    forward->loaded = true;
    up_stop(forward);
    down_stop(forward);
    fetch_stop(forward);
    crypto_wipe(&forward->pairing, sizeof forward->pairing);
    enum err e = pairing_load(forward->data_directory, &why, &pairing);
    forward->paired = e == ERR_NONE;
    if (e != ERR_NONE && e != ERR_NOT_FOUND) log_error("forward", "%s", why.text);
    if (forward->paired) {
        forward->pairing = pairing;
        hex_from_bytes(pairing.answer.signing_key, PUBLIC_KEY_BYTES, forward->signing_key);
        if (!again) log_info("forward", "paired with a station at %s", pairing.address);
    }
    crypto_wipe(&pairing, sizeof pairing);
    forward->cursor = tell->cursor;
    TEXT_COPY(forward->epoch, tell->epoch);
    forward->waiting = tell->waiting;
    forward->up.patience = forward->down.patience = (struct patience){.next_ms = 1};
    forward->down.caught_up = false;
    forward->up.call.fresh = forward->down.call.fresh = forward->fetch.call.fresh = true;
    forward->well_ms = forward->trouble_ms = 0;
}

static void hear(struct forward *forward, const struct link_tell *tell) {
    switch (tell->kind) {
    case LINK_BATCH:
        up_batch(forward, tell);
        break;
    case LINK_MARKED:
        forward->waiting = tell->waiting;
        up_marked(forward, tell->ok);
        break;
    case LINK_APPLIED:
        down_applied(forward, tell);
        break;
    case LINK_NUDGE:
        up_nudge(forward, false);
        break;
    case LINK_SEND_NOW:
        up_nudge(forward, true);
        break;
    case LINK_RELOAD:
        reload(forward, tell);
        break;
    case LINK_FETCH:
        fetch_want(forward, tell->text);
        break;
    case LINK_FIND:
    case LINK_REACH:
    case LINK_CODE:
    case LINK_AGREE:
    case LINK_CANCEL:
        pair_tell(forward, tell);
        break;
    }
}

static void take_results(struct forward *forward) {
    int left = 0;
    for (CURLMsg *m; (m = curl_multi_info_read(forward->multi, &left));) {
        if (m->msg != CURLMSG_DONE) continue;
        CURL *easy = m->easy_handle;
        CURLcode code = m->data.result;
        curl_multi_remove_handle(forward->multi, easy);
        if (easy == forward->up.call.easy)
            up_done(forward, call_judge(&forward->up.call, code));
        else if (easy == forward->down.call.easy)
            down_done(forward, call_judge(&forward->down.call, code));
        else
            fetch_done(forward, call_judge(&forward->fetch.call, code));
    }
}

static int wait_ms(const struct forward *forward, int64_t now_ms) {
    int64_t wait = IDLE_MS;
    const int64_t due[] = {forward->up.step == UP_IDLE ? forward->up.patience.next_ms : 0,
                           forward->down.step == DOWN_IDLE ? forward->down.patience.next_ms : 0};
    for (size_t i = 0; i < ARRAY_LENGTH(due); i++)
        if (forward->paired && due[i] && due[i] - now_ms < wait) wait = due[i] - now_ms;
    return wait > 0 ? fetch_wait_ms(forward, now_ms, (int)wait) : 0;
}

static void *run(void *arg) {
    struct forward *forward = arg;
    struct link_tell tell;
    int running = 0;
    pthread_setname_np(pthread_self(), "forward");
    while (!__atomic_load_n(&forward->stop, __ATOMIC_ACQUIRE)) {
        while (mailbox_take(forward->inbox, 0, &tell, NULL)) hear(forward, &tell);
        int64_t now_ms = clock_ticks_ms();
        if (forward->paired) up_due(forward, now_ms);
        if (forward->paired) down_due(forward, now_ms);
        if (forward->paired) fetch_due(forward, now_ms);
        curl_multi_perform(forward->multi, &running);
        take_results(forward);
        forward_tell_state(forward);
        fetch_tell(forward);
        curl_multi_poll(forward->multi, NULL, 0, wait_ms(forward, clock_ticks_ms()), NULL);
    }
    up_stop(forward);
    down_stop(forward);
    fetch_stop(forward);
    return NULL;
}

static bool start(struct forward *forward) {
    sigset_t all, old;
    forward->multi = curl_multi_init();
    forward->inbox = mailbox_new(INBOX_SLOTS, sizeof(struct link_tell), wake, forward);
    if (!forward->multi || !forward->inbox || !call_init(&forward->up.call, &forward->stop) ||
        !call_init(&forward->down.call, &forward->stop) ||
        !call_init(&forward->fetch.call, &forward->stop))
        return false;
    curl_multi_setopt(forward->multi, CURLMOPT_MAXCONNECTS, 4L);
    up_init(&forward->up);
    down_init(&forward->down);
    fetch_init(&forward->fetch);
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
    forward->config = *config;
    TEXT_COPY(forward->data_directory, config->data_directory);
    TEXT_COPY(forward->blob_folder, config->blob_folder);
    TEXT_COPY(forward->version, config->version);
    TEXT_COPY(forward->machine, config->machine ? config->machine : "");
    snprintf(forward->update_folder, sizeof forward->update_folder, "%s/updates",
             forward->data_directory);
    forward->told.trouble = LINK_TROUBLES; /* nothing was told yet */
    uint8_t run[8];
    crypto_random(run, sizeof run);
    hex_from_bytes(run, sizeof run, forward->run);
    if (!start(forward)) {
        forward_close(forward);
        return why_set(why, ERR_NO_MEMORY, "forward: cannot start its thread");
    }
    *ret_forward = forward;
    return ERR_NONE;
}

void forward_stop(struct forward *forward) {
    if (!forward || !forward->started || forward->joined) return;
    __atomic_store_n(&forward->stop, true, __ATOMIC_RELEASE);
    mailbox_close(forward->inbox);
    curl_multi_wakeup(forward->multi);
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
    if (forward->multi) curl_multi_cleanup(forward->multi);
    mailbox_free(forward->inbox);
    crypto_wipe(forward, sizeof *forward);
    free(forward);
    curl_global_cleanup();
}
