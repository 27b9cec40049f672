/* session: sign-in, sign-out, password, and the list of colleagues.
 * 1. The session id is only in the cookie: HttpOnly, Secure, SameSite=Strict. */
#include "console/console_private.h"

#include "base/clock.h"

#include <stdio.h>
#include <time.h>

#define COOKIE_FLAGS "; Path=/; HttpOnly; Secure; SameSite=Strict"

static void set_cookie(struct console_call *call, const char *session) {
    char value[SESSION_SIZE + 96];
    snprintf(value, sizeof value, "muster=%s" COOKIE_FLAGS "%s", session,
             session[0] ? "" : "; Max-Age=0");
    http_add_header(call->http, "Set-Cookie", value);
}

static int utc_offset_min(int64_t now_ms) {
    time_t now = (time_t)(now_ms / 1000);
    struct tm local;
    localtime_r(&now, &local);
    return (int)(local.tm_gmtoff / 60);
}

/* 龙尚社区退役军人服务站 -> 龙尚站, for the narrow column. */
static void short_name(const char *name, char ret_short[static TITLE_SIZE]) {
    static const char *const rests[] = {"社区退役军人服务站", "退役军人服务站"};
    size_t n = strlen(name);
    text_copy(ret_short, TITLE_SIZE, name);
    for (size_t i = 0; i < ARRAY_LENGTH(rests); i++) {
        size_t tail = strlen(rests[i]);
        if (n <= tail || strcmp(name + n - tail, rests[i]) != 0) continue;
        snprintf(ret_short, TITLE_SIZE, "%.*s站", (int)(n - tail), name);
        return;
    }
}

static json_t *station_of(struct console_call *call) {
    char narrow[TITLE_SIZE];
    short_name(call->station->config.name, narrow);
    return json_pack("{ss ss si}", "name", call->station->config.name, "short", narrow,
                     "utc_offset_min", utc_offset_min(call->now_ms));
}

static bool take_name(void *to, const struct db_row *row) {
    text_copy(to, TITLE_SIZE, db_text(row, 0));
    return false;
}

static json_t *user_of(struct console_call *call) {
    const struct ledger_account *a = &call->account;
    char grid[TITLE_SIZE] = "";
    struct why why;
    if (db_query(call->db, &why, take_name, grid, "SELECT name FROM grid WHERE key=$1", "t",
                 a->grid) != ERR_NONE)
        grid[0] = 0;
    return json_pack("{ss ss ss ss ss sb}", "login", a->name, "name", a->display, "role",
                     role_word(a->role), "grid", a->grid, "grid_name", grid[0] ? grid : a->grid,
                     "must_change", a->must_change);
}

static void tell_signed_in(struct console_call *call) {
    call->reply = json_pack("{so so ss so}", "user", user_of(call), "station", station_of(call),
                            "csrf", call->csrf, "counts", console_counts(call));
}

enum err session_get(struct console_call *call, struct why *why) {
    int64_t used = 1;
    if (call->account.name[0]) {
        tell_signed_in(call);
        return ERR_NONE;
    }
    enum err e =
        db_one(call->db, why, &used, "SELECT count(*) FROM account WHERE must_change=0", "");
    if (e == ERR_NONE)
        call->reply = json_pack("{so sb}", "station", station_of(call), "first", used == 0);
    return e;
}

static enum err sign_in(struct console_call *call, const char *name, const char *password,
                        struct why *why) {
    char session[SESSION_SIZE];
    int64_t left_ms = 0;
    enum err e = ledger_sign_in(call->ledger, name, password, call->now_ms, why, &call->account,
                                session, call->csrf, &left_ms);
    if (e == ERR_BUSY && left_ms > 0) {
        call->minutes = (left_ms + 59999) / 60000;
        return console_refuse(call, why, 429, "locked", NULL);
    }
    if (e == ERR_PERMISSION) return console_refuse(call, why, 401, "wrong_login", NULL);
    if (e == ERR_NONE) set_cookie(call, session);
    crypto_wipe(session, sizeof session);
    return e;
}

enum err session_in(struct console_call *call, struct why *why) {
    char name[KEY_SIZE], password[160];
    enum err e = CONSOLE_FIELD(call, why, "login", true, name);
    if (e == ERR_NONE) e = CONSOLE_FIELD(call, why, "password", true, password);
    if (e != ERR_NONE) return console_refuse(call, why, 401, "wrong_login", NULL);
    e = sign_in(call, name, password, why);
    crypto_wipe(password, sizeof password);
    if (e == ERR_NONE) tell_signed_in(call);
    return e;
}

enum err session_out(struct console_call *call, struct why *why) {
    enum err e = ledger_sign_out(call->ledger, http_cookie(call->http, "muster"), why);
    if (e == ERR_NONE) set_cookie(call, "");
    return e;
}

/* The old password is checked like a sign-in, so that five wrong ones lock the account here too. */
enum err session_password(struct console_call *call, struct why *why) {
    char old[160], new[160], session[SESSION_SIZE];
    int64_t left_ms = 0;
    struct ledger_account account;
    enum err e = CONSOLE_FIELD(call, why, "old", true, old);
    if (e == ERR_NONE) e = CONSOLE_FIELD(call, why, "password", true, new);
    if (e != ERR_NONE) return e;
    if (utf8_length(new) < PASSWORD_LEAST || strcmp(old, new) == 0)
        return console_refuse(call, why, 400, "weak_password", "password");
    e = ledger_sign_in(call->ledger, call->account.name, old, call->now_ms, why, &account, session,
                       call->csrf, &left_ms);
    if (e == ERR_PERMISSION || e == ERR_BUSY)
        return console_refuse(call, why, 403, "wrong_password", "old");
    account.must_change = false;
    if (e == ERR_NONE)
        e = ledger_account_set(call->ledger, &account, new, false, account.name, call->now_ms, why);
    if (e == ERR_NONE) e = sign_in(call, account.name, new, why);
    crypto_wipe(old, sizeof old);
    crypto_wipe(new, sizeof new);
    if (e == ERR_NONE) tell_signed_in(call);
    return e;
}

enum err session_people(struct console_call *call, struct why *why) {
    struct db_ask ask = {0};
    json_t *rows = NULL;
    db_ask_add(&ask,
               "SELECT name AS login, display AS name FROM account WHERE disabled=0 ORDER BY name"
               " LIMIT 500",
               "");
    enum err e = console_rows(call, "tt", &ask, why, &rows);
    if (e == ERR_NONE) call->reply = json_pack("{so}", "rows", rows);
    return e;
}
