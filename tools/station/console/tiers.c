/* tiers: the next tier, and the stations below with their counts.
 *
 * The rows of a station have its id in site; those of stations below it have "ID/...". They are
 * counted in one pass over the period, then added up by the part before the slash. */
#include "console/console_private.h"

#include <stdio.h>
#include <stdlib.h>

#define STATIONS_MOST 1000

enum err upstream_get(struct console_call *call, struct why *why) {
    struct ledger_upstream state = {0};
    enum err e = ledger_upstream_state(call->ledger, why, &state);
    if (e == ERR_NONE)
        call->reply =
            json_pack("{ss sI sI sI sI ss}", "url", call->station->config.upstream, "waiting",
                      (json_int_t)state.waiting, "oldest_ms", (json_int_t)state.oldest_ms,
                      "receipt", (json_int_t)state.receipt, "last_ok_ms",
                      (json_int_t)state.receipt_ms, "trouble", state.trouble);
    return e;
}

static json_t *station_of(json_t *rows, const char *site) {
    size_t i, n = strcspn(site, "/");
    json_t *row;
    json_array_foreach(rows, i, row) {
        const char *id = json_string_value(json_object_get(row, "site"));
        if (strlen(id) == n && strncmp(id, site, n) == 0) return row;
    }
    return NULL;
}

static void add_to(json_t *row, const char *name, int64_t more) {
    int64_t had = json_integer_value(json_object_get(row, name));
    json_object_set_new(row, name, json_integer(had + more));
}

static bool take_attendance(void *to, const struct db_row *row) {
    json_t *station = station_of(to, db_text(row, 0));
    if (!station) return true;
    add_to(station, "attendance", db_int(row, 1));
    add_to(station, "activities", db_int(row, 2));
    add_to(station, "kiosks", db_int(row, 3));
    return true;
}

static bool take_overdue(void *to, const struct db_row *row) {
    json_t *station = station_of(to, db_text(row, 0));
    json_t *stages = json_object_get(station, "overdue");
    size_t stage = (size_t)db_int(row, 1);
    int64_t had = json_integer_value(json_array_get(stages, stage));
    if (station) json_array_set_new(stages, stage, json_integer(had + db_int(row, 2)));
    return true;
}

static enum err stations(struct console_call *call, struct why *why, json_t **ret_rows) {
    struct db_ask ask = {0};
    char like[256];
    size_t i;
    json_t *row;
    db_ask_like(console_query(call, "q"), false, like, sizeof like);
    db_ask_add(&ask,
               "SELECT id AS site, name, last_seen_ms AS seen_ms, revoked FROM kiosk WHERE"
               " is_station=1 AND name LIKE ? ESCAPE '!' ORDER BY id LIMIT ?",
               "ti", like, (int64_t)STATIONS_MOST);
    enum err e = console_rows(call, "ttib", &ask, why, ret_rows);
    if (e != ERR_NONE) return e;
    json_array_foreach(*ret_rows, i, row) {
        add_to(row, "attendance", 0);
        add_to(row, "activities", 0);
        add_to(row, "kiosks", 0);
        json_object_set_new(row, "overdue", json_pack("[iiiii]", 0, 0, 0, 0, 0));
    }
    return ERR_NONE;
}

enum err tiers_get(struct console_call *call, struct why *why) {
    int64_t days = console_query_int(call, "days", 30);
    int64_t since = call->now_ms - (days < 1 || days > 3660 ? 30 : days) * 86400000;
    json_t *rows = NULL;
    enum err e = stations(call, why, &rows);
    if (e == ERR_NONE && json_array_size(rows))
        e = db_query(call->db, why, take_attendance, rows,
                     "SELECT site, count(*), count(DISTINCT CASE WHEN uid<>'' THEN uid || ' ' ||"
                     " CAST(recurrence_ms AS TEXT) END), count(DISTINCT kiosk) FROM attendance"
                     " WHERE shown_ms>=$1 AND site<>'' AND undone=0 GROUP BY site",
                     "i", since);
    if (e == ERR_NONE && json_array_size(rows))
        e = db_query(call->db, why, take_overdue, rows,
                     "SELECT site, stage, count(*) FROM request WHERE stage<3 AND site<>'' AND"
                     " due_ms BETWEEN 1 AND $1 GROUP BY site, stage",
                     "i", call->now_ms);
    if (e == ERR_NONE) e = console_sorted_page(call, rows, "seen_ms", "site", why);
    json_decref(rows);
    return e;
}

/* --- the kiosks of stations below --- */
#define KIOSKS_MOST 5000

/* The station's name and the path below it: "示例街道站 / village". */
static void name_site(json_t *row, json_t *names) {
    const char *site = json_string_value(json_object_get(row, "site"));
    json_t *station = station_of(names, site);
    const char *name = json_string_value(json_object_get(station, "name"));
    const char *slash = strchr(site, '/');
    char text[TITLE_SIZE + ORIGIN_SIZE];
    snprintf(text, sizeof text, "%s%s%s", name ? name : site, name && slash ? " / " : "",
             name && slash ? slash + 1 : "");
    json_object_set_new(row, "name", json_string(text));
}

static json_t *named_and_found(json_t *rows, json_t *names, const char *q) {
    json_t *found = json_array(), *row;
    size_t i;
    json_array_foreach(rows, i, row) {
        name_site(row, names);
        const char *name = json_string_value(json_object_get(row, "name"));
        const char *kiosk = json_string_value(json_object_get(row, "kiosk"));
        if (strstr(name, q) || strstr(kiosk, q)) json_array_append(found, row);
    }
    return found;
}

enum err below_get(struct console_call *call, struct why *why) {
    struct db_ask ask = {0}, whose = {0};
    json_t *rows = NULL, *names = NULL;
    db_ask_add(&ask,
               "SELECT site, kiosk, version, waiting, reader_up, status_ms AS seen_ms FROM"
               " kiosk_below ORDER BY status_ms DESC, site, kiosk LIMIT ?",
               "i", (int64_t)KIOSKS_MOST);
    db_ask_add(&whose, "SELECT id AS site, name FROM kiosk WHERE is_station=1", "");
    enum err e = console_rows(call, "tttibi", &ask, why, &rows);
    if (e == ERR_NONE) e = console_rows(call, "tt", &whose, why, &names);
    if (e == ERR_NONE) {
        json_t *found = named_and_found(rows, names, console_query(call, "q"));
        e = console_sorted_page(call, found, "seen_ms", "kiosk", why);
        json_decref(found);
    }
    json_decref(rows);
    json_decref(names);
    return e;
}
