/* apply_story: a story with its tags and pictures. */
#include "store/apply.h"

#define STORY_FIELDS                                                                               \
    "name, name_key, initials, title, summary, honour, first_class, sample, portrait, picture, "   \
    "source, consent, sort, kind, month_day, body"
#define STORY_NEW                                                                                  \
    "excluded.name, excluded.name_key, excluded.initials, excluded.title, excluded.summary, "      \
    "excluded.honour,"                                                                             \
    " excluded.first_class, excluded.sample, excluded.portrait, excluded.picture, "                \
    "excluded.source, excluded.consent,"                                                           \
    " excluded.sort, excluded.kind, excluded.month_day, excluded.body"

static enum err add_tag(struct store *store, int64_t id, int position, const char *tag,
                        struct why *why) {
    sqlite3_stmt *stmt = sql_get(
        store,
        "INSERT INTO story_tag (story_id, position, tag) VALUES (?,?,?)"
        " ON CONFLICT (story_id, position) DO UPDATE SET tag=excluded.tag WHERE tag<>excluded.tag",
        why);
    sql_bind(stmt, "iit", id, (int64_t)position, tag);
    return apply_run(store, stmt, why);
}

static enum err apply_tags(struct store *store, int64_t id, const struct change_story *s,
                           struct why *why) {
    enum err e = s->card.honour[0] ? add_tag(store, id, 0, s->card.honour, why) : ERR_NONE;
    for (int i = 0; e == ERR_NONE && i < s->tag_count; i++)
        e = add_tag(store, id, i + 1, s->tags[i], why);
    if (e != ERR_NONE) return e;
    sqlite3_stmt *stmt = sql_get(
        store,
        "DELETE FROM story_tag WHERE story_id=?1 AND (position>?2 OR (position=0 AND ?3=''))", why);
    sql_bind(stmt, "iit", id, (int64_t)s->tag_count, s->card.honour);
    return apply_run(store, stmt, why);
}

static enum err apply_pictures(struct store *store, int64_t id, const struct change_story *s,
                               struct why *why) {
    enum err e = ERR_NONE;
    sqlite3_stmt *stmt;
    for (int i = 0; e == ERR_NONE && i < s->picture_count; i++) {
        stmt = sql_get(store,
                       "INSERT INTO story_picture (story_id, position, picture) VALUES (?,?,?)"
                       " ON CONFLICT (story_id, position) DO UPDATE SET picture=excluded.picture"
                       " WHERE picture<>excluded.picture",
                       why);
        sql_bind(stmt, "iit", id, (int64_t)i, s->pictures[i]);
        e = apply_run(store, stmt, why);
    }
    if (e != ERR_NONE) return e;
    stmt = sql_get(store, "DELETE FROM story_picture WHERE story_id=? AND position>=?", why);
    sql_bind(stmt, "ii", id, (int64_t)s->picture_count);
    return apply_run(store, stmt, why);
}

enum err apply_story(struct store *store, const struct change_story *s, struct why *why) {
    sqlite3_stmt *stmt = sql_get(
        store,
        "INSERT INTO story (key, " STORY_FIELDS ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
        " ON CONFLICT (key) DO UPDATE SET (" STORY_FIELDS ")=(" STORY_NEW ")"
        " WHERE (" STORY_FIELDS ") IS NOT (" STORY_NEW ")",
        why);
    sql_bind(stmt, "tttttttiitttiiiit", s->key, s->card.name, s->name_key, s->initials,
             s->card.title, s->card.summary, s->card.honour, (int64_t)s->card.first_class,
             (int64_t)s->card.sample, s->card.picture, s->picture, s->source, (int64_t)s->consent,
             (int64_t)s->order, (int64_t)s->object, (int64_t)s->month_day, s->body);
    enum err e = apply_run(store, stmt, why);
    int64_t id = 0;
    if (e == ERR_NONE) e = apply_find(store, "SELECT id FROM story WHERE key=?", s->key, why, &id);
    if (e == ERR_NONE) e = apply_pictures(store, id, s, why);
    return e == ERR_NONE ? apply_tags(store, id, s, why) : e;
}
