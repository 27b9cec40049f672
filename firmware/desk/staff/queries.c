/* queries: what signed-in staff read. */
#include "base/log.h"
#include "desk/staff/staff.h"

#include <string.h>

static void see_device(struct desk_staff *staff, struct staff_device *d) {
    *d = (struct staff_device){.disk_free_bytes = -1,
                               .memory_free_bytes = -1,
                               .temperature_c = INT32_MIN,
                               .clock_synced = clock_now().synced,
                               .restored = staff->context->state.restored,
                               .kiosk_number = staff->context->config.kiosk_number,
                               .pictures = staff->sync->screenshots,
                               .link = staff->sync->link};
    TEXT_COPY(d->kiosk, store_kiosk_id(staff->context->store));
    TEXT_COPY(d->sqlite, store_engine());
    if (staff->context->config.board.look)
        staff->context->config.board.look(staff->context->config.to, d);
    d->line_count = log_tail(STAFF_LINES, sizeof d->lines[0], d->lines[0]);
}

static enum err see_queue(struct desk_staff *staff, struct staff_queue *q, struct why *why) {
    enum err e = store_count_deferred(staff->context->store, why, &staff->sync->deferred);
    if (e == ERR_NONE)
        e = store_list_deferred(staff->context->store, STAFF_DEFERRED, why, q->deferred,
                                &q->deferred_shown);
    if (e == ERR_NONE) e = store_station_restored(staff->context->store, why, &q->restored_ms);
    if (clock_now().utc_ms - q->restored_ms > STAFF_RESTORED_MS) q->restored_ms = 0;
    q->deferred_count = staff->sync->deferred;
    q->link = staff->sync->link;
    return e == ERR_NONE ? store_pending(staff->context->store, why, &q->waiting, &q->oldest_ms)
                         : e;
}

static void see_settings(struct desk_staff *staff, struct staff_settings *s) {
    const struct desk_config *c = &staff->context->config;
    *s = (struct staff_settings){.volume = c->volume,
                                 .brightness = c->brightness,
                                 .opens_before_min = c->rules.opens_before_min,
                                 .closes_after_min = c->rules.closes_after_min,
                                 .late_after_min = c->rules.late_after_min,
                                 .names_masked = c->names_masked};
}

struct colleagues_page {
    struct desk_staff *staff;
    struct staff_colleagues *list;
    int32_t offset;
};

static void add_colleague(void *to, const struct staff_row *row) {
    struct colleagues_page *page = to;
    struct staff_colleagues *list = page->list;
    struct pin_guard guard = row->guard;
    char boot[BOOT_ID_SIZE];
    int32_t at = list->total++ - page->offset;
    if (at < 0 || at >= STAFF_ROWS) return;
    clock_boot_id(boot);
    pin_guard_count(&guard, boot, clock_now().mono_ms);
    list->count = at + 1;
    list->row[at].id = row->id;
    list->row[at].self = row->id == page->staff->id;
    list->row[at].left_ms = guard.left_ms;
    TEXT_COPY(list->row[at].name, row->name);
}

static enum err see_colleagues(struct desk_staff *staff, const struct staff_ask *ask,
                               struct staff_colleagues *list, struct why *why) {
    struct colleagues_page page = {staff, list, ask->offset > 0 ? ask->offset : 0};
    *list = (struct staff_colleagues){0};
    return store_staff_each(staff->context->store, add_colleague, &page, why);
}

static enum err see(struct desk_staff *staff, const struct staff_ask *ask, struct staff_answer *ret,
                    struct why *why) {
    int64_t now_ms = clock_now().utc_ms;
    switch (ask->view) {
    case STAFF_LOG:
        return store_log(staff->context->store, ask, now_ms, why, &ret->u.log);
    case STAFF_ACTIVITIES:
        return store_log_activities(staff->context->store, ask->offset, now_ms, why,
                                    &ret->u.activities);
    case STAFF_ABSENT:
        return store_staff_absent(staff->context->store, ask, now_ms, why, &ret->u.people);
    case STAFF_PEOPLE_FOUND:
        return store_staff_people(staff->context->store, ask, now_ms, why, &ret->u.people);
    case STAFF_QUEUE:
        return see_queue(staff, &ret->u.queue, why);
    case STAFF_DEVICE:
        see_device(staff, &ret->u.device);
        return ERR_NONE;
    case STAFF_SETTINGS:
        see_settings(staff, &ret->u.settings);
        return ERR_NONE;
    case STAFF_EXPORT:
        export_job_read(staff->export, &ret->u.export);
        return ERR_NONE;
    case STAFF_IMPORT:
        import_job_read(staff->import, &ret->u.import);
        return ERR_NONE;
    case STAFF_COLLEAGUES:
        return see_colleagues(staff, ask, &ret->u.colleagues, why);
    case STAFF_UPDATE:
        update_job_read(staff->update, &ret->u.update);
        ret->u.update.fetch = staff->sync->fetch;
        return ERR_NONE;
    case STAFF_PAIR:
        ret->u.pair = (struct staff_pair){.link = staff->sync->link, .pair = staff->sync->pair};
        return ERR_NONE;
    case STAFF_VIEWS:
        break;
    }
    return why_set(why, ERR_UNSUPPORTED, "an unknown query of staff");
}

enum err desk_staff_query(struct desk_staff *staff, const struct staff_ask *ask,
                          struct staff_answer *ret, struct why *why) {
    bool pairs_anew = staff->context->config.setting_up && ask->view == STAFF_PAIR;
    if (!desk_staff_id(staff) && !pairs_anew)
        return why_set(why, ERR_PERMISSION, "no staff are signed in");
    enum err e = see(staff, ask, ret, why);
    if (e == ERR_NONE && ask->view == STAFF_LOG) ret->u.log.chain_broken = staff->chain_broken;
    ret->view = ask->view;
    TEXT_COPY(ret->who, staff->name);
    if (desk_staff_id(staff) && ask->view != STAFF_EXPORT && ask->view != STAFF_IMPORT &&
        ask->view != STAFF_UPDATE) /* a progress bar does not prolong the session */
        desk_staff_keep(staff);
    return e;
}
