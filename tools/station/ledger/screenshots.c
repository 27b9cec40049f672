/* screenshots: screenshots of kiosks that an administrator has enabled.
 *
 *   enabled --setting glass.NNN--> kiosk       requested --the same, with the time--> kiosk
 *   the file, by its hash --> a device_status record: the hash, or why there is none
 * 1. At most one screenshot per kiosk is kept. A new one replaces it; disabling deletes it.
 * 2. A kiosk that names another file as its screenshot cannot get that file deleted: a file is
 *    deleted only if nothing else refers to it. */
#include "ledger/ledger_private.h"
#include "wire/changes.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct screenshot {
    const struct ledger_screenshot *target;
    int64_t now_ms, number, before_ms;
    bool on, was_on;
};

/* The setting for the kiosk: empty, enabled, or the time of the request. */
static enum err tell(struct ledger *ledger, const struct screenshot *g, bool on, int64_t asked_ms,
                     struct why *why) {
    struct change change = {.kind = on ? CHANGE_SETTING : CHANGE_REMOVE};
    char key[24];
    snprintf(key, sizeof key, "glass.%03" PRId64, g->number);
    if (on) {
        TEXT_COPY(change.u.setting.key, key);
        snprintf(change.u.setting.value, sizeof change.u.setting.value, "%s %" PRId64,
                 g->target->key, asked_ms);
    } else {
        change.u.remove.of = CHANGE_SETTING;
        TEXT_COPY(change.u.remove.key, key);
    }
    return ledger_apply(ledger, &change, g->target->who, g->now_ms, why, NULL);
}

static bool take_kiosk(void *to, const struct db_row *row) {
    struct screenshot *g = to;
    g->number = db_int(row, 0);
    g->was_on = db_int(row, 1) != 0;
    return false;
}

static enum err find(struct ledger *ledger, struct screenshot *g, struct why *why) {
    g->number = 0;
    enum err e = db_query(ledger->db, why, take_kiosk, g,
                          "SELECT number, glass_on FROM kiosk WHERE id=$1 AND is_station=0 AND"
                          " revoked=0",
                          "t", g->target->kiosk);
    return e == ERR_NONE && !g->number ? why_set(why, ERR_NOT_FOUND, "no such kiosk") : e;
}

/* No kiosk, request or fact refers to it. */
static enum err drop_blob(struct ledger *ledger, const char *hash, struct why *why) {
    if (!hash[0]) return ERR_NONE;
    return db_run(ledger->db, why, NULL,
                  "DELETE FROM blob WHERE hash=$1 AND NOT EXISTS (SELECT 1 FROM kiosk WHERE"
                  " glass_hash=$1) AND NOT EXISTS (SELECT 1 FROM request WHERE voice_note=$1) AND"
                  " NOT EXISTS (SELECT 1 FROM fact WHERE body LIKE '%' || $1 || '%')",
                  "t", hash);
}

struct hashes {
    int count;
    char hash[64][BLOB_SIZE];
};

static bool take_hash(void *to, const struct db_row *row) {
    struct hashes *h = to;
    TEXT_COPY(h->hash[h->count], db_text(row, 0));
    return ++h->count < (int)ARRAY_LENGTH(h->hash);
}

/* kiosk "": all kiosks. */
static enum err forget(struct ledger *ledger, const char *kiosk, int64_t before_ms,
                       struct why *why) {
    struct hashes *h = calloc(1, sizeof *h);
    if (!h) return why_set(why, ERR_NO_MEMORY, "no memory for pictures");
    enum err e = db_query(ledger->db, why, take_hash, h,
                          "SELECT glass_hash FROM kiosk WHERE glass_hash<>'' AND glass_ms<$2 AND"
                          " ($1='' OR id=$1) ORDER BY glass_ms, id LIMIT 64",
                          "ti", kiosk, before_ms);
    if (e == ERR_NONE && h->count)
        e = db_run(ledger->db, why, NULL,
                   "UPDATE kiosk SET glass_hash='', glass_ms=0 WHERE glass_hash<>'' AND"
                   " glass_ms<$2 AND ($1='' OR id=$1)",
                   "ti", kiosk, before_ms);
    for (int i = 0; e == ERR_NONE && i < h->count; i++) e = drop_blob(ledger, h->hash[i], why);
    free(h);
    return e;
}

static enum err switch_it(struct ledger *ledger, void *arg, struct why *why) {
    struct screenshot *g = arg;
    enum err e = find(ledger, g, why);
    if (e != ERR_NONE || g->was_on == g->on) return e;
    e = db_run(ledger->db, why, NULL,
               "UPDATE kiosk SET glass_on=$2, glass_asked_ms=0, glass_said='' WHERE id=$1", "ti",
               g->target->kiosk, (int64_t)g->on);
    if (e == ERR_NONE && !g->on) e = forget(ledger, g->target->kiosk, INT64_MAX, why);
    if (e == ERR_NONE) e = tell(ledger, g, g->on, 0, why);
    return e == ERR_NONE ? ledger_audit(ledger, g->now_ms, g->target->who,
                                        g->on ? "glass_on" : "glass_off", g->target->kiosk, why)
                         : e;
}

enum err ledger_screenshot_switch(struct ledger *ledger, const struct ledger_screenshot *screenshot,
                                  bool on, int64_t now_ms, struct why *why) {
    struct screenshot g = {.target = screenshot, .on = on, .now_ms = now_ms};
    return ledger_transact(ledger, switch_it, &g, why);
}

static enum err ask(struct ledger *ledger, void *arg, struct why *why) {
    struct screenshot *g = arg;
    enum err e = find(ledger, g, why);
    if (e == ERR_NONE && !g->was_on)
        e = why_set(why, ERR_PERMISSION, "screenshots of this kiosk are disabled");
    if (e == ERR_NONE)
        e = db_run(ledger->db, why, NULL,
                   "UPDATE kiosk SET glass_asked_ms=$2, glass_said='' WHERE id=$1", "ti",
                   g->target->kiosk, g->now_ms);
    if (e == ERR_NONE) e = tell(ledger, g, true, g->now_ms, why);
    return e == ERR_NONE ? ledger_audit(ledger, g->now_ms, g->target->who, "glass_asked",
                                        g->target->kiosk, why)
                         : e;
}

enum err ledger_screenshot_request(struct ledger *ledger,
                                   const struct ledger_screenshot *screenshot, int64_t now_ms,
                                   struct why *why) {
    struct screenshot g = {.target = screenshot, .now_ms = now_ms};
    return ledger_transact(ledger, ask, &g, why);
}

/* Accepted if the file is here and the kiosk was asked for it. */
static enum err keep_picture(struct ledger *ledger, const char *kiosk, const char *hash,
                             int64_t asked_ms, int64_t now_ms, struct why *why) {
    int64_t changed = 0;
    enum err e = forget(ledger, kiosk, INT64_MAX, why);
    if (e == ERR_NONE)
        e = db_run(ledger->db, why, &changed,
                   "UPDATE kiosk SET glass_hash=$2, glass_ms=$3, glass_said='picture' WHERE id=$1"
                   " AND glass_on=1 AND glass_asked_ms=$4 AND EXISTS (SELECT 1 FROM blob WHERE"
                   " hash=$2)",
                   "ttii", kiosk, hash, now_ms, asked_ms);
    return e == ERR_NONE && !changed ? drop_blob(ledger, hash, why) : e;
}

enum err ledger_screenshot_answered(struct ledger *ledger, const char *kiosk,
                                    const struct record_up *record, int64_t now_ms,
                                    struct why *why) {
    char hash[BLOB_SIZE];
    int64_t asked_ms = strtoll(record->detail, NULL, 10), waits = 0;
    enum err e = db_one(ledger->db, why, &waits,
                        "SELECT 1 FROM kiosk WHERE id=$1 AND glass_on=1 AND glass_asked_ms=$2 AND"
                        " glass_said=''",
                        "ti", kiosk, asked_ms);
    if (record->has_screenshot) hex_from_bytes(record->screenshot.bytes, HASH_BYTES, hash);
    if (e == ERR_NONE && record->has_screenshot)
        e = waits ? keep_picture(ledger, kiosk, hash, asked_ms, now_ms, why)
                  : drop_blob(ledger, hash, why);
    else if (e == ERR_NONE && waits)
        e = db_run(ledger->db, why, NULL, "UPDATE kiosk SET glass_said=$2 WHERE id=$1", "tt", kiosk,
                   record->outcome);
    return e;
}

static enum err forget_old(struct ledger *ledger, void *arg, struct why *why) {
    const struct screenshot *g = arg;
    return forget(ledger, "", g->before_ms, why);
}

enum err ledger_screenshot_forget(struct ledger *ledger, int64_t before_ms, struct why *why) {
    struct screenshot g = {.before_ms = before_ms};
    return ledger_transact(ledger, forget_old, &g, why);
}
