/* upstream: a thread that forwards the ledger's records to the next tier with the kiosks' protocol.
 *
 *   wait (nudge, back-off) --> oldest 256 rows of the outbox --> POST /v1/records --> receipt
 *                                                                    delete the rows <---'
 * 1. A row leaves the outbox only on a receipt for a batch that held it.
 * 2. If several instances share one PostgreSQL, one of them forwards: it holds an advisory lock. */
#include "base/bytes.h"
#include "base/clock.h"
#include "base/condition.h"
#include "base/log.h"
#include "forward/call.h"
#include "service/station.h"
#include "wire/records.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define BACK_OFF_LEAST_MS 1000
#define BACK_OFF_MOST_MS 300000
#define IDLE_MS 30000
#define ANSWER_MAX 65536
#define QUIET_S 30
#define LOCK_KEY INT64_C(20261124) /* PostgreSQL advisory lock of the instance that forwards */

struct upstream {
    struct station *station;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool stop, nudged;
    char trouble[160];      /* the trouble that was reported last */
    bool reported;          /* reported since the start */
    char epoch[EPOCH_SIZE]; /* of the newest answer */
    struct pairing pairing;
    struct call call;
    struct record_up *records;
    int failures;
};

/* Reports a change of the trouble: in the log, and in the ledger for the consoles of all instances.
 */
static void note(struct upstream *up, struct ledger *ledger, const char *trouble) {
    struct why why = {0};
    if (up->reported && strcmp(up->trouble, trouble) == 0) return;
    up->reported = true;
    TEXT_COPY(up->trouble, trouble);
    if (trouble[0]) log_warn("upstream", "%s, retrying", trouble);
    if (ledger && ledger_upstream_trouble(ledger, trouble, &why) != ERR_NONE)
        log_warn("upstream", "%s", why.text);
}

/* Only one instance forwards. SQLite has only one instance. */
static enum err may_send(struct ledger *ledger, struct why *why, bool *ret_may) {
    int64_t got = 1;
    enum err e = ERR_NONE;
    if (db_is_postgres(ledger_db(ledger)))
        e = db_one(ledger_db(ledger), why, &got,
                   "SELECT CASE WHEN pg_try_advisory_lock($1) THEN 1 ELSE 0 END", "i", LOCK_KEY);
    *ret_may = got != 0;
    return e;
}

/* One call. A receipt outside the rows sent is not accepted. */
static enum err post(struct upstream *up, const char *body, int64_t first, int64_t last,
                     struct why *why, int64_t *ret_receipt) {
    struct target target = {.ca = up->pairing.answer.ca, .token = up->pairing.answer.token};
    struct question q = {.method = METHOD_POST,
                         .path = "/v1/records",
                         .body = body,
                         .body_bytes = strlen(body),
                         .limit = ANSWER_MAX,
                         .into = -1,
                         .quiet_s = QUIET_S};
    TEXT_COPY(target.address, up->pairing.address);
    if (!call_begin(&up->call, &target, &q)) return why_set(why, ERR_NO_MEMORY, "no memory");
    enum link_trouble trouble = call_judge(&up->call, curl_easy_perform(up->call.easy));
    if (trouble == LINK_OK && up->call.status != 200) trouble = LINK_NOT_OURS;
    if (trouble != LINK_OK)
        return why_set(why, ERR_IO, "%s: %s", link_code(trouble), link_words(trouble));
    enum err e = wire_receipt_read(up->call.bytes, up->call.count, why, ret_receipt);
    if (e == ERR_NONE) wire_receipt_epoch(up->call.bytes, up->call.count, up->epoch);
    if (e == ERR_NONE && (*ret_receipt < first || *ret_receipt > last))
        e = why_set(why, ERR_BAD_INPUT, "%s: %s", link_code(LINK_BAD_RECEIPT),
                    link_words(LINK_BAD_RECEIPT));
    return e;
}

/* Deletes the rows that the next tier has, and records its epoch. If the epoch has changed, all
 * records are queued again. */
static enum err settle(struct upstream *up, struct ledger *ledger, size_t taken, int64_t receipt,
                       struct why *why, bool *ret_more) {
    /* Only rows of this batch: one with a smaller number may have been committed after it was read.
     */
    int64_t seqs[WIRE_RECORDS_MAX], now_ms = clock_now().utc_ms;
    int sent = 0;
    bool again = false;
    for (size_t i = 0; i < taken && up->records[i].seq <= receipt; i++)
        seqs[sent++] = up->records[i].seq;
    enum err e = sent ? ledger_upstream_receipt(ledger, seqs, sent, now_ms, why) : ERR_NONE;
    if (e == ERR_NONE) e = ledger_upstream_epoch(ledger, up->epoch, now_ms, why, &again);
    if (again)
        log_warn("upstream",
                 "the next tier's ledger was restored or replaced: forwarding all records again");
    *ret_more = e == ERR_NONE && (sent > 0 || again);
    return e;
}

/* An empty batch is sent too: it tells the next tier that this station is online, and returns the
 * epoch. */
static enum err send_batch(struct upstream *up, struct ledger *ledger, struct why *why,
                           bool *ret_more) {
    int count = 0;
    size_t taken = 0;
    char *body = NULL;
    int64_t receipt = 0;
    *ret_more = false;
    enum err e = ledger_upstream_batch(ledger, up->records, WIRE_RECORDS_MAX, why, &count);
    if (e == ERR_NONE) e = wire_records_write(up->records, (size_t)count, why, &body, &taken);
    if (e == ERR_NONE)
        e = post(up, body, taken ? up->records[0].seq : 0, taken ? up->records[taken - 1].seq : 0,
                 why, &receipt);
    free(body);
    return e == ERR_NONE ? settle(up, ledger, taken, receipt, why, ret_more) : e;
}

static enum err drain(struct upstream *up, struct ledger *ledger, struct why *why) {
    bool may = false, more = true;
    enum err e = may_send(ledger, why, &may);
    while (e == ERR_NONE && may && more && !__atomic_load_n(&up->stop, __ATOMIC_ACQUIRE))
        e = send_batch(up, ledger, why, &more);
    if (e == ERR_NONE && may) note(up, ledger, "");
    return e;
}

static int64_t back_off_ms(int failures) {
    int64_t most = BACK_OFF_LEAST_MS;
    for (int i = 1; i < failures && most < BACK_OFF_MOST_MS; i++) most *= 2;
    if (most > BACK_OFF_MOST_MS) most = BACK_OFF_MOST_MS;
    return most / 2 + crypto_random_below((uint32_t)(most / 2 + 1)); /* jitter */
}

/* A nudge ends an idle wait; it shortens a back-off only to its minimum. */
static void rest(struct upstream *up, int64_t wait_ms) {
    struct timespec until = condition_deadline(wait_ms);
    pthread_mutex_lock(&up->lock);
    while (!up->stop && !(up->nudged && up->failures == 0))
        if (pthread_cond_timedwait(&up->changed, &up->lock, &until) != 0) break;
    up->nudged = false;
    pthread_mutex_unlock(&up->lock);
}

static void *run(void *arg) {
    struct upstream *up = arg;
    char url[768];
    struct ledger *ledger = NULL;
    pthread_setname_np(pthread_self(), "upstream");
    station_db_url(&up->station->config, url, sizeof url);
    while (!__atomic_load_n(&up->stop, __ATOMIC_ACQUIRE)) {
        struct why why = {0};
        enum err e = ledger ? ERR_NONE : ledger_open(url, &why, &ledger);
        if (e == ERR_NONE) e = drain(up, ledger, &why);
        up->failures = e == ERR_NONE ? 0 : up->failures + 1;
        if (e != ERR_NONE) note(up, ledger, why.text);
        if (ledger && db_is_lost(ledger_db(ledger))) {
            ledger_close(ledger);
            ledger = NULL;
        }
        rest(up, up->failures ? back_off_ms(up->failures) : IDLE_MS);
    }
    ledger_close(ledger);
    return NULL;
}

enum err upstream_open(struct station *station, struct why *why, struct upstream **ret_upstream) {
    struct upstream *up = calloc(1, sizeof *up);
    if (!up) return why_set(why, ERR_NO_MEMORY, "no memory for forwarding");
    up->station = station;
    pthread_mutex_init(&up->lock, NULL);
    condition_init(&up->changed);
    up->records = calloc(WIRE_RECORDS_MAX, sizeof *up->records);
    enum err e = pairing_load(station->config.dir, why, &up->pairing);
    if (e == ERR_NONE && (!up->records || !call_init(&up->call, &up->stop)))
        e = why_set(why, ERR_NO_MEMORY, "no memory for forwarding");
    if (e == ERR_NONE && pthread_create(&up->thread, NULL, run, up) != 0)
        e = why_set(why, ERR_NO_MEMORY, "cannot start the forwarding thread");
    if (e != ERR_NONE) {
        call_finish(&up->call);
        free(up->records);
        free(up);
        return why_add(why, e, "upstream");
    }
    *ret_upstream = up;
    return ERR_NONE;
}

void upstream_close(struct upstream *up) {
    if (!up) return;
    pthread_mutex_lock(&up->lock);
    __atomic_store_n(&up->stop, true, __ATOMIC_RELEASE);
    pthread_cond_signal(&up->changed);
    pthread_mutex_unlock(&up->lock);
    pthread_join(up->thread, NULL);
    call_finish(&up->call);
    crypto_wipe(&up->pairing, sizeof up->pairing);
    free(up->records);
    free(up);
}

void upstream_nudge(struct upstream *up) {
    if (!up) return;
    pthread_mutex_lock(&up->lock);
    up->nudged = true;
    pthread_cond_signal(&up->changed);
    pthread_mutex_unlock(&up->lock);
}
