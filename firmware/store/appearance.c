/* appearance: the text size, contrast and position that a member prefers, and the last visit. */
#include "store/sql.h"

enum err store_keep_appearance(struct store *store, int64_t member_id,
                               const struct appearance *look, struct why *why) {
    sqlite3_stmt *stmt =
        sql_get(store,
                "INSERT INTO member_look (member_id, text_size, contrast, low) VALUES (?,?,?,?)"
                " ON CONFLICT (member_id) DO UPDATE SET text_size=excluded.text_size,"
                " contrast=excluded.contrast, low=excluded.low",
                why);
    if (!look->kept) stmt = sql_get(store, "DELETE FROM member_look WHERE member_id=?", why);
    if (look->kept)
        sql_bind(stmt, "iiii", member_id, (int64_t)look->text_size, (int64_t)look->contrast,
                 (int64_t)look->low);
    else
        sql_bind(stmt, "i", member_id);
    return sql_run(store, stmt, why);
}

enum err store_appearance(struct store *store, int64_t member_id, struct why *why,
                          struct appearance *ret_look) {
    sqlite3_stmt *stmt =
        sql_get(store, "SELECT text_size, contrast, low FROM member_look WHERE member_id=?", why);
    sql_bind(stmt, "i", member_id);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    *ret_look = (struct appearance){0};
    if (!row) return ERR_NONE;
    *ret_look = (struct appearance){.kept = true,
                                    .text_size = (uint8_t)sqlite3_column_int(stmt, 0),
                                    .contrast = sqlite3_column_int(stmt, 1),
                                    .low = sqlite3_column_int(stmt, 2)};
    sqlite3_reset(stmt);
    return ERR_NONE;
}

enum err store_visited(struct store *store, int64_t member_id, int64_t at_ms, struct why *why) {
    sqlite3_stmt *stmt = sql_get(
        store,
        "UPDATE member SET last_visit_ms=?2, visit_before_ms="
        "CASE WHEN last_visit_ms<?3 THEN last_visit_ms ELSE visit_before_ms END WHERE id=?1",
        why);
    sql_bind(stmt, "iii", member_id, at_ms, civil_day_start_ms(at_ms));
    return sql_run(store, stmt, why);
}
