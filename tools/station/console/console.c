/* console: the page for staff. Who may do what is this file's table; the session, the role and the
 * CSRF token are looked at here, once, before any page is called.
 *
 *   /console/api/... --> table --> session --> role --> token --> page --> JSON
 *   /console/...     --> files (in memory)        anything else --> index.html
 * 1. A route that is not in the table is not there.
 * 2. Every POST of somebody signed in carries the token of the session.
 * 3. Pages that take long (a password's hash, a drawing, a table for Excel) run at most two at a
 *    time, and one drawing: a thread of the server is always left for kiosks. */
#include "console/console_private.h"

#include "base/clock.h"

#include <stdlib.h>

#define NOBODY (-1) /* no need to be signed in */
#define BODY_MAX (256 * 1024)
#define ICS_MAX (1024 * 1024)
#define PICTURE_MAX (8 * 1024 * 1024)

enum weight { LIGHT, HEAVY, DRAWING, WEIGHTS };
static const int most_at_once[WEIGHTS] = {[HEAVY] = 2, [DRAWING] = 1}; /* LIGHT: any number */

static const struct page {
    const char *method, *path;
    desk_page *run;
    int least; /* enum role */
    enum weight weight;
} pages[] = {
    {"GET", "session", session_get, NOBODY, LIGHT},
    {"POST", "login", session_in, NOBODY, HEAVY},
    {"POST", "logout", session_out, ROLE_VIEWER, LIGHT},
    {"POST", "password", session_password, ROLE_VIEWER, HEAVY},
    {"GET", "people", session_people, ROLE_VIEWER, LIGHT},
    {"GET", "today", today_get, ROLE_VIEWER, LIGHT},
    {"GET", "events", today_events, ROLE_VIEWER, LIGHT},
    {"GET", "attendance", attendance_get, ROLE_VIEWER, LIGHT},
    {"POST", "attendance/check-in", attendance_check_in, ROLE_STAFF, LIGHT},
    {"POST", "attendance/undo", attendance_undo, ROLE_STAFF, LIGHT},
    {"GET", "absent", absent_get, ROLE_VIEWER, LIGHT},
    {"GET", "sheet", sheet_get, ROLE_VIEWER, LIGHT},
    {"GET", "export", export_get, ROLE_VIEWER, HEAVY},
    {"GET", "requests", requests_get, ROLE_VIEWER, LIGHT},
    {"GET", "requests/one", request_get, ROLE_STAFF, LIGHT},
    {"GET", "requests/voice", request_voice, ROLE_STAFF, LIGHT},
    {"POST", "requests/step", request_step, ROLE_STAFF, LIGHT},
    {"POST", "requests/assign", request_assign, ROLE_STAFF, LIGHT},
    {"POST", "requests/file", request_file, ROLE_STAFF, LIGHT},
    {"GET", "members", members_get, ROLE_VIEWER, LIGHT},
    {"GET", "members/one", member_get, ROLE_VIEWER, LIGHT},
    {"POST", "members/save", member_save, ROLE_STAFF, LIGHT},
    {"GET", "cards", cards_get, ROLE_STAFF, LIGHT},
    {"POST", "cards/state", card_state, ROLE_STAFF, LIGHT},
    {"POST", "cards/enrol", card_enrol, ROLE_STAFF, LIGHT},
    {"GET", "visits", visits_get, ROLE_VIEWER, LIGHT},
    {"POST", "visits/save", visit_save, ROLE_STAFF, LIGHT},
    {"GET", "activities", activities_get, ROLE_VIEWER, LIGHT},
    {"GET", "activities/one", activity_get, ROLE_VIEWER, LIGHT},
    {"POST", "activities/ics", activity_ics, ROLE_STAFF, HEAVY},
    {"GET", "content", content_get, ROLE_VIEWER, LIGHT},
    {"GET", "content/one", content_one, ROLE_STAFF, LIGHT},
    {"POST", "content/save", content_save, ROLE_STAFF, LIGHT},
    {"POST", "content/remove", content_remove, ROLE_STAFF, LIGHT},
    {"POST", "stories/preview", story_preview, ROLE_STAFF, DRAWING},
    {"POST", "pictures", picture_add, ROLE_STAFF, HEAVY},
    {"GET", "blob", blob_get, ROLE_VIEWER, LIGHT},
    {"GET", "kiosks", kiosks_get, ROLE_VIEWER, LIGHT},
    {"POST", "kiosks/pair", kiosk_pair, ROLE_ADMIN, LIGHT},
    {"POST", "kiosks/revoke", kiosk_revoke, ROLE_ADMIN, LIGHT},
    {"POST", "kiosks/rename", kiosk_rename, ROLE_ADMIN, LIGHT},
    {"POST", "kiosks/pictures", screenshot_enable, ROLE_ADMIN, LIGHT},
    {"POST", "kiosks/picture", screenshot_request, ROLE_STAFF, LIGHT},
    {"GET", "kiosks/picture", screenshot_get, ROLE_STAFF, LIGHT},
    {"GET", "asides", rejected_list, ROLE_ADMIN, LIGHT},
    {"POST", "asides/retry", rejected_retry, ROLE_ADMIN, HEAVY},
    {"GET", "upstream", upstream_get, ROLE_VIEWER, LIGHT},
    {"GET", "tiers", tiers_get, ROLE_VIEWER, LIGHT},
    {"GET", "tiers/kiosks", below_get, ROLE_VIEWER, LIGHT},
    {"GET", "audit", audit_get, ROLE_ADMIN, LIGHT},
    {"GET", "audit/verify", audit_verify, ROLE_ADMIN, HEAVY},
    {"GET", "users", users_get, ROLE_ADMIN, LIGHT},
    {"POST", "users/save", user_save, ROLE_ADMIN, HEAVY},
    {"POST", "staff/save", staff_save, ROLE_ADMIN, HEAVY},
    {"GET", "settings", settings_get, ROLE_ADMIN, LIGHT},
    {"POST", "settings/save", setting_save, ROLE_ADMIN, LIGHT},
};

static const struct page *find(const char *method, const char *path) {
    if (strcmp(method, "HEAD") == 0) method = "GET";
    for (size_t i = 0; i < ARRAY_LENGTH(pages); i++)
        if (strcmp(pages[i].path, path) == 0 && strcmp(pages[i].method, method) == 0)
            return &pages[i];
    return NULL;
}

static bool same_word(const char *a, const char *b) {
    size_t n = strlen(b);
    return n > 0 && strlen(a) == n && crypto_equal(a, b, n);
}

static enum err may(struct desk *desk, const struct page *page, struct why *why) {
    const char *token = http_header(desk->call, "X-Muster-CSRF");
    const char *session = http_cookie(desk->call, "muster");
    enum err e = session ? ledger_session(desk->ledger, session, desk->now_ms, why, &desk->account,
                                          desk->csrf)
                         : ERR_PERMISSION;
    if (page->least == NOBODY) return e == ERR_PERMISSION ? ERR_NONE : e;
    if (e == ERR_PERMISSION) return desk_refuse(desk, why, 401, "signed_out", NULL);
    if (e != ERR_NONE) return e;
    if ((int)desk->account.role < page->least)
        return desk_refuse(desk, why, 403, "forbidden", NULL);
    if (strcmp(page->method, "POST") == 0 && !same_word(token ? token : "", desk->csrf))
        return desk_refuse(desk, why, 403, "csrf", NULL);
    bool leaving = page->run == session_password || page->run == session_out;
    if (desk->account.must_change && !leaving)
        return desk_refuse(desk, why, 403, "must_change", NULL);
    return ERR_NONE;
}

/* A POST is an object of JSON, but for a file as it is; a form of another site is neither. */
static enum err read_body(struct desk *desk, struct why *why) {
    const char *type = http_header(desk->call, "Content-Type");
    size_t bytes = 0;
    const char *text = http_body(desk->call, &bytes);
    json_error_t error;
    if (strcmp(http_method(desk->call), "POST") != 0) return ERR_NONE;
    if (type && strcmp(type, "application/octet-stream") == 0) return ERR_NONE;
    if (!type || strncmp(type, "application/json", 16) != 0)
        return desk_refuse(desk, why, 415, "bad_input", NULL);
    desk->body = json_loadb(text, bytes, JSON_REJECT_DUPLICATES, &error);
    return json_is_object(desk->body) ? ERR_NONE : desk_refuse(desk, why, 400, "bad_input", NULL);
}

static void answer(struct desk *desk, enum err e, const struct why *why) {
    if (desk->replied) return;
    if (e == ERR_NONE) {
        http_reply_json(desk->call, 200,
                        desk->reply ? json_dumps(desk->reply, JSON_COMPACT) : strdup("{}"));
    } else if (desk->code) {
        json_t *object = json_pack("{ss ss si}", "error", desk->code, "message", why->text,
                                   "minutes", (int)desk->minutes);
        if (object && desk->field) json_object_set_new(object, "field", json_string(desk->field));
        http_reply_json(desk->call, desk->status, object ? json_dumps(object, JSON_COMPACT) : NULL);
        json_decref(object);
    } else {
        http_reply_err(desk->call, e, why);
    }
}

static bool begin_heavy(struct station *station, const struct page *page) {
    struct console_kept *kept = files_kept(station);
    if (page->weight == LIGHT) return true;
    pthread_mutex_lock(&kept->lock);
    bool may_begin = kept->heavy[page->weight] < most_at_once[page->weight];
    kept->heavy[page->weight] += may_begin;
    pthread_mutex_unlock(&kept->lock);
    return may_begin;
}

static void end_heavy(struct station *station, const struct page *page) {
    struct console_kept *kept = files_kept(station);
    if (page->weight == LIGHT) return;
    pthread_mutex_lock(&kept->lock);
    kept->heavy[page->weight]--;
    pthread_mutex_unlock(&kept->lock);
}

static void serve(struct http_call *call, const struct page *page) {
    struct desk desk = {.call = call, .station = http_station(call), .now_ms = clock_now().utc_ms};
    struct why why = {0};
    enum err e = ledger_take(desk.station->pool, &why, &desk.ledger);
    if (e == ERR_NONE) {
        desk.db = ledger_db(desk.ledger);
        e = may(&desk, page, &why);
    }
    if (e == ERR_NONE) e = read_body(&desk, &why);
    if (e == ERR_NONE) e = page->run(&desk, &why);
    ledger_give(desk.station->pool, desk.ledger);
    answer(&desk, e, &why);
    if (e == ERR_NONE && desk.changed) http_wake(desk.station->server);
    json_decref(desk.reply);
    json_decref(desk.body);
}

static void call_page(struct http_call *call) {
    const struct page *page = find(http_method(call), http_path(call) + strlen("/console/api/"));
    if (!page) {
        http_reply_error(call, 404, "not_found", "there is nothing here");
    } else if (!begin_heavy(http_station(call), page)) {
        http_reply_error(call, 503, "busy", "others are at it: again in a moment");
    } else {
        serve(call, page);
        end_heavy(http_station(call), page);
    }
}

const struct http_route console_routes[] = {
    {"POST", "/console/api/activities/ics", call_page, ICS_MAX, ROUTE_OPEN},
    {"POST", "/console/api/pictures", call_page, PICTURE_MAX, ROUTE_OPEN},
    {"GET", "/console/api/*", call_page, 0, ROUTE_OPEN},
    {"POST", "/console/api/*", call_page, BODY_MAX, ROUTE_OPEN},
    {"GET", "/console/*", files_serve, 0, ROUTE_OPEN},
    {"GET", "/*", files_index, 0, ROUTE_OPEN},
    {0},
};

bool console_admit(struct http_call *call, const struct http_route *route) {
    (void)route; /* every route of the console looks for itself, in serve */
    http_reply_error(call, 401, "signed_out", "not signed in");
    return false;
}
