/* staff_see: what signed-in staff read, and the settings that hold over the config. */
#include "base/log.h"
#include "desk/inside.h"

#include <string.h>

static void see_device(struct desk *desk, struct staff_device *d) {
    *d = (struct staff_device){.disk_free_bytes = -1,
                               .memory_free_bytes = -1,
                               .temperature_c = INT32_MIN,
                               .clock_synced = clock_now().synced,
                               .restored = desk->state.restored,
                               .kiosk_number = desk->config.kiosk_number,
                               .link = desk->link};
    TEXT_COPY(d->kiosk, store_kiosk_id(desk->store));
    if (desk->config.board.look) desk->config.board.look(desk->config.to, d);
    d->line_count = log_tail(STAFF_LINES, sizeof d->lines[0], d->lines[0]);
}

static enum err see_queue(struct desk *desk, struct staff_queue *q, struct why *why) {
    enum err e = store_asides(desk->store, why, &desk->asides);
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
    if (!desk_staff(desk)) return why_set(why, ERR_PERMISSION, "nobody of the staff is signed in");
    enum err e = see(desk, ask, ret, why);
    if (e == ERR_NONE && ask->view == STAFF_LOG) ret->u.log.chain_broken = desk->staff.chain_broken;
    ret->view = ask->view;
    TEXT_COPY(ret->who, desk->staff.name);
    if (ask->view != STAFF_EXPORT) /* a bar that moves keeps nobody signed in */
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
        if (store_setting(desk->store, held[i].setting, &why, held[i].value) != ERR_NONE)
            log_warn("desk", "settings: %s", why.text);
        if (*held[i].value != before && c->board.apply)
            c->board.apply(c->to, held[i].setting, *held[i].value);
    }
    c->names_masked = masked;
    store_set_rules(desk->store, &c->rules);
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
