/* care: the store opened, watched, copied.
 *
 *      open --damage--> opened again (set aside, snapshot, carried over)
 *        |  \--full disk, read-only--> open, but taps are refused; tried again every 5 s
 *        |   \--gone--> closed; tried again every 5 s
 *        hourly snapshot, a few pages at a time between arrivals
 * 1. A snapshot never keeps a tap waiting longer than its few pages. */
#include "base/log.h"
#include "desk/desk_private.h"

#include <stdio.h>

#define OPEN_LIFE_MS 600000 /* a migration, or all records carried over from a damaged store */
#define RETRY_MS 5000
#define LOOK_MS 2000 /* how soon another process's import is noticed */
#define EXPORT_TOLD_MS 200
#define SNAPSHOT_EVERY_MS 3600000 /* design: hourly */
#define SNAPSHOT_PAGES 64         /* 256 KiB: about a millisecond */

static void refresh_waiting(struct desk *desk) {
    int64_t oldest = 0;
    if (desk->store && store_waiting(desk->store, NULL, &desk->state.waiting, &oldest) != ERR_NONE)
        return;
}

static enum err open_store_and_key(struct desk *desk, struct why *why,
                                   struct store_report *report) {
    char key_path[288];
    snprintf(key_path, sizeof key_path, "%s/card.key", desk->config.data_directory);
    enum err e =
        store_open(desk->config.data_directory, &desk->config.rules, why, report, &desk->store);
    if (e == ERR_NONE) e = crypto_key_open(key_path, why, &desk->card_key);
    if (e == ERR_NONE) e = seal_open_keys(desk->config.data_directory, why, &desk->seal);
    if (e == ERR_NONE && desk_seal_old(desk, why) != ERR_NONE)
        log_warn("desk", "an older request is not sealed yet: %s", why->text);
    if (e == ERR_NONE) return e;
    store_close(desk->store);
    desk->store = NULL;
    return e;
}

void desk_open_store(struct desk *desk) {
    struct why why = {0};
    struct store_report report = {0};
    pulse_beat(desk->config.pulse, OPEN_LIFE_MS);
    store_close(desk->store);
    desk->store = NULL;
    enum err e = open_store_and_key(desk, &why, &report);
    bool was_open = desk->state.open;
    desk->state.open = e == ERR_NONE;
    desk->state.code = e;
    desk->state.read_only = false;
    if (report.damaged) {
        desk->state.restored = true;
        log_error("desk",
                  "the store was damaged (%s); it is now in %s; %s opened, %d records carried over",
                  report.reason, report.aside,
                  report.from_snapshot ? "the newest good snapshot was" : "a new store was",
                  report.carried_over);
    }
    if (report.stepped_back)
        log_warn(
            "desk",
            "%s: an update was taken back; it is now in %s; the copy from before it was opened, "
            "%d records carried over",
            report.reason, report.aside, report.carried_over);
    if (e != ERR_NONE) {
        if (was_open || desk->next_try_ms == 0)
            log_error("desk", "%s: %s, retrying", err_name(e), why.text);
        desk->next_try_ms = clock_ticks_ms() + RETRY_MS;
    } else {
        store_changed_outside(desk->store);
        desk_staff_settings(desk);
        refresh_waiting(desk);
        desk_adopt(desk, true);
        desk->next_try_ms = 0;
        int64_t age = clock_now().utc_ms - store_snapshot_newest_ms(desk->config.data_directory);
        if (age < 0) age = -age; /* the clock was set back: the snapshot is no older for it */
        int64_t wait = age < SNAPSHOT_EVERY_MS ? SNAPSHOT_EVERY_MS - age : RETRY_MS;
        desk->next_snapshot_ms = clock_ticks_ms() + wait;
    }
    desk_post_state(desk);
}

bool desk_failed(struct desk *desk, enum err e, const struct why *why) {
    if (!desk->store) return false; /* said when it could not be opened */
    log_error("desk", "%s: %s", err_name(e), why->text);
    if (e == ERR_CORRUPT && desk->store) {
        desk_open_store(desk);
        return desk->store != NULL;
    }
    bool refuses = e == ERR_DISK_FULL || e == ERR_READ_ONLY || e == ERR_IO || e == ERR_BUSY;
    if (refuses && !desk->state.read_only) {
        desk->state.read_only = true;
        desk->state.code = e;
        desk_post_state(desk);
    }
    if (refuses) desk->next_try_ms = clock_ticks_ms() + RETRY_MS;
    return false;
}

void desk_worked(struct desk *desk) {
    if (!desk->state.read_only) return;
    log_info("desk", "the store takes records again");
    desk->state.read_only = false;
    desk->state.code = ERR_NONE;
    desk->next_try_ms = 0;
    refresh_waiting(desk);
    desk_post_state(desk);
}

/* Does the disk take a commit again? */
static void probe(struct desk *desk) {
    struct why why = {0};
    enum err e = store_begin(desk->store, &why);
    if (e == ERR_NONE) e = store_probe(desk->store, clock_now().utc_ms, &why);
    if (e == ERR_NONE)
        e = store_commit(desk->store, &why);
    else
        store_rollback(desk->store);
    if (e == ERR_NONE)
        desk_worked(desk);
    else
        desk->next_try_ms = clock_ticks_ms() + RETRY_MS;
}

static void snapshot(struct desk *desk, int64_t now_ms) {
    struct why why = {0};
    bool done = false;
    enum err e = store_snapshot_step(desk->store, SNAPSHOT_PAGES, clock_now().utc_ms, &why, &done);
    desk->snapshot_under_way = e == ERR_NONE && !done;
    if (e != ERR_NONE) log_warn("desk", "no snapshot: %s, retrying", why.text);
    if (!desk->snapshot_under_way) desk->next_snapshot_ms = now_ms + SNAPSHOT_EVERY_MS;
}

static void look_outside(struct desk *desk, int64_t now_ms) {
    desk->next_look_ms = now_ms + LOOK_MS;
    if (!store_changed_outside(desk->store)) return;
    refresh_waiting(desk);
    desk_staff_settings(desk);
    desk_want_update(desk);
    desk->out.kind = GLASS_CHANGED;
    desk->config.post(desk->config.to, &desk->out);
}

/* An export's progress reaches the glass as a change: what is on it is asked for again. */
static void tell_export(struct desk *desk, int64_t now_ms) {
    struct staff_export now;
    if (!desk->staff.export || now_ms < desk->staff.tell_export_ms) return;
    desk->staff.tell_export_ms = now_ms + EXPORT_TOLD_MS;
    export_job_look(desk->staff.export, &now);
    if (now.state == desk->staff.export_told && now.state != EXPORT_RUNNING) return;
    desk->staff.export_told = now.state;
    desk->out.kind = GLASS_CHANGED;
    desk->config.post(desk->config.to, &desk->out);
}

static bool import_runs(enum staff_import_state state) {
    return state == IMPORT_LOOKING || state == IMPORT_TAKING;
}

static void tell_import(struct desk *desk, int64_t now_ms) {
    struct staff_import now;
    if (!desk->staff.import || now_ms < desk->staff.tell_import_ms) return;
    desk->staff.tell_import_ms = now_ms + EXPORT_TOLD_MS;
    import_job_look(desk->staff.import, &now);
    if (now.state == desk->staff.import_told && !import_runs(now.state)) return;
    desk->staff.import_told = now.state;
    desk->out.kind = GLASS_CHANGED;
    desk->config.post(desk->config.to, &desk->out);
}

static bool update_runs(enum staff_update_state state) {
    return state == UPDATE_LOOKING || state == UPDATE_INSTALLING;
}

static void tell_update(struct desk *desk, int64_t now_ms) {
    struct staff_update now;
    if (!desk->staff.update || now_ms < desk->staff.tell_update_ms) return;
    desk->staff.tell_update_ms = now_ms + EXPORT_TOLD_MS;
    update_job_look(desk->staff.update, &now);
    if (now.state == desk->staff.update_told && !update_runs(now.state)) return;
    if (desk->staff.update_told == UPDATE_INSTALLING && !update_runs(now.state))
        desk_staff_update_ended(desk);
    desk->staff.update_told = now.state;
    desk->out.kind = GLASS_CHANGED;
    desk->config.post(desk->config.to, &desk->out);
}

void desk_care(struct desk *desk) {
    int64_t now_ms = clock_ticks_ms();
    if (!desk->store) {
        if (now_ms >= desk->next_try_ms) desk_open_store(desk);
        return;
    }
    if (desk->state.read_only && now_ms >= desk->next_try_ms) probe(desk);
    if (now_ms >= desk->next_look_ms) {
        look_outside(desk, now_ms);
        desk_adopt(desk, false);
        desk_staff_know_clock(desk);
    }
    tell_export(desk, now_ms);
    tell_import(desk, now_ms);
    tell_update(desk, now_ms);
    desk_setup_care(desk, now_ms);
    desk_status_due(desk, now_ms);
    if (desk->aside_next >= 0) desk_retry_asides(desk);
    if (!desk->store) return; /* it was damaged, and cannot be opened again yet */
    if (desk->snapshot_under_way || now_ms >= desk->next_snapshot_ms) snapshot(desk, now_ms);
}

int desk_care_wait_ms(const struct desk *desk) {
    if (desk_setup_runs(desk)) return EXPORT_TOLD_MS;
    if (desk->staff.export && desk->staff.export_told == EXPORT_RUNNING) return EXPORT_TOLD_MS;
    if (desk->staff.import && import_runs(desk->staff.import_told)) return EXPORT_TOLD_MS;
    if (desk->staff.update && update_runs(desk->staff.update_told)) return EXPORT_TOLD_MS;
    if (desk->snapshot_under_way || desk->aside_next >= 0)
        return 2; /* a breath between steps, so an idle moment still ends it soon */
    return LOOK_MS;
}
