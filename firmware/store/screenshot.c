/* screenshot: what the station says about screenshots, and which ask was answered last. */
#include "store/sql.h"

#include <stdio.h>
#include <stdlib.h>

enum err store_screenshot_setting(struct store *store, int kiosk_number, struct why *why,
                                  char ret_value[static SCREENSHOT_SETTING_SIZE]) {
    char key[24];
    snprintf(key, sizeof key, "glass.%03d", kiosk_number);
    sqlite3_stmt *stmt = sql_get(store, "SELECT value FROM setting WHERE key=?", why);
    sql_bind(stmt, "t", key);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    ret_value[0] = 0;
    if (row) sql_text(ret_value, SCREENSHOT_SETTING_SIZE, stmt, 0);
    if (row) sqlite3_reset(stmt);
    return ERR_NONE;
}

static enum err one_number(struct store *store, sqlite3_stmt *stmt, struct why *why, int64_t *ret) {
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    *ret = row ? sqlite3_column_int64(stmt, 0) : 0;
    if (row) sqlite3_reset(stmt);
    return ERR_NONE;
}

enum err store_screenshot_last(struct store *store, struct why *why, int64_t *ret_asked_ms) {
    return one_number(
        store,
        sql_get(store, "SELECT CAST(value AS INTEGER) FROM meta WHERE key='picture_answered'", why),
        why, ret_asked_ms);
}

enum err store_screenshot_answered(struct store *store, int64_t asked_ms, struct why *why) {
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)asked_ms);
    sqlite3_stmt *stmt = sql_get(store,
                                 "INSERT INTO meta (key, value) VALUES ('picture_answered', ?)"
                                 " ON CONFLICT (key) DO UPDATE SET value=excluded.value",
                                 why);
    sql_bind(stmt, "t", text);
    return sql_run(store, stmt, why);
}

enum err store_screenshots_pending(struct store *store, struct why *why, int64_t *ret_rows) {
    return one_number(store,
                      sql_get(store,
                              "SELECT count(*) FROM outbox JOIN record USING (kiosk, seq) WHERE"
                              " picture IS NOT NULL",
                              why),
                      why, ret_rows);
}
