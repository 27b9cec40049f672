/* content_save: a change as the page's editors make it, checked as a kiosk would check it. */
#include "console/console_private.h"

#include "content/pinyin.h"
#include "wire/changes.h"

#include <stdio.h>
#include <stdlib.h>

static bool empty(const json_t *change, const char *name) {
    const char *text = json_string_value(json_object_get(change, name));
    return !text || !text[0];
}

/* By what a story and a guide are looked for at the kiosk. */
static enum err add_initials(struct desk *desk, json_t *change, const char *kind, struct why *why) {
    bool story = strcmp(kind, "story") == 0;
    const char *of = json_string_value(json_object_get(change, story ? "name" : "title"));
    char key[128] = "", initials[96] = "";
    struct pinyin *pinyin = NULL;
    if (!of || (!story && strcmp(kind, "guide") != 0) || !empty(change, "initials"))
        return ERR_NONE;
    enum err e = desk_pinyin(desk, why, &pinyin);
    if (e != ERR_NONE) return e;
    if (story) {
        e = pinyin_name(pinyin, of, why, key, sizeof key);
        if (e == ERR_NONE) e = pinyin_initials(pinyin, of, why, initials, 32);
        json_object_set_new(change, "name_key", json_string(key));
    } else {
        e = pinyin_text_initials(pinyin, of, why, initials, sizeof initials);
    }
    desk_pinyin_done(desk);
    json_object_set_new(change, "initials", json_string(initials));
    return e;
}

struct blobs {
    struct desk *desk;
    struct why *why;
    enum err e;
};

static void look_for_blob(void *to, const char *hex) {
    struct blobs *b = to;
    int64_t size = 0, offset = 0;
    if (b->e == ERR_NONE) b->e = ledger_blob_size(b->desk->ledger, hex, b->why, &size, &offset);
}

/* Every picture is here before the COMMIT that names it. */
static enum err check_blobs(struct desk *desk, const struct change *change, struct why *why) {
    struct blobs b = {desk, why, ERR_NONE};
    wire_change_blobs(change, look_for_blob, &b);
    return b.e == ERR_NOT_FOUND ? desk_refuse(desk, why, 400, "bad_picture", "portrait") : b.e;
}

static enum err check_new(struct desk *desk, const char *kind, const struct change *change,
                          struct why *why) {
    char key[CHANGE_KEY_SIZE];
    json_t *had = NULL;
    wire_change_key(change, key);
    if (!desk_bool(desk, "is_new")) return ERR_NONE;
    enum err e = desk_fact(desk, kind, key, why, &had);
    bool there = had != NULL;
    json_decref(had);
    return e == ERR_NONE && there ? desk_refuse(desk, why, 409, "exists", "key") : e;
}

enum err content_save(struct desk *desk, struct why *why) {
    json_t *object = json_object_get(desk->body, "change");
    const char *kind = json_string_value(json_object_get(object, "kind"));
    struct change *change = NULL;
    if (!kind || !content_is_editable(kind)) return desk_refuse(desk, why, 400, "bad_input", NULL);
    enum err e = add_initials(desk, object, kind, why);
    if (e == ERR_NONE) e = desk_change(desk, object, why, &change);
    if (e == ERR_NONE) e = check_blobs(desk, change, why);
    if (e == ERR_NONE) e = check_new(desk, kind, change, why);
    if (e == ERR_NONE && change->kind == CHANGE_OCCURRENCE &&
        change->u.occurrence.occurrence.end_ms <= change->u.occurrence.occurrence.start_ms)
        e = desk_refuse(desk, why, 400, "ends_early", "end");
    if (e == ERR_NONE) e = desk_apply(desk, change, kind, why);
    free(change);
    return e;
}

/* A grid or team with people in it stays. */
static enum err check_used(struct desk *desk, const char *kind, const char *key, struct why *why) {
    int64_t used = 0;
    enum err e = ERR_NONE;
    if (strcmp(kind, "grid") == 0)
        e = db_one(desk->db, why, &used, "SELECT count(*) FROM member WHERE grid=$1", "t", key);
    if (strcmp(kind, "team") == 0)
        e = db_one(desk->db, why, &used, "SELECT count(*) FROM member WHERE team=$1", "t", key);
    return e == ERR_NONE && used ? desk_refuse(desk, why, 409, "in_use", NULL) : e;
}

enum err content_remove(struct desk *desk, struct why *why) {
    const char *kind = desk_text(desk, "kind"), *key = desk_text(desk, "key");
    bool staff = strcmp(kind, "staff") == 0;
    struct change *change = NULL;
    json_t *had = NULL;
    if (!content_is_editable(kind) && !staff) return desk_refuse(desk, why, 400, "bad_input", NULL);
    if (staff && desk->account.role != ROLE_ADMIN)
        return desk_refuse(desk, why, 403, "forbidden", NULL);
    enum err e = desk_fact(desk, kind, key, why, &had);
    if (e == ERR_NONE && !had) e = why_set(why, ERR_NOT_FOUND, "there is no such thing");
    json_decref(had);
    if (e == ERR_NONE) e = check_used(desk, kind, key, why);
    if (e != ERR_NONE) return e;
    json_t *object = json_pack("{ss ss ss}", "kind", "remove", "of", kind, "key", key);
    e = desk_change(desk, object, why, &change);
    json_decref(object);
    if (e == ERR_NONE) e = desk_apply(desk, change, "remove", why);
    free(change);
    return e;
}
