/* kiosks: the state of each kiosk; pairing; revoking; screenshots; rejected rows. */
#include "console/console_private.h"

#include "model/intent.h"

#include <stdio.h>
#include <stdlib.h>

static int keep_days(struct console_call *call) {
    char days[16] = "";
    struct why why;
    bool set =
        ledger_meta_get(call->ledger, "glass.keep_days", &why, days, sizeof days) == ERR_NONE &&
        days[0];
    return set ? atoi(days) : SCREENSHOT_KEEP_DAYS;
}

/* Revoked kiosks come last. */
static const struct console_sort kiosk_sorts[] = {{"number", "k.revoked*1000+k.number", "k.id"},
                                                  {"name", "k.name", "k.number"},
                                                  {"seen", "k.last_seen_ms", "k.number"},
                                                  {"waiting", "k.waiting", "k.number"},
                                                  {NULL, NULL, NULL}};

static void kiosks_where(const struct console_call *call, struct db_ask *where) {
    const char *q = console_query(call, "q"), *state = console_query(call, "state");
    int64_t since = call->now_ms - ONLINE_MS;
    char like[256];
    db_ask_add(where, " WHERE k.is_station=0", "");
    db_ask_like(q, false, like, sizeof like);
    if (q[0])
        db_ask_add(where, " AND (k.name LIKE ? ESCAPE '!' OR k.id LIKE ? ESCAPE '!')", "tt", like,
                   like);
    if (strcmp(state, "online") == 0)
        db_ask_add(where, " AND k.revoked=0 AND k.last_seen_ms>?", "i", since);
    else if (strcmp(state, "offline") == 0)
        db_ask_add(where, " AND k.revoked=0 AND k.last_seen_ms<=?", "i", since);
    else if (strcmp(state, "twin") == 0)
        db_ask_add(where, " AND k.revoked=0 AND k.twin_ms>0", "");
    else if (strcmp(state, "revoked") == 0)
        db_ask_add(where, " AND k.revoked=1", "");
}

enum err kiosks_get(struct console_call *call, struct why *why) {
    static const struct console_list list = {
        .columns = "SELECT k.id AS kiosk, k.number AS kiosk_number, k.name, k.revoked,"
                   " k.last_seen_ms AS seen_ms, k.waiting, k.version, k.reader_up,"
                   " k.disk_free_bytes, k.last_seq AS records, k.status_ms, k.twin_ms, k.glass_on,"
                   " k.glass_asked_ms, k.glass_said, k.glass_ms",
        .types = "titbiitbiiiibiti",
        .from = " FROM kiosk k",
        .sorts = kiosk_sorts};
    struct db_ask where = {0};
    size_t i;
    json_t *row;
    kiosks_where(call, &where);
    enum err e = console_page_of(call, &list, &where, why);
    json_array_foreach(json_object_get(call->reply, "rows"), i, row) {
        int64_t seen = json_integer_value(json_object_get(row, "seen_ms"));
        bool off = json_is_true(json_object_get(row, "revoked"));
        json_object_set_new(row, "online", json_boolean(!off && seen > call->now_ms - ONLINE_MS));
    }
    if (e == ERR_NONE)
        json_object_set_new(call->reply, "glass_keep_days", json_integer(keep_days(call)));
    return e;
}

enum err kiosk_pair(struct console_call *call, struct why *why) {
    char name[TITLE_SIZE], code[9];
    enum err e = CONSOLE_FIELD(call, why, "name", true, name);
    if (e == ERR_NONE)
        e = ledger_pair_code(call->ledger, name, console_bool(call, "is_station"),
                             call->account.name, call->now_ms, why, code);
    if (e == ERR_NONE)
        call->reply = json_pack("{ss sI ss}", "code", code, "until_ms",
                                (json_int_t)call->now_ms + PAIR_MINUTES * 60000, "fingerprint",
                                call->station->keys.fingerprint);
    return e;
}

enum err kiosk_revoke(struct console_call *call, struct why *why) {
    char kiosk[KEY_SIZE];
    enum err e = CONSOLE_FIELD(call, why, "kiosk", true, kiosk);
    if (e == ERR_NONE)
        e = ledger_revoke(call->ledger, kiosk, call->account.name, call->now_ms, why);
    if (e == ERR_NONE) call->changed = true; /* its long poll ends */
    return e;
}

struct renaming {
    char kiosk[KEY_SIZE], name[TITLE_SIZE];
};

static enum err rename_it(struct console_call *call, void *arg, struct why *why) {
    const struct renaming *r = arg;
    int64_t changed = 0;
    enum err e = db_run(call->db, why, &changed, "UPDATE kiosk SET name=$2 WHERE id=$1", "tt",
                        r->kiosk, r->name);
    if (e == ERR_NONE && !changed) return why_set(why, ERR_NOT_FOUND, "no such kiosk");
    return e == ERR_NONE ? console_audit(call, "kiosk_renamed", r->name, why) : e;
}

enum err kiosk_rename(struct console_call *call, struct why *why) {
    struct renaming r;
    enum err e = CONSOLE_FIELD(call, why, "kiosk", true, r.kiosk);
    if (e == ERR_NONE) e = CONSOLE_FIELD(call, why, "name", true, r.name);
    return e == ERR_NONE ? console_transact(call, rename_it, &r, why) : e;
}

/* --- screenshots --- */
static enum err screenshot_of(struct console_call *call, char kiosk[static KEY_SIZE],
                              struct why *why, struct ledger_screenshot *ret_screenshot) {
    *ret_screenshot = (struct ledger_screenshot){.kiosk = kiosk, .who = call->account.name};
    hex_from_bytes(call->station->keys.signing_key, (SCREENSHOT_KEY_SIZE - 1) / 2,
                   ret_screenshot->key);
    return console_field(call, why, "kiosk", true, kiosk, KEY_SIZE);
}

enum err screenshot_enable(struct console_call *call, struct why *why) {
    char kiosk[KEY_SIZE];
    struct ledger_screenshot screenshot;
    enum err e = screenshot_of(call, kiosk, why, &screenshot);
    if (e == ERR_NONE)
        e = ledger_screenshot_switch(call->ledger, &screenshot, console_bool(call, "on"),
                                     call->now_ms, why);
    call->changed = e == ERR_NONE;
    return e;
}

enum err screenshot_request(struct console_call *call, struct why *why) {
    char kiosk[KEY_SIZE];
    struct ledger_screenshot screenshot;
    enum err e = screenshot_of(call, kiosk, why, &screenshot);
    if (e == ERR_NONE) e = ledger_screenshot_request(call->ledger, &screenshot, call->now_ms, why);
    if (e == ERR_PERMISSION) return console_refuse(call, why, 409, "glass_off", "kiosk");
    call->changed = e == ERR_NONE;
    return e;
}

struct shown {
    char hash[BLOB_SIZE];
};

static bool take_shown(void *to, const struct db_row *row) {
    TEXT_COPY(((struct shown *)to)->hash, db_text(row, 0));
    return false;
}

/* The file comes from a kiosk: only a PNG of the allowed size is shown. */
static bool is_picture(const void *bytes, size_t count) {
    static const uint8_t png[] = {0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a};
    return count > sizeof png && count <= SCREENSHOT_BYTES_MAX &&
           memcmp(bytes, png, sizeof png) == 0;
}

enum err screenshot_get(struct console_call *call, struct why *why) {
    struct shown shown = {""};
    void *bytes = NULL;
    size_t count = 0;
    enum err e = ledger_screenshot_forget(call->ledger,
                                          call->now_ms - keep_days(call) * INT64_C(86400000), why);
    if (e == ERR_NONE)
        e = db_query(call->db, why, take_shown, &shown,
                     "SELECT glass_hash FROM kiosk WHERE id=$1 AND glass_on=1", "t",
                     console_query(call, "kiosk"));
    if (e == ERR_NONE && !shown.hash[0])
        return why_set(why, ERR_NOT_FOUND, "there is no screenshot");
    if (e == ERR_NONE) e = ledger_blob_get(call->ledger, shown.hash, why, &bytes, &count);
    if (e == ERR_NONE && !is_picture(bytes, count)) {
        free(bytes);
        return why_set(why, ERR_NOT_FOUND, "the kiosk did not send a valid PNG");
    }
    if (e != ERR_NONE) return e;
    call->replied = true;
    http_reply_bytes(call->http, 200, "image/png", bytes, count);
    return ERR_NONE;
}

/* --- rejected rows --- */
static const struct console_sort sorts[] = {
    {"at", "a.received_ms", "a.seq"}, {"kiosk", "a.kiosk", "a.seq"}, {NULL, NULL, NULL}};

static void add_kinds(json_t *rows) {
    size_t i;
    json_t *row;
    json_array_foreach(rows, i, row) {
        json_t *raw = json_loads(json_string_value(json_object_get(row, "raw")), 0, NULL);
        const char *kind = json_string_value(json_object_get(raw, "kind"));
        json_object_set_new(row, "kind", json_string(kind ? kind : ""));
        json_object_set_new(row, "retriable", json_boolean(raw != NULL));
        json_decref(raw);
    }
}

enum err rejected_list(struct console_call *call, struct why *why) {
    static const struct console_list list = {
        .columns = "SELECT a.kiosk, coalesce(k.name, a.kiosk) AS kiosk_name, a.seq, a.twin, a.raw,"
                   " a.reason, a.received_ms AS at_ms",
        .types = "ttittti",
        .from = " FROM aside a LEFT JOIN kiosk k ON k.id=a.kiosk",
        .sorts = sorts,
        .newest_first = true};
    struct db_ask where = {0};
    const char *q = console_query(call, "q");
    char like[256];
    db_ask_add(&where, " WHERE 1=1", "");
    db_ask_like(q, false, like, sizeof like);
    if (q[0]) db_ask_add(&where, " AND a.reason LIKE ? ESCAPE '!'", "t", like);
    enum err e = console_page_of(call, &list, &where, why);
    if (e == ERR_NONE) add_kinds(json_object_get(call->reply, "rows"));
    return e;
}

#define RETRY_MOST 500

struct waiting {
    int count;
    struct ledger_rejected row[RETRY_MOST];
};

static bool take_waiting(void *to, const struct db_row *row) {
    struct waiting *w = to;
    TEXT_COPY(w->row[w->count].kiosk, db_text(row, 0));
    TEXT_COPY(w->row[w->count].twin, db_text(row, 2));
    w->row[w->count++].seq = db_int(row, 1);
    return w->count < RETRY_MOST;
}

static enum err audit_retry(struct console_call *call, void *arg, struct why *why) {
    return console_audit(call, "aside_retry", arg, why);
}

enum err rejected_retry(struct console_call *call, struct why *why) {
    struct waiting *w = calloc(1, sizeof *w);
    int64_t accepted = 0, left = 0;
    char detail[64];
    if (!w) return why_set(why, ERR_NO_MEMORY, "no memory for rows");
    enum err e = ERR_NONE;
    if (console_bool(call, "all")) {
        e = db_query(
            call->db, why, take_waiting, w,
            "SELECT kiosk, seq, twin FROM aside WHERE twin='' ORDER BY received_ms, seq LIMIT"
            " 500",
            "");
    } else {
        e = CONSOLE_FIELD(call, why, "kiosk", true, w->row[0].kiosk);
        if (e == ERR_NONE) e = CONSOLE_FIELD(call, why, "twin", false, w->row[0].twin);
        w->row[0].seq = console_int(call, "seq", 0);
        w->count = 1;
    }
    for (int i = 0; e == ERR_NONE && i < w->count; i++) {
        e = ledger_retry_rejected(call->ledger, &w->row[i], call->now_ms, why);
        accepted += e == ERR_NONE;
        if (e == ERR_BAD_INPUT || e == ERR_NOT_FOUND) e = ERR_NONE; /* rejected again */
    }
    free(w);
    snprintf(detail, sizeof detail, "%lld accepted", (long long)accepted);
    if (e == ERR_NONE) e = console_transact(call, audit_retry, detail, why);
    if (e == ERR_NONE) e = db_one(call->db, why, &left, "SELECT count(*) FROM aside", "");
    if (e == ERR_NONE)
        call->reply =
            json_pack("{sI sI}", "accepted", (json_int_t)accepted, "left", (json_int_t)left);
    return e;
}
