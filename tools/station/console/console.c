/* console: the web page for staff. This file has the table of permissions. Session, role and CSRF
 * token are checked here, once, before any page is called.
 *
 *   /console/api/... --> table --> session --> role --> token --> page --> JSON
 *   /console/...     --> files (in memory)        anything else --> index.html
 * 1. A route that is not in the table does not exist.
 * 2. Every POST of a signed-in user carries the token of the session.
 * 3. Of slow pages (password hash, drawing, table for Excel) at most two run at the same time, and
 *    at most one drawing, so that a thread of the server is always free for kiosks. */
#include "console/console_private.h"

#include "base/clock.h"

#include <stdlib.h>

#define NOBODY (-1) /* no sign-in needed */
#define BODY_MAX (256 * 1024)
#define ICS_MAX (1024 * 1024)
#define PICTURE_MAX (8 * 1024 * 1024)

enum weight { LIGHT, HEAVY, DRAWING, WEIGHTS };
static const int most_at_once[WEIGHTS] = {[HEAVY] = 2, [DRAWING] = 1}; /* LIGHT: any number */

static const struct page {
    const char *method, *path;
    console_page *run;
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

static enum err may(struct console_call *call, const struct page *page, struct why *why) {
    const char *token = http_header(call->http, "X-Muster-CSRF");
    const char *session = http_cookie(call->http, "muster");
    enum err e = session ? ledger_session(call->ledger, session, call->now_ms, why, &call->account,
                                          call->csrf)
                         : ERR_PERMISSION;
    if (page->least == NOBODY) return e == ERR_PERMISSION ? ERR_NONE : e;
    if (e == ERR_PERMISSION) return console_refuse(call, why, 401, "signed_out", NULL);
    if (e != ERR_NONE) return e;
    if ((int)call->account.role < page->least)
        return console_refuse(call, why, 403, "forbidden", NULL);
    if (strcmp(page->method, "POST") == 0 && !same_word(token ? token : "", call->csrf))
        return console_refuse(call, why, 403, "csrf", NULL);
    bool leaving = page->run == session_password || page->run == session_out;
    if (call->account.must_change && !leaving)
        return console_refuse(call, why, 403, "must_change", NULL);
    return ERR_NONE;
}

/* The body of a POST is a JSON object or a plain file, so a form on another site cannot send one.
 */
static enum err read_body(struct console_call *call, struct why *why) {
    const char *type = http_header(call->http, "Content-Type");
    size_t bytes = 0;
    const char *text = http_body(call->http, &bytes);
    json_error_t error;
    if (strcmp(http_method(call->http), "POST") != 0) return ERR_NONE;
    if (type && strcmp(type, "application/octet-stream") == 0) return ERR_NONE;
    if (!type || strncmp(type, "application/json", 16) != 0)
        return console_refuse(call, why, 415, "bad_input", NULL);
    call->body = json_loadb(text, bytes, JSON_REJECT_DUPLICATES, &error);
    return json_is_object(call->body) ? ERR_NONE
                                      : console_refuse(call, why, 400, "bad_input", NULL);
}

static void answer(struct console_call *call, enum err e, const struct why *why) {
    if (call->replied) return;
    if (e == ERR_NONE) {
        http_reply_json(call->http, 200,
                        call->reply ? json_dumps(call->reply, JSON_COMPACT) : strdup("{}"));
    } else if (call->code) {
        json_t *object = json_pack("{ss ss si}", "error", call->code, "message", why->text,
                                   "minutes", (int)call->minutes);
        if (object && call->field) json_object_set_new(object, "field", json_string(call->field));
        http_reply_json(call->http, call->status, object ? json_dumps(object, JSON_COMPACT) : NULL);
        json_decref(object);
    } else {
        http_reply_err(call->http, e, why);
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

static void serve(struct http_call *http, const struct page *page) {
    struct console_call call = {
        .http = http, .station = http_station(http), .now_ms = clock_now().utc_ms};
    struct why why = {0};
    enum err e = ledger_take(call.station->pool, &why, &call.ledger);
    if (e == ERR_NONE) {
        call.db = ledger_db(call.ledger);
        e = may(&call, page, &why);
    }
    if (e == ERR_NONE) e = read_body(&call, &why);
    if (e == ERR_NONE) e = page->run(&call, &why);
    ledger_give(call.station->pool, call.ledger);
    answer(&call, e, &why);
    if (e == ERR_NONE && call.changed) http_wake(call.station->server);
    json_decref(call.reply);
    json_decref(call.body);
}

static void call_page(struct http_call *http) {
    const struct page *page = find(http_method(http), http_path(http) + strlen("/console/api/"));
    if (!page) {
        http_reply_error(http, 404, "not_found", "not found");
    } else if (!begin_heavy(http_station(http), page)) {
        http_reply_error(http, 503, "busy", "too many slow requests; try again in a moment");
    } else {
        serve(http, page);
        end_heavy(http_station(http), page);
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
    (void)route; /* every route of the console checks in serve() */
    http_reply_error(call, 401, "signed_out", "not signed in");
    return false;
}
