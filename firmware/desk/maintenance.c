/* maintenance: the store is opened, checked and copied.
 *
 *      open --damage--> opened again: the damaged file is moved aside, a snapshot is opened, and
 *        |  \           records are carried over
 *        |   \--full disk, read-only--> open, but taps are refused; retried every 5 s
 *        |    \--missing--> closed; retried every 5 s
 *        hourly snapshot, a few pages at a time between arrivals
 * 1. A snapshot never delays a tap by more than those few pages. */
#include "desk/maintenance.h"
#include "base/log.h"
#include "desk/core/job.h"
#include "desk/requests.h"
#include "desk/settings.h"

#include <stdio.h>

#define OPEN_LIFE_MS 600000 /* a migration, or all records carried over from a damaged store */
#define RETRY_MS 5000
#define CHECK_MS 2000             /* how soon another process's import is noticed */
#define SNAPSHOT_EVERY_MS 3600000 /* design: hourly */
#define SNAPSHOT_PAGES 64         /* 256 KiB: about a millisecond */

static enum err open_store_and_key(struct desk_context *context, struct why *why,
                                   struct store_report *report) {
    char key_path[288];
    snprintf(key_path, sizeof key_path, "%s/card.key", context->config.data_directory);
    enum err e = store_open(context->config.data_directory, &context->config.rules, why, report,
                            &context->store);
    if (e == ERR_NONE) e = crypto_key_open(key_path, why, &context->card_key);
    if (e == ERR_NONE) e = seal_open_keys(context->config.data_directory, why, &context->seal);
    if (e == ERR_NONE && requests_seal_old(context, why) != ERR_NONE)
        log_warn("desk", "an older request is not sealed yet: %s", why->text);
    if (e == ERR_NONE) return e;
    store_close(context->store);
    context->store = NULL;
    return e;
}

void maintenance_open_store(struct maintenance *m) {
    struct desk_context *context = m->context;
    struct why why = {0};
    struct store_report report = {0};
    pulse_beat(context->config.pulse, OPEN_LIFE_MS);
    context->due &= ~(unsigned)DUE_REOPEN;
    store_close(context->store);
    context->store = NULL;
    enum err e = open_store_and_key(context, &why, &report);
    bool was_open = context->state.open;
    context->state.open = e == ERR_NONE;
    context->state.code = e;
    context->state.read_only = false;
    if (report.damaged) {
        context->state.restored = true;
        log_error("desk",
                  "the store was damaged (%s); it is now in %s; %s opened, %d records carried over",
                  report.reason, report.aside,
                  report.from_snapshot ? "the newest good snapshot was" : "a new store was",
                  report.carried_over);
    }
    if (report.rolled_back)
        log_warn("desk",
                 "%s: an update was rolled back; the newer store is now in %s; the copy from "
                 "before its migration was opened, "
                 "%d records carried over",
                 report.reason, report.aside, report.carried_over);
    if (e != ERR_NONE) {
        if (was_open || context->next_try_ms == 0)
            log_error("desk", "%s: %s, retrying", err_name(e), why.text);
        context->next_try_ms = clock_ticks_ms() + RETRY_MS;
    } else {
        store_changed_outside(context->store);
        settings_read(context);
        context_count_pending(context);
        desk_pairing_check(m->sync, true);
        context->next_try_ms = 0;
        int64_t age = clock_now().utc_ms - store_snapshot_newest_ms(context->config.data_directory);
        if (age < 0) age = -age; /* the clock was set back */
        int64_t wait = age < SNAPSHOT_EVERY_MS ? SNAPSHOT_EVERY_MS - age : RETRY_MS;
        m->next_snapshot_ms = clock_ticks_ms() + wait;
    }
    context_post_state(context);
}

bool maintenance_reopen(struct maintenance *m) {
    if (!(m->context->due & DUE_REOPEN)) return false;
    maintenance_open_store(m);
    return m->context->store != NULL;
}

void maintenance_settle(struct maintenance *m) {
    struct desk_context *context = m->context;
    maintenance_reopen(m);
    if (context->store && (context->due & DUE_SETTINGS)) settings_read(context);
    bool in_use = visitor_id(m->visitor) || desk_staff_id(m->staff);
    bool check = (context->due & (DUE_SETTINGS | DUE_SCREENSHOT)) != 0;
    context->due &= ~(unsigned)(DUE_SETTINGS | DUE_SCREENSHOT);
    if (check) desk_screenshot_check(m->sync, in_use);
    maintenance_reopen(m);
}

/* Does a commit succeed again? */
static void probe(struct maintenance *m) {
    struct why why = {0};
    enum err e = store_begin(m->context->store, &why);
    if (e == ERR_NONE) e = store_probe(m->context->store, clock_now().utc_ms, &why);
    if (e == ERR_NONE)
        e = store_commit(m->context->store, &why);
    else
        store_rollback(m->context->store);
    if (e == ERR_NONE)
        context_worked(m->context);
    else
        m->context->next_try_ms = clock_ticks_ms() + RETRY_MS;
}

static void snapshot(struct maintenance *m, int64_t now_ms) {
    struct why why = {0};
    bool done = false;
    enum err e =
        store_snapshot_step(m->context->store, SNAPSHOT_PAGES, clock_now().utc_ms, &why, &done);
    m->snapshot_under_way = e == ERR_NONE && !done;
    if (e != ERR_NONE) log_warn("desk", "no snapshot: %s, retrying", why.text);
    if (!m->snapshot_under_way) m->next_snapshot_ms = now_ms + SNAPSHOT_EVERY_MS;
}

/* Another process may have imported files. */
static void check_outside(struct maintenance *m) {
    if (!store_changed_outside(m->context->store)) return;
    context_count_pending(m->context);
    m->context->due |= DUE_SETTINGS;
    desk_want_update(m->sync);
    context_post_changed(m->context);
}

/* Once the clock is synchronised in this boot: times recorded before are corrected by it. */
static void record_clock(struct maintenance *m) {
    struct moment now = clock_now();
    struct store *store = m->context->store;
    struct why why = {0};
    if (m->clock_known || !now.synced || !store || m->context->state.read_only) return;
    enum err e = store_begin(store, &why);
    if (e == ERR_NONE) e = store_clock_synced(store, &now, &why);
    if (e == ERR_NONE) e = store_commit(store, &why);
    if (e != ERR_NONE) store_rollback(store);
    m->clock_known = e == ERR_NONE;
}

void maintenance_run(struct maintenance *m) {
    struct desk_context *context = m->context;
    int64_t now_ms = clock_ticks_ms();
    if (!context->store) {
        if (now_ms >= context->next_try_ms) maintenance_open_store(m);
        maintenance_settle(m);
        return;
    }
    if (context->state.read_only && now_ms >= context->next_try_ms) probe(m);
    if (now_ms >= m->next_check_ms) {
        m->next_check_ms = now_ms + CHECK_MS;
        check_outside(m);
        desk_pairing_check(m->sync, false);
        record_clock(m);
    }
    desk_staff_watch(m->staff, now_ms);
    desk_status_due(m->sync, now_ms);
    if (m->sync->deferred_next >= 0) desk_retry_deferred(m->sync);
    maintenance_settle(m);
    if (!context->store) return; /* it was damaged, and cannot be opened again yet */
    if (m->snapshot_under_way || now_ms >= m->next_snapshot_ms) snapshot(m, now_ms);
}

int maintenance_wait_ms(const struct maintenance *m) {
    if (desk_staff_is_busy(m->staff)) return JOB_WATCH_MS;
    if (m->snapshot_under_way || m->sync->deferred_next >= 0)
        return 2; /* a pause between steps; when idle, they still end soon */
    return CHECK_MS;
}

void maintenance_last_snapshot(struct maintenance *m) {
    struct why why = {0};
    bool done = false;
    while (m->context->store && !done) {
        enum err e = store_snapshot_step(m->context->store, -1, clock_now().utc_ms, &why, &done);
        if (e == ERR_NONE) continue;
        log_warn("desk", "no snapshot at the end: %s", why.text);
        return;
    }
}
