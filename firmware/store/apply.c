/* apply: a fact from the station into its row.
 * 1. An upsert that would change nothing writes nothing, so importing again changes nothing.
 * 2. What this transaction named is kept in temp.seen, for CHANGE_DROP_OTHERS. */
#include "store/apply.h"

#include <stdio.h>
#include <string.h>

static enum err apply_grid(struct store *store, const struct change_grid *g, struct why *why) {
    sqlite3_stmt *stmt = sql_get(
        store,
        "INSERT INTO grid (key, name, liaison_no) VALUES (?,?,?) ON CONFLICT (key) DO UPDATE"
        " SET name=excluded.name, liaison_no=excluded.liaison_no"
        " WHERE (name, liaison_no) IS NOT (excluded.name, excluded.liaison_no)",
        why);
    sql_bind(stmt, "ttt", g->key, g->name, g->liaison_no);
    return apply_run(store, stmt, why);
}

static enum err apply_team(struct store *store, const struct change_team *t, struct why *why) {
    sqlite3_stmt *stmt =
        sql_get(store,
                "INSERT INTO team (key, name, about) VALUES (?,?,?) ON CONFLICT (key) DO UPDATE"
                " SET name=excluded.name, about=excluded.about"
                " WHERE (name, about) IS NOT (excluded.name, excluded.about)",
                why);
    sql_bind(stmt, "ttt", t->key, t->name, t->about);
    return apply_run(store, stmt, why);
}

/* A grid or team that a roster names by key or name is created if it is missing. */
static enum err grid_id(struct store *store, const char *name, struct why *why, int64_t *ret_id) {
    *ret_id = 0;
    if (!name[0]) return ERR_NONE;
    enum err e =
        apply_find(store, "SELECT id FROM grid WHERE key=?1 OR name=?1 ORDER BY key<>?1 LIMIT 1",
                   name, why, ret_id);
    if (e != ERR_NONE || *ret_id) return e;
    struct change_grid grid = {0};
    TEXT_COPY(grid.key, name);
    TEXT_COPY(grid.name, name);
    e = apply_grid(store, &grid, why);
    return e != ERR_NONE
               ? e
               : apply_find(store, "SELECT id FROM grid WHERE key=?", grid.key, why, ret_id);
}

static enum err team_id(struct store *store, const char *name, struct why *why, int64_t *ret_id) {
    *ret_id = 0;
    if (!name[0]) return ERR_NONE;
    enum err e =
        apply_find(store, "SELECT id FROM team WHERE key=?1 OR name=?1 ORDER BY key<>?1 LIMIT 1",
                   name, why, ret_id);
    if (e != ERR_NONE || *ret_id) return e;
    struct change_team team = {0};
    TEXT_COPY(team.key, name);
    TEXT_COPY(team.name, name);
    e = apply_team(store, &team, why);
    return e != ERR_NONE
               ? e
               : apply_find(store, "SELECT id FROM team WHERE key=?", team.key, why, ret_id);
}

static enum err apply_initials(struct store *store, int64_t id, const char *initials,
                               struct why *why) {
    sqlite3_stmt *stmt = sql_get(store, "DELETE FROM member_initials WHERE member_id=?", why);
    sql_bind(stmt, "i", id);
    enum err e = sql_run(store, stmt, why);
    while (e == ERR_NONE && *initials) {
        size_t n = strcspn(initials, " ");
        char reading[32];
        snprintf(reading, sizeof reading, "%.*s", (int)n, initials);
        stmt = sql_get(
            store, "INSERT OR IGNORE INTO member_initials (initials, member_id) VALUES (?,?)", why);
        sql_bind(stmt, "ti", reading, id);
        if (n) e = sql_run(store, stmt, why);
        initials += n + (initials[n] == ' ');
    }
    return e;
}

static enum err apply_member(struct store *store, const struct change_member *m, struct why *why) {
    int64_t grid = 0, team = 0, id = 0;
    enum err e = grid_id(store, m->grid, why, &grid);
    if (e == ERR_NONE) e = team_id(store, m->team, why, &team);
    if (e != ERR_NONE) return e;
    sqlite3_stmt *stmt = sql_get(
        store,
        "INSERT INTO member (member_no, name, name_key, initials, grid_id, team_id, phone, branch, "
        "joined_year,"
        " province, has_left) VALUES (?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (member_no) DO UPDATE SET"
        " name=excluded.name, name_key=excluded.name_key, initials=excluded.initials, "
        "grid_id=excluded.grid_id,"
        " team_id=excluded.team_id, phone=excluded.phone, branch=excluded.branch,"
        " joined_year=excluded.joined_year, province=excluded.province, has_left=excluded.has_left"
        " WHERE (name, name_key, initials, grid_id, team_id, phone, branch, joined_year, province, "
        "has_left)"
        " IS NOT (excluded.name, excluded.name_key, excluded.initials, excluded.grid_id, "
        "excluded.team_id,"
        " excluded.phone, excluded.branch, excluded.joined_year, excluded.province, "
        "excluded.has_left)"
        " RETURNING id",
        why);
    sql_bind(stmt, "ttttkkttiii", m->member_no, m->name, m->name_key, m->initials, grid, team,
             m->phone, m->branch, (int64_t)m->joined_year, (int64_t)m->province, (int64_t)m->left);
    bool row = false;
    e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE || !row) return e; /* no row: nothing changed */
    id = sqlite3_column_int64(stmt, 0);
    store->applied++;
    e = sql_run(store, stmt, why);
    return e == ERR_NONE ? apply_initials(store, id, m->initials, why) : e;
}

static enum err apply_card(struct store *store, const struct change_card *c, struct why *why) {
    int64_t member = 0;
    enum err e =
        apply_find(store, "SELECT id FROM member WHERE member_no=?", c->member_no, why, &member);
    if (e != ERR_NONE) return e;
    if (!member)
        return why_set(why, ERR_BAD_INPUT, "没有编号为 %s 的人员 (no member has this number)",
                       c->member_no);
    sqlite3_stmt *stmt =
        sql_get(store,
                "INSERT INTO card (identity, member_id, state) VALUES (?,?,?) ON CONFLICT "
                "(identity) DO UPDATE"
                " SET member_id=excluded.member_id, state=excluded.state"
                " WHERE (member_id, state) IS NOT (excluded.member_id, excluded.state)",
                why);
    sql_bind(stmt, "bii", &c->identity, member, (int64_t)c->state);
    return apply_run(store, stmt, why);
}

static enum err activity_id(struct store *store, const char *uid, struct why *why,
                            int64_t *ret_id) {
    sqlite3_stmt *stmt =
        sql_get(store,
                "INSERT INTO activity (uid, source) VALUES (?,?) ON CONFLICT (uid) DO UPDATE"
                " SET source=excluded.source WHERE source<>excluded.source",
                why);
    sql_bind(stmt, "tt", uid, store->source);
    enum err e = sql_run(store, stmt, why);
    return e == ERR_NONE
               ? apply_find(store, "SELECT id FROM activity WHERE uid=?", uid, why, ret_id)
               : e;
}

#define OCCURRENCE_FIELDS                                                                          \
    "title, place, kind, start_ms, end_ms, opens_before_min, closes_after_min, late_after_min, "   \
    "capacity, all_day,"                                                                           \
    " counts_hours, needs_sign_up, cancelled, organiser, bring, team, description"
#define OCCURRENCE_NEW                                                                             \
    "excluded.title, excluded.place, excluded.kind, excluded.start_ms, excluded.end_ms, "          \
    "excluded.opens_before_min,"                                                                   \
    " excluded.closes_after_min, excluded.late_after_min, excluded.capacity, excluded.all_day, "   \
    "excluded.counts_hours,"                                                                       \
    " excluded.needs_sign_up, excluded.cancelled, excluded.organiser, excluded.bring, "            \
    "excluded.team, excluded.description"

static enum err apply_occurrence(struct store *store, const struct change_occurrence *c,
                                 struct why *why) {
    const struct occurrence *o = &c->occurrence;
    int64_t activity = 0, id = 0;
    enum err e = activity_id(store, c->uid, why, &activity);
    if (e != ERR_NONE) return e;
    sqlite3_stmt *stmt = sql_get(
        store,
        "INSERT INTO occurrence (activity_id, recurrence_ms, added_ms, " OCCURRENCE_FIELDS ")"
        " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
        " ON CONFLICT (activity_id, recurrence_ms) DO UPDATE SET (" OCCURRENCE_FIELDS
        ")=(" OCCURRENCE_NEW ")"
        " WHERE (" OCCURRENCE_FIELDS ") IS NOT (" OCCURRENCE_NEW ")",
        why);
    sql_bind(stmt, "iiittiiiiiiiiiiitttt", activity, c->recurrence_ms, clock_now().utc_ms, o->title,
             o->place, (int64_t)o->kind, o->start_ms, o->end_ms, (int64_t)o->opens_before_min,
             (int64_t)o->closes_after_min, (int64_t)o->late_after_min, (int64_t)o->capacity,
             (int64_t)o->all_day, (int64_t)o->counts_hours, (int64_t)o->needs_sign_up,
             (int64_t)o->cancelled, c->organiser, c->bring, c->team, c->description);
    e = apply_run(store, stmt, why);
    if (e != ERR_NONE) return e;
    stmt = sql_get(store, "SELECT id FROM occurrence WHERE activity_id=? AND recurrence_ms=?", why);
    sql_bind(stmt, "ii", activity, c->recurrence_ms);
    bool row = false;
    e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    id = sqlite3_column_int64(stmt, 0);
    sqlite3_reset(stmt);
    return apply_seen(store, CHANGE_OCCURRENCE, id, why);
}

static enum err apply_guide(struct store *store, const struct change_guide *g, struct why *why) {
    sqlite3_stmt *stmt = sql_get(
        store,
        "INSERT INTO guide (key, title, initials, summary, category, sample, source, sort, body)"
        " VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT (key) DO UPDATE SET title=excluded.title,"
        " initials=excluded.initials, summary=excluded.summary, category=excluded.category,"
        " sample=excluded.sample, source=excluded.source, sort=excluded.sort, body=excluded.body"
        " WHERE (title, initials, summary, category, sample, source, sort, body) IS NOT"
        " (excluded.title, excluded.initials, excluded.summary, excluded.category, excluded.sample,"
        " excluded.source, excluded.sort, excluded.body)",
        why);
    sql_bind(stmt, "tttttitit", g->key, g->card.title, g->initials, g->card.summary,
             g->card.category, (int64_t)g->card.sample, g->source, (int64_t)g->order, g->body);
    return apply_run(store, stmt, why);
}

static enum err apply_category(struct store *store, const struct change_category *c,
                               struct why *why) {
    char phrases[PHRASES_MAX * (PHRASE_SIZE + 1) + 1];
    size_t used = 0;
    phrases[0] = 0;
    for (int i = 0; i < c->category.phrase_count; i++)
        used +=
            (size_t)snprintf(phrases + used, sizeof phrases - used, "%s\n", c->category.phrases[i]);
    sqlite3_stmt *stmt =
        sql_get(store,
                "INSERT INTO category (key, title, hint, icon, sort, phrases) VALUES (?,?,?,?,?,?)"
                " ON CONFLICT (key) DO UPDATE SET title=excluded.title, hint=excluded.hint, "
                "icon=excluded.icon,"
                " sort=excluded.sort, phrases=excluded.phrases WHERE (title, hint, icon, sort, "
                "phrases) IS NOT"
                " (excluded.title, excluded.hint, excluded.icon, excluded.sort, excluded.phrases)",
                why);
    sql_bind(stmt, "ttttit", c->category.key, c->category.title, c->category.hint, c->category.icon,
             (int64_t)c->order, phrases);
    return apply_run(store, stmt, why);
}

static enum err apply_setting(struct store *store, const struct change_setting *s,
                              struct why *why) {
    sqlite3_stmt *stmt =
        sql_get(store,
                "INSERT INTO setting (key, value) VALUES (?,?) ON CONFLICT (key) DO UPDATE"
                " SET value=excluded.value WHERE value<>excluded.value",
                why);
    sql_bind(stmt, "tt", s->key, s->value);
    return apply_run(store, stmt, why);
}

/* Before the first import of a story its key is unknown, and there is nothing to keep. */
static enum err keep(struct store *store, const struct change_keep *k, struct why *why) {
    int64_t id = 0;
    const char *find = k->of == CHANGE_STORY    ? "SELECT id FROM story WHERE key=?"
                       : k->of == CHANGE_NOTICE ? "SELECT id FROM notice WHERE key=?"
                                                : "SELECT id FROM guide WHERE key=?";
    enum err e = apply_find(store, find, k->key, why, &id);
    return e == ERR_NONE && id ? apply_seen(store, k->of, id, why) : e;
}

static enum err drop_occurrences(struct store *store, struct why *why) {
    sqlite3_stmt *stmt =
        sql_get(store,
                "DELETE FROM occurrence WHERE start_ms>?1 AND id NOT IN (SELECT id FROM temp.seen "
                "WHERE kind=?2)"
                " AND activity_id IN (SELECT id FROM activity WHERE source=?3)"
                " AND NOT EXISTS (SELECT 1 FROM check_in c WHERE c.occurrence_id=occurrence.id)"
                " AND NOT EXISTS (SELECT 1 FROM sign_up s WHERE s.occurrence_id=occurrence.id)"
                " AND NOT EXISTS (SELECT 1 FROM record r WHERE r.occurrence_id=occurrence.id)",
                why);
    sql_bind(stmt, "iit", clock_now().utc_ms, (int64_t)CHANGE_OCCURRENCE, store->source);
    enum err e = apply_run(store, stmt, why);
    if (e != ERR_NONE) return e;
    /* Members are signed up or were refused there: it is kept, as cancelled. */
    stmt = sql_get(store,
                   "UPDATE occurrence SET cancelled=1 WHERE cancelled=0 AND start_ms>?1"
                   " AND id NOT IN (SELECT id FROM temp.seen WHERE kind=?2)"
                   " AND activity_id IN (SELECT id FROM activity WHERE source=?3)",
                   why);
    sql_bind(stmt, "iit", clock_now().utc_ms, (int64_t)CHANGE_OCCURRENCE, store->source);
    return apply_run(store, stmt, why);
}

static enum err drop_others(struct store *store, enum change_kind of, struct why *why) {
    sqlite3_stmt *stmt = NULL;
    if (of == CHANGE_OCCURRENCE) return drop_occurrences(store, why);
    if (of == CHANGE_STORY)
        stmt = sql_get(store,
                       "DELETE FROM story WHERE id NOT IN (SELECT id FROM temp.seen WHERE kind=?)",
                       why);
    else if (of == CHANGE_GUIDE)
        stmt = sql_get(store,
                       "DELETE FROM guide WHERE id NOT IN (SELECT id FROM temp.seen WHERE kind=?)",
                       why);
    else if (of == CHANGE_NOTICE)
        stmt = sql_get(store,
                       "DELETE FROM notice WHERE id NOT IN (SELECT id FROM temp.seen WHERE kind=?)",
                       why);
    else
        return why_set(why, ERR_UNSUPPORTED, "rows of this kind are never dropped by a file");
    sql_bind(stmt, "i", (int64_t)of);
    return apply_run(store, stmt, why);
}

enum err store_apply(struct store *store, const struct change *change, struct why *why) {
    switch (change->kind) {
    case CHANGE_GRID:
        return apply_grid(store, &change->u.grid, why);
    case CHANGE_TEAM:
        return apply_team(store, &change->u.team, why);
    case CHANGE_MEMBER:
        return apply_member(store, &change->u.member, why);
    case CHANGE_CARD:
        return apply_card(store, &change->u.card, why);
    case CHANGE_OCCURRENCE:
        return apply_occurrence(store, &change->u.occurrence, why);
    case CHANGE_STORY:
        return apply_story(store, &change->u.story, why);
    case CHANGE_GUIDE:
        return apply_guide(store, &change->u.guide, why);
    case CHANGE_CATEGORY:
        return apply_category(store, &change->u.category, why);
    case CHANGE_SETTING:
        return apply_setting(store, &change->u.setting, why);
    case CHANGE_NOTICE:
        return apply_notice(store, &change->u.notice, why);
    case CHANGE_REQUEST_STEP:
        return apply_request_step(store, &change->u.request_step, why);
    case CHANGE_KEEP:
        return keep(store, &change->u.keep, why);
    case CHANGE_DROP_OTHERS:
        return drop_others(store, change->u.drop_others.of, why);
    case CHANGE_STAFF:
        return apply_staff(store, &change->u.staff, why);
    case CHANGE_ATTENDANCE:
        return apply_attendance(store, &change->u.attendance, why);
    case CHANGE_REMOVE:
        return apply_remove(store, &change->u.remove, why);
    case CHANGE_KINDS:
        break;
    }
    return why_set(why, ERR_UNSUPPORTED, "a change of a kind this program does not know");
}
