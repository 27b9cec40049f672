/* guide: the policy items. */
#include "store/sql.h"

#include <stdio.h>
#include <string.h>

/* ?1 search or '', ?2 the end of its range, ?3 the same anywhere in a title */
#define SHOWN " (?1='' OR (initials>=?1 AND initials<?2) OR title LIKE ?3 ESCAPE '\\')"

static void card_from_row(sqlite3_stmt *stmt, struct guide_card *ret) {
    struct guide_card card = {.id = sqlite3_column_int64(stmt, 0),
                              .sample = sqlite3_column_int(stmt, 4)};
    SQL_TEXT(card.title, stmt, 1);
    SQL_TEXT(card.summary, stmt, 2);
    SQL_TEXT(card.category, stmt, 3);
    *ret = card;
}

static void like_pattern(const char *search, char *ret_pattern, size_t bytes) {
    size_t used = 0;
    ret_pattern[used++] = '%';
    for (; *search && used + 4 < bytes; search++) {
        if (strchr("%_\\", *search)) ret_pattern[used++] = '\\';
        ret_pattern[used++] = *search;
    }
    ret_pattern[used++] = '%';
    ret_pattern[used] = 0;
}

enum err store_guides(struct store *store, const char *search, int offset, int limit,
                      struct why *why, struct answer_guides *ret_guides) {
    char end[64], pattern[96];
    sql_after_prefix(search, end, sizeof end);
    like_pattern(search, pattern, sizeof pattern);
    memset(ret_guides, 0, sizeof *ret_guides);
    ret_guides->offset = offset;
    sqlite3_stmt *stmt = sql_get(store, "SELECT count(*) FROM guide WHERE" SHOWN, why);
    sql_bind(stmt, "ttt", search, end, pattern);
    bool row = true;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    ret_guides->total = sqlite3_column_int(stmt, 0);
    sqlite3_reset(stmt);
    if (limit > GUIDES_PER_ANSWER) limit = GUIDES_PER_ANSWER;
    stmt = sql_get(store,
                   "SELECT id, title, summary, category, sample FROM guide WHERE" SHOWN
                   " ORDER BY sort, key LIMIT ?4 OFFSET ?5",
                   why);
    sql_bind(stmt, "tttii", search, end, pattern, (int64_t)limit, (int64_t)offset);
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row)
        card_from_row(stmt, &ret_guides->guides[ret_guides->count++]);
    return e;
}

enum err store_guide(struct store *store, int64_t id, struct why *why,
                     struct answer_guide *ret_guide) {
    sqlite3_stmt *stmt = sql_get(
        store, "SELECT id, title, summary, category, sample, source, body FROM guide WHERE id=?",
        why);
    sql_bind(stmt, "i", id);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    if (!row) return why_set(why, ERR_NOT_FOUND, "no such guide");
    card_from_row(stmt, &ret_guide->card);
    SQL_TEXT(ret_guide->source, stmt, 5);
    SQL_TEXT(ret_guide->body, stmt, 6);
    sqlite3_reset(stmt);
    return ERR_NONE;
}
