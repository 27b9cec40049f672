/* story: the honour wall. A story without consent is not shown anywhere. */
#include "store/sql.h"

#include <stdio.h>
#include <string.h>

#define CARD_COLUMNS                                                                               \
    "s.id, s.name, s.title, s.summary, s.honour, s.first_class, s.sample, s.portrait"
#define CARD_COLUMN_COUNT 8
/* ?1 tag or '', ?2 initials or '', ?3 the end of their range */
#define SHOWN                                                                                      \
    " s.consent=1 AND (?1='' OR EXISTS (SELECT 1 FROM story_tag t WHERE t.story_id=s.id AND "      \
    "t.tag=?1))"                                                                                   \
    " AND (?2='' OR (s.initials>=?2 AND s.initials<?3) OR (s.name>=?2 AND s.name<?3))"
#define ORDER " ORDER BY s.sort, s.name_key, s.id"

static void card_from_row(sqlite3_stmt *stmt, struct story_card *ret) {
    struct story_card card = {
        .id = sqlite3_column_int64(stmt, 0),
        .first_class = sqlite3_column_int(stmt, 5),
        .sample = sqlite3_column_int(stmt, 6),
    };
    SQL_TEXT(card.name, stmt, 1);
    SQL_TEXT(card.title, stmt, 2);
    SQL_TEXT(card.summary, stmt, 3);
    SQL_TEXT(card.honour, stmt, 4);
    SQL_TEXT(card.picture, stmt, 7);
    *ret = card;
}

static enum err wall_tags(struct store *store, struct why *why, struct answer_stories *stories) {
    sqlite3_stmt *stmt = sql_get(
        store,
        "SELECT t.tag FROM story_tag t JOIN story s ON s.id=t.story_id"
        " WHERE s.consent=1 GROUP BY t.tag ORDER BY min(t.position), min(s.sort), t.tag LIMIT ?",
        why);
    sql_bind(stmt, "i", (int64_t)WALL_TAGS);
    bool row = true;
    enum err e;
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row)
        SQL_TEXT(stories->tags[stories->tag_count++], stmt, 0);
    return e;
}

enum err store_stories(struct store *store, const char *tag, const char *initials, int offset,
                       int limit, struct why *why, struct answer_stories *ret_stories) {
    char end[64];
    sql_after_prefix(initials, end, sizeof end);
    memset(ret_stories, 0, sizeof *ret_stories);
    ret_stories->offset = offset;
    sqlite3_stmt *stmt = sql_get(store, "SELECT count(*) FROM story s WHERE" SHOWN, why);
    sql_bind(stmt, "ttt", tag, initials, end);
    bool row = true;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    ret_stories->total = sqlite3_column_int(stmt, 0);
    sqlite3_reset(stmt);
    if (limit > STORIES_PER_ANSWER) limit = STORIES_PER_ANSWER;
    stmt = sql_get(
        store, "SELECT " CARD_COLUMNS " FROM story s WHERE" SHOWN ORDER " LIMIT ?4 OFFSET ?5", why);
    sql_bind(stmt, "tttii", tag, initials, end, (int64_t)limit, (int64_t)offset);
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row)
        card_from_row(stmt, &ret_stories->stories[ret_stories->count++]);
    return e == ERR_NONE ? wall_tags(store, why, ret_stories) : e;
}

enum err store_attract_stories(struct store *store, struct why *why,
                               struct answer_today *ret_today) {
    sqlite3_stmt *stmt = sql_get(
        store, "SELECT " CARD_COLUMNS ", s.picture FROM story s WHERE s.consent=1" ORDER " LIMIT ?",
        why);
    sql_bind(stmt, "i", (int64_t)TODAY_STORIES);
    bool row = true;
    enum err e;
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row) {
        struct story_card *card = &ret_today->stories[ret_today->story_count++];
        char wide[BLOB_SIZE];
        card_from_row(stmt, card);
        SQL_TEXT(wide, stmt, CARD_COLUMN_COUNT);
        if (wide[0]) TEXT_COPY(card->picture, wide);
    }
    return e;
}

enum err store_on_this_day(struct store *store, int64_t now_ms, struct why *why,
                           struct answer_today *ret_today) {
    struct civil day = civil_from_ms(now_ms);
    sqlite3_stmt *stmt = sql_get(store,
                                 "SELECT s.id, s.title FROM story s WHERE s.consent=1 AND"
                                 " s.month_day=? AND s.month_day>0" ORDER " LIMIT 1",
                                 why);
    sql_bind(stmt, "i", (int64_t)day.month * 100 + day.day);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE || !row) return e;
    ret_today->on_this_day = sqlite3_column_int64(stmt, 0);
    SQL_TEXT(ret_today->on_this_day_title, stmt, 1);
    sqlite3_reset(stmt);
    return ERR_NONE;
}

static enum err story_pictures(struct store *store, int64_t id, struct why *why,
                               struct answer_story *story) {
    sqlite3_stmt *stmt = sql_get(
        store, "SELECT picture FROM story_picture WHERE story_id=? ORDER BY position LIMIT ?", why);
    sql_bind(stmt, "ii", id, (int64_t)STORY_PICTURES);
    bool row = true;
    enum err e;
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row)
        SQL_TEXT(story->pictures[story->picture_count++], stmt, 0);
    return e;
}

static enum err story_tags(struct store *store, int64_t id, struct why *why,
                           struct answer_story *story) {
    sqlite3_stmt *stmt = sql_get(
        store,
        "SELECT tag FROM story_tag WHERE story_id=? AND position>0 ORDER BY position LIMIT ?", why);
    sql_bind(stmt, "ii", id, (int64_t)STORY_TAGS);
    bool row = true;
    enum err e;
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row)
        SQL_TEXT(story->tags[story->tag_count++], stmt, 0);
    return e;
}

/* The stories before and after within the tag, in the wall's order. */
static enum err neighbours(struct store *store, int64_t id, const char *tag, struct why *why,
                           struct answer_story *story) {
    sqlite3_stmt *stmt =
        sql_get(store,
                "SELECT before, after FROM (SELECT s.id AS id, lag(s.id) OVER w AS before, "
                "lead(s.id) OVER w AS after"
                " FROM story s WHERE" SHOWN " WINDOW w AS (" ORDER ")) WHERE id=?4",
                why);
    sql_bind(stmt, "ttti", tag, "", "", id);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE || !row) return e;
    story->previous_id = sqlite3_column_int64(stmt, 0);
    story->next_id = sqlite3_column_int64(stmt, 1);
    sqlite3_reset(stmt);
    return ERR_NONE;
}

enum err store_story(struct store *store, int64_t id, const char *tag, struct why *why,
                     struct answer_story *ret_story) {
    sqlite3_stmt *stmt =
        sql_get(store,
                "SELECT " CARD_COLUMNS
                ", s.picture, s.source, s.body, s.kind FROM story s WHERE s.id=? AND s.consent=1",
                why);
    sql_bind(stmt, "i", id);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    if (!row) return why_set(why, ERR_NOT_FOUND, "no such story");
    memset(ret_story, 0, offsetof(struct answer_story, body));
    card_from_row(stmt, &ret_story->card);
    SQL_TEXT(ret_story->picture, stmt, CARD_COLUMN_COUNT);
    SQL_TEXT(ret_story->source, stmt, CARD_COLUMN_COUNT + 1);
    SQL_TEXT(ret_story->body, stmt, CARD_COLUMN_COUNT + 2);
    ret_story->object = sqlite3_column_int(stmt, CARD_COLUMN_COUNT + 3);
    sqlite3_reset(stmt);
    if (!ret_story->picture[0]) TEXT_COPY(ret_story->picture, ret_story->card.picture);
    e = story_tags(store, id, why, ret_story);
    if (e == ERR_NONE) e = story_pictures(store, id, why, ret_story);
    return e == ERR_NONE ? neighbours(store, id, tag, why, ret_story) : e;
}
