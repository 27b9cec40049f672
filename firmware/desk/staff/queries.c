/* staff_see: what signed-in staff read, and the settings that hold over the config. */
#include "base/log.h"
#include "desk/desk_private.h"

#include <string.h>

static void see_device(struct desk *desk, struct staff_device *d) {
    *d = (struct staff_device){.disk_free_bytes = -1,
                               .memory_free_bytes = -1,
                               .temperature_c = INT32_MIN,
                               .clock_synced = clock_now().synced,
                               .restored = desk->state.restored,
                               .kiosk_number = desk->config.kiosk_number,
                               .pictures = desk->pictures,
                               .link = desk->link};
    TEXT_COPY(d->kiosk, store_kiosk_id(desk->store));
    TEXT_COPY(d->sqlite, store_engine());
    if (desk->config.board.look) desk->config.board.look(desk->config.to, d);
    d->line_count = log_tail(STAFF_LINES, sizeof d->lines[0], d->lines[0]);
}

static enum err see_queue(struct desk *desk, struct staff_queue *q, struct why *why) {
    enum err e = store_asides(desk->store, why, &desk->asides);
    if (e == ERR_NONE)
        e = store_see_asides(desk->store, STAFF_ASIDES, why, q->aside, &q->aside_count);
    if (e == ERR_NONE) e = store_station_restored(desk->store, why, &q->restored_ms);
    if (clock_now().utc_ms - q->restored_ms > STAFF_RESTORED_MS) q->restored_ms = 0;
    q->asides = desk->asides;
    q->link = desk->link;
    return e == ERR_NONE ? store_waiting(desk->store, why, &q->waiting, &q->oldest_ms) : e;
}

static void see_settings(struct desk *desk, struct staff_settings *s) {
    const struct desk_config *c = &desk->config;
    *s = (struct staff_settings){.volume = c->volume,
                                 .brightness = c->brightness,
                                 .opens_before_min = c->rules.opens_before_min,
                                 .closes_after_min = c->rules.closes_after_min,
                                 .late_after_min = c->rules.late_after_min,
                                 .names_masked = c->names_masked};
}

struct colleagues_page {
    struct desk *desk;
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
    list->row[at].self = row->id == page->desk->staff.id;
    list->row[at].left_ms = guard.left_ms;
    TEXT_COPY(list->row[at].name, row->name);
}

static enum err see_colleagues(struct desk *desk, const struct staff_ask *ask,
                               struct staff_colleagues *list, struct why *why) {
    struct colleagues_page page = {desk, list, ask->offset > 0 ? ask->offset : 0};
    *list = (struct staff_colleagues){0};
    return store_staff_each(desk->store, add_colleague, &page, why);
}

static enum err see(struct desk *desk, const struct staff_ask *ask, struct staff_answer *ret,
                    struct why *why) {
    int64_t now_ms = clock_now().utc_ms;
    switch (ask->view) {
    case STAFF_LOG:
        return store_log(desk->store, ask, now_ms, why, &ret->u.log);
    case STAFF_ACTIVITIES:
        return store_log_activities(desk->store, ask->offset, now_ms, why, &ret->u.activities);
    case STAFF_ABSENT:
        return store_staff_absent(desk->store, ask, now_ms, why, &ret->u.people);
    case STAFF_PEOPLE_FOUND:
        return store_staff_people(desk->store, ask, now_ms, why, &ret->u.people);
    case STAFF_QUEUE:
        return see_queue(desk, &ret->u.queue, why);
    case STAFF_DEVICE:
        see_device(desk, &ret->u.device);
        return ERR_NONE;
    case STAFF_SETTINGS:
        see_settings(desk, &ret->u.settings);
        return ERR_NONE;
    case STAFF_EXPORT:
        export_job_look(desk->staff.export, &ret->u.export);
        return ERR_NONE;
    case STAFF_IMPORT:
        import_job_look(desk->staff.import, &ret->u.import);
        return ERR_NONE;
    case STAFF_COLLEAGUES:
        return see_colleagues(desk, ask, &ret->u.colleagues, why);
    case STAFF_UPDATE:
        update_job_look(desk->staff.update, &ret->u.update);
        ret->u.update.fetch = desk->fetch;
        return ERR_NONE;
    case STAFF_PAIR:
        ret->u.pair = (struct staff_pair){.link = desk->link, .pair = desk->pair};
        return ERR_NONE;
    case STAFF_VIEWS:
        break;
    }
    return why_set(why, ERR_UNSUPPORTED, "staff asked for something unknown");
}

enum err desk_staff_see(struct desk *desk, const struct staff_ask *ask, struct staff_answer *ret,
                        struct why *why) {
    bool pairs_anew = desk->config.setting_up && ask->view == STAFF_PAIR;
    if (!desk_staff(desk) && !pairs_anew)
        return why_set(why, ERR_PERMISSION, "nobody of the staff is signed in");
    enum err e = see(desk, ask, ret, why);
    if (e == ERR_NONE && ask->view == STAFF_LOG) ret->u.log.chain_broken = desk->staff.chain_broken;
    ret->view = ask->view;
    TEXT_COPY(ret->who, desk->staff.name);
    if (desk_staff(desk) && ask->view != STAFF_EXPORT && ask->view != STAFF_IMPORT &&
        ask->view != STAFF_UPDATE) /* a bar that moves keeps nobody signed in */
        desk->staff.until_ms = clock_ticks_ms() + STAFF_KEPT_MS;
    return e;
}

void desk_staff_settings(struct desk *desk) {
    struct desk_config *c = &desk->config;
    int32_t masked = c->names_masked;
    struct {
        enum staff_setting setting;
        int32_t *value;
    } held[] = {{SETTING_VOLUME, &c->volume},
                {SETTING_BRIGHTNESS, &c->brightness},
                {SETTING_OPENS_BEFORE, &c->rules.opens_before_min},
                {SETTING_CLOSES_AFTER, &c->rules.closes_after_min},
                {SETTING_LATE_AFTER, &c->rules.late_after_min},
                {SETTING_NAMES_MASKED, &masked}};
    struct why why = {0};
    for (size_t i = 0; i < ARRAY_LENGTH(held); i++) {
        int32_t before = *held[i].value;
        if (held[i].setting == SETTING_BRIGHTNESS && before < 0) continue; /* no light to set */
        if (store_setting(desk->store, held[i].setting, &why, held[i].value) != ERR_NONE)
            log_warn("desk", "settings: %s", why.text);
        if (*held[i].value != before && c->board.apply)
            c->board.apply(c->to, held[i].setting, *held[i].value);
    }
    c->names_masked = masked;
    store_set_rules(desk->store, &c->rules);
    desk_picture_look(desk);
}

/* The first time that the clock is right in this boot: what was timed before is shown by it. */
void desk_staff_know_clock(struct desk *desk) {
    struct moment now = clock_now();
    struct why why = {0};
    if (desk->staff.clock_known || !now.synced || !desk->store || desk->state.read_only) return;
    enum err e = store_begin(desk->store, &why);
    if (e == ERR_NONE) e = store_know_clock(desk->store, &now, &why);
    if (e == ERR_NONE) e = store_commit(desk->store, &why);
    if (e != ERR_NONE) store_rollback(desk->store);
    desk->staff.clock_known = e == ERR_NONE;
}
