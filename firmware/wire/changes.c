/* changes: what the station sends, one table per kind. */
#include "wire/changes.h"

#include "wire/fields.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROW(name, kind, needed, member, size, flag, least, most)                                   \
    { name, kind, needed, offsetof(struct change, member), size, flag, least, most }
#define SIZE_OF(member) sizeof(((struct change *)0)->member)
#define WORD(name, needed, member)                                                                 \
    ROW(name, FIELD_WORD, needed, member, SIZE_OF(member), FIELD_ALWAYS, 0, 0)
#define TEXT(name, needed, member)                                                                 \
    ROW(name, FIELD_TEXT, needed, member, SIZE_OF(member), FIELD_ALWAYS, 0, 0)
#define NUMBER(name, kind, needed, member, least, most)                                            \
    ROW(name, kind, needed, member, 0, FIELD_ALWAYS, least, most)
#define HASH(name, needed, member, flag)                                                           \
    ROW(name, FIELD_BYTES, needed, member, HASH_BYTES, flag, 0, 0)
#define LIST(name, member, count, size, most)                                                      \
    ROW(name, FIELD_LIST, false, member, size, offsetof(struct change, count), 0, most)

static const struct field grid_fields[] = {
    WORD("key", true, u.grid.key),
    WORD("name", true, u.grid.name),
    WORD("liaison_no", false, u.grid.liaison_no),
};

static const struct field team_fields[] = {
    WORD("key", true, u.team.key),
    WORD("name", true, u.team.name),
    TEXT("about", false, u.team.about),
};

static const struct field member_fields[] = {
    WORD("member_no", true, u.member.member_no),
    WORD("name", true, u.member.name),
    WORD("name_key", false, u.member.name_key),
    WORD("initials", false, u.member.initials),
    WORD("grid", false, u.member.grid),
    WORD("team", false, u.member.team),
    WORD("phone", false, u.member.phone),
    WORD("branch", false, u.member.branch),
    NUMBER("joined_year", FIELD_INT32, false, u.member.joined_year, 0, 9999),
    NUMBER("province", FIELD_INT32, true, u.member.province, -1, PROVINCES - 1),
    NUMBER("left", FIELD_BOOL, false, u.member.left, 0, 0),
};

static const struct field card_fields[] = {
    WORD("member_no", true, u.card.member_no),
    HASH("identity", true, u.card.identity, FIELD_ALWAYS),
    NUMBER("state", FIELD_INT32, false, u.card.state, 0, CARD_REVOKED),
};

static const struct field occurrence_fields[] = {
    WORD("activity", true, u.occurrence.uid),
    NUMBER("recurrence_ms", FIELD_INT64, true, u.occurrence.recurrence_ms, INT64_MIN, INT64_MAX),
    WORD("title", true, u.occurrence.occurrence.title),
    WORD("place", false, u.occurrence.occurrence.place),
    NUMBER("activity_kind", FIELD_INT32, false, u.occurrence.occurrence.kind, 0,
           ACTIVITY_KINDS - 1),
    NUMBER("start_ms", FIELD_INT64, true, u.occurrence.occurrence.start_ms, INT64_MIN, INT64_MAX),
    NUMBER("end_ms", FIELD_INT64, true, u.occurrence.occurrence.end_ms, INT64_MIN, INT64_MAX),
    NUMBER("opens_before_min", FIELD_INT32, true, u.occurrence.occurrence.opens_before_min, -1,
           100000),
    NUMBER("closes_after_min", FIELD_INT32, true, u.occurrence.occurrence.closes_after_min, -1,
           100000),
    NUMBER("late_after_min", FIELD_INT32, true, u.occurrence.occurrence.late_after_min, -1, 100000),
    NUMBER("capacity", FIELD_INT32, false, u.occurrence.occurrence.capacity, 0, 1000000),
    NUMBER("all_day", FIELD_BOOL, false, u.occurrence.occurrence.all_day, 0, 0),
    NUMBER("counts_hours", FIELD_BOOL, false, u.occurrence.occurrence.counts_hours, 0, 0),
    NUMBER("needs_sign_up", FIELD_BOOL, false, u.occurrence.occurrence.needs_sign_up, 0, 0),
    NUMBER("cancelled", FIELD_BOOL, false, u.occurrence.occurrence.cancelled, 0, 0),
    WORD("organiser", false, u.occurrence.organiser),
    TEXT("bring", false, u.occurrence.bring),
    WORD("team", false, u.occurrence.team),
    TEXT("description", false, u.occurrence.description),
};

static const struct field story_fields[] = {
    WORD("key", true, u.story.key),
    WORD("name", true, u.story.card.name),
    WORD("title", true, u.story.card.title),
    TEXT("summary", false, u.story.card.summary),
    WORD("honour", false, u.story.card.honour),
    NUMBER("first_class", FIELD_BOOL, false, u.story.card.first_class, 0, 0),
    NUMBER("sample", FIELD_BOOL, false, u.story.card.sample, 0, 0),
    WORD("portrait", false, u.story.card.picture),
    WORD("name_key", false, u.story.name_key),
    WORD("initials", false, u.story.initials),
    NUMBER("order", FIELD_INT32, false, u.story.order, INT32_MIN, INT32_MAX),
    NUMBER("consent", FIELD_BOOL, false, u.story.consent, 0, 0),
    NUMBER("object", FIELD_BOOL, false, u.story.object, 0, 0),
    NUMBER("month_day", FIELD_INT32, false, u.story.month_day, 0, 1231),
    LIST("tags", u.story.tags, u.story.tag_count, TAG_SIZE, STORY_TAGS),
    LIST("pictures", u.story.pictures, u.story.picture_count, BLOB_SIZE, STORY_PICTURES),
    WORD("picture", false, u.story.picture),
    WORD("source", false, u.story.source),
    TEXT("body", false, u.story.body),
};

static const struct field guide_fields[] = {
    WORD("key", true, u.guide.key),
    WORD("title", true, u.guide.card.title),
    TEXT("summary", false, u.guide.card.summary),
    WORD("category", false, u.guide.card.category),
    NUMBER("sample", FIELD_BOOL, false, u.guide.card.sample, 0, 0),
    WORD("initials", false, u.guide.initials),
    NUMBER("order", FIELD_INT32, false, u.guide.order, INT32_MIN, INT32_MAX),
    WORD("source", false, u.guide.source),
    TEXT("body", false, u.guide.body),
};

static const struct field category_fields[] = {
    WORD("key", true, u.category.category.key),
    WORD("title", true, u.category.category.title),
    WORD("hint", false, u.category.category.hint),
    WORD("icon", false, u.category.category.icon),
    LIST("phrases", u.category.category.phrases, u.category.category.phrase_count, PHRASE_SIZE,
         PHRASES_MAX),
    NUMBER("order", FIELD_INT32, false, u.category.order, INT32_MIN, INT32_MAX),
};

static const struct field setting_fields[] = {
    WORD("key", true, u.setting.key),
    TEXT("value", false, u.setting.value),
};

static const struct field notice_fields[] = {
    WORD("key", true, u.notice.key),
    WORD("title", true, u.notice.title),
    TEXT("text", false, u.notice.text),
    NUMBER("from_ms", FIELD_INT64, true, u.notice.from_ms, INT64_MIN, INT64_MAX),
    NUMBER("to_ms", FIELD_INT64, true, u.notice.to_ms, INT64_MIN, INT64_MAX),
};

static const struct field request_step_fields[] = {
    WORD("number", true, u.request_step.number),
    NUMBER("stage", FIELD_INT32, true, u.request_step.stage, 0, REQUEST_STAGES - 1),
    NUMBER("at_ms", FIELD_INT64, true, u.request_step.at_ms, INT64_MIN, INT64_MAX),
    TEXT("note", false, u.request_step.note),
    TEXT("answer", false, u.request_step.answer),
    NUMBER("filed_ms", FIELD_INT64, false, u.request_step.filed_ms, INT64_MIN, INT64_MAX),
    WORD("member_no", false, u.request_step.member_no),
    WORD("category", false, u.request_step.category),
    HASH("code", false, u.request_step.code, offsetof(struct change, u.request_step.has_code)),
};

static const struct field staff_fields[] = {
    WORD("key", true, u.staff.key),
    WORD("name", true, u.staff.name),
    HASH("card", false, u.staff.card, offsetof(struct change, u.staff.has_card)),
    WORD("pin", false, u.staff.pin),
};

static const struct field attendance_fields[] = {
    WORD("activity", true, u.attendance.uid),
    NUMBER("recurrence_ms", FIELD_INT64, true, u.attendance.recurrence_ms, INT64_MIN, INT64_MAX),
    WORD("member_no", true, u.attendance.member_no),
    NUMBER("at_ms", FIELD_INT64, true, u.attendance.at_ms, INT64_MIN, INT64_MAX),
    NUMBER("undone", FIELD_BOOL, false, u.attendance.undone, 0, 0),
    NUMBER("late", FIELD_BOOL, false, u.attendance.late, 0, 0),
    WORD("staff", false, u.attendance.staff),
    WORD("reason", false, u.attendance.reason),
};

static const struct field remove_fields[] = {
    WORD("key", true, u.remove.key),
};
static const struct kind_row {
    enum change_kind kind;
    const char *name;
    const struct field *fields;
    size_t count;
} kinds[] = {
#define KIND(kind, word)                                                                           \
    { kind, #word, word##_fields, ARRAY_LENGTH(word##_fields) }
    KIND(CHANGE_GRID, grid),
    KIND(CHANGE_TEAM, team),
    KIND(CHANGE_MEMBER, member),
    KIND(CHANGE_CARD, card),
    KIND(CHANGE_OCCURRENCE, occurrence),
    KIND(CHANGE_STORY, story),
    KIND(CHANGE_GUIDE, guide),
    KIND(CHANGE_CATEGORY, category),
    KIND(CHANGE_SETTING, setting),
    KIND(CHANGE_NOTICE, notice),
    KIND(CHANGE_REQUEST_STEP, request_step),
    KIND(CHANGE_STAFF, staff),
    KIND(CHANGE_ATTENDANCE, attendance),
    KIND(CHANGE_REMOVE, remove),
#undef KIND
};

static const struct kind_row *row_of(enum change_kind kind) {
    for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++)
        if (kinds[i].kind == kind) return &kinds[i];
    return NULL;
}

static const struct kind_row *row_named(const char *name) {
    for (size_t i = 0; name && i < ARRAY_LENGTH(kinds); i++)
        if (strcmp(kinds[i].name, name) == 0) return &kinds[i];
    return NULL;
}

const char *wire_change_kind(enum change_kind kind) {
    const struct kind_row *row = row_of(kind);
    return row ? row->name : NULL;
}

enum err wire_change_write(const struct change *change, struct why *why, char **ret_text) {
    const struct kind_row *row = row_of(change->kind);
    if (!row) return why_set(why, ERR_UNSUPPORTED, "a change of this kind is never sent");
    json_t *object = json_pack("{ss}", "kind", row->name);
    bool good = object && fields_write(object, row->fields, row->count, change);
    if (good && change->kind == CHANGE_REMOVE) {
        const char *of = wire_change_kind(change->u.remove.of);
        good = of && json_object_set_new(object, "of", json_string(of)) == 0;
    }
    if (good) return wire_dump(object, why, ret_text);
    json_decref(object);
    return why_set(why, ERR_BAD_INPUT, "a %s cannot be written as JSON", row->name);
}

static enum err read_change(const json_t *object, struct why *why, struct change *ret) {
    const char *name = json_string_value(json_object_get(object, "kind"));
    const struct kind_row *row = row_named(name);
    if (!name) return why_set(why, ERR_BAD_INPUT, "kind: missing");
    if (!row) return why_set(why, ERR_UNSUPPORTED, "%.40s: unknown here", name);
    memset(ret, 0, sizeof *ret);
    ret->kind = row->kind;
    if (row->kind == CHANGE_REMOVE) {
        const struct kind_row *of = row_named(json_string_value(json_object_get(object, "of")));
        if (!of) return why_set(why, ERR_BAD_INPUT, "remove: of: missing or not known");
        ret->u.remove.of = of->kind;
    }
    enum err e = fields_read(object, row->fields, row->count, ret, why);
    return e == ERR_NONE ? e : why_add(why, e, "%s", row->name);
}

enum err wire_change_read(const char *text, size_t bytes, struct why *why,
                          struct change *ret_change) {
    json_t *object = NULL;
    enum err e = wire_parse(text, bytes, WIRE_REPLY_MAX, why, &object);
    if (e != ERR_NONE) return e;
    struct change *change = malloc(sizeof *change);
    e = change ? read_change(object, why, change)
               : why_set(why, ERR_NO_MEMORY, "no memory for a change");
    if (e == ERR_NONE) *ret_change = *change;
    free(change);
    json_decref(object);
    return e;
}

void wire_change_key(const struct change *c, char ret_key[static CHANGE_KEY_SIZE]) {
    char hex[2 * HASH_BYTES + 1];
    const char *key = "";
    switch (c->kind) {
    case CHANGE_GRID:
        key = c->u.grid.key;
        break;
    case CHANGE_TEAM:
        key = c->u.team.key;
        break;
    case CHANGE_MEMBER:
        key = c->u.member.member_no;
        break;
    case CHANGE_CARD:
        hex_from_bytes(c->u.card.identity.bytes, HASH_BYTES, hex);
        key = hex;
        break;
    case CHANGE_OCCURRENCE:
        snprintf(ret_key, CHANGE_KEY_SIZE, "%s %" PRId64, c->u.occurrence.uid,
                 c->u.occurrence.recurrence_ms);
        return;
    case CHANGE_STORY:
        key = c->u.story.key;
        break;
    case CHANGE_GUIDE:
        key = c->u.guide.key;
        break;
    case CHANGE_CATEGORY:
        key = c->u.category.category.key;
        break;
    case CHANGE_SETTING:
        key = c->u.setting.key;
        break;
    case CHANGE_NOTICE:
        key = c->u.notice.key;
        break;
    case CHANGE_REQUEST_STEP:
        snprintf(ret_key, CHANGE_KEY_SIZE, "%s %d", c->u.request_step.number,
                 c->u.request_step.stage);
        return;
    case CHANGE_STAFF:
        key = c->u.staff.key;
        break;
    case CHANGE_ATTENDANCE:
        snprintf(ret_key, CHANGE_KEY_SIZE, "%s %" PRId64 " %s", c->u.attendance.uid,
                 c->u.attendance.recurrence_ms, c->u.attendance.member_no);
        return;
    case CHANGE_REMOVE:
        key = c->u.remove.key;
        break;
    case CHANGE_KEEP:
    case CHANGE_DROP_OTHERS:
    case CHANGE_KINDS:
        break;
    }
    snprintf(ret_key, CHANGE_KEY_SIZE, "%s", key);
}

/* Keys come first in the tables above, so that the key of most unreadable changes is known. One
 * without a key is identified by its content. */
static void key_of_unread(const struct change *partly, const char *text,
                          char ret_key[static CHANGE_KEY_SIZE]) {
    wire_change_key(partly, ret_key);
    size_t n = strlen(ret_key);
    bool nobodys_card = strspn(ret_key, "0") == 2 * HASH_BYTES;
    if (n > 0 && ret_key[0] != ' ' && ret_key[n - 1] != ' ' && !nobodys_card) return;
    struct hash hash = crypto_keyed_hash(NULL, text, strlen(text), NULL, 0);
    hex_from_bytes(hash.bytes, HASH_BYTES, ret_key);
}

static enum err give_unread(const json_t *object, const struct change *partly, const char *reason,
                            const struct unread_sink *sink, struct why *why) {
    struct change_unread unread = {0};
    unread.text = json_dumps(object, JSON_COMPACT | JSON_PRESERVE_ORDER);
    if (!unread.text) return why_set(why, ERR_NO_MEMORY, "no memory for a change");
    TEXT_COPY(unread.kind, json_string_value(json_object_get(object, "kind")));
    TEXT_COPY(unread.reason, reason);
    key_of_unread(partly, unread.text, unread.key);
    enum err e = sink->take(sink->to, &unread, why);
    free(unread.text);
    return e;
}

static enum err give_change(const json_t *object, struct change *change,
                            const struct change_sink *sink, const struct unread_sink *unread,
                            struct why *why, struct wire_changes *told) {
    bool has_kind = json_is_string(json_object_get(object, "kind"));
    struct why reason = {0};
    change->kind = CHANGE_KINDS;
    enum err e = read_change(object, &reason, change);
    told->count += e == ERR_NONE;
    if (e == ERR_NONE) return sink->take(sink->to, change, why);
    told->unknown += e == ERR_UNSUPPORTED;
    if (has_kind && unread) return give_unread(object, change, reason.text, unread, why);
    return e == ERR_UNSUPPORTED ? ERR_NONE : why_set(why, e, "%s", reason.text);
}

static enum err give_changes(const json_t *list, const struct change_sink *sink,
                             const struct unread_sink *unread, struct why *why,
                             struct wire_changes *told) {
    struct change *change = malloc(sizeof *change);
    enum err e = change ? ERR_NONE : why_set(why, ERR_NO_MEMORY, "no memory for a change");
    for (size_t i = 0; e == ERR_NONE && i < json_array_size(list); i++)
        e = give_change(json_array_get(list, i), change, sink, unread, why, told);
    free(change);
    return e;
}

enum err wire_changes_read(const char *text, size_t bytes, const struct change_sink *sink,
                           const struct unread_sink *unread, struct why *why,
                           struct wire_changes *ret_changes) {
    json_t *reply = NULL;
    enum err e = wire_parse(text, bytes, WIRE_REPLY_MAX, why, &reply);
    if (e != ERR_NONE) return e;
    const json_t *cursor = json_object_get(reply, "cursor"),
                 *list = json_object_get(reply, "changes");
    struct wire_changes told = {.cursor = json_integer_value(cursor)};
    if (!json_is_integer(cursor) || told.cursor < 0 || !json_is_array(list) ||
        json_array_size(list) > WIRE_CHANGES_MAX)
        e = why_set(why, ERR_BAD_INPUT, "not a reply of changes");
    const char *epoch = json_string_value(json_object_get(reply, "epoch"));
    if (e == ERR_NONE && epoch && !TEXT_COPY(told.epoch, epoch))
        e = why_set(why, ERR_BAD_INPUT, "epoch: too long");
    if (e == ERR_NONE) e = give_changes(list, sink, unread, why, &told);
    if (e == ERR_NONE) *ret_changes = told;
    json_decref(reply);
    return e;
}

static void body_blobs(const char *body, void (*each)(void *to, const char *hex), void *to) {
    struct markup_block block;
    size_t offset = 0;
    while (markup_next(body, &offset, &block))
        if (block.kind == MARKUP_PICTURE && block.picture[0]) each(to, block.picture);
}

void wire_change_blobs(const struct change *change, void (*each)(void *to, const char *hex),
                       void *to) {
    if (change->kind == CHANGE_GUIDE) body_blobs(change->u.guide.body, each, to);
    if (change->kind != CHANGE_STORY) return;
    const struct change_story *s = &change->u.story;
    if (s->card.picture[0]) each(to, s->card.picture);
    if (s->picture[0]) each(to, s->picture);
    for (int32_t i = 0; i < s->picture_count; i++)
        if (s->pictures[i][0]) each(to, s->pictures[i]);
    body_blobs(s->body, each, to);
}
