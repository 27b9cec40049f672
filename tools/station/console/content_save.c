/* content_save: a change made in one of the page's editors, checked as a kiosk would check it. */
#include "console/console_private.h"

#include "content/pinyin.h"
#include "wire/changes.h"

#include <stdio.h>
#include <stdlib.h>

static bool empty(const json_t *change, const char *name) {
    const char *text = json_string_value(json_object_get(change, name));
    return !text || !text[0];
}

/* The search fields of stories and guides at the kiosk. */
static enum err add_initials(struct console_call *call, json_t *change, const char *kind,
                             struct why *why) {
    bool story = strcmp(kind, "story") == 0;
    const char *of = json_string_value(json_object_get(change, story ? "name" : "title"));
    char key[128] = "", initials[96] = "";
    struct pinyin *pinyin = NULL;
    if (!of || (!story && strcmp(kind, "guide") != 0) || !empty(change, "initials"))
        return ERR_NONE;
    enum err e = console_pinyin(call, why, &pinyin);
    if (e != ERR_NONE) return e;
    if (story) {
        e = pinyin_name(pinyin, of, why, key, sizeof key);
        if (e == ERR_NONE) e = pinyin_initials(pinyin, of, why, initials, 32);
        json_object_set_new(change, "name_key", json_string(key));
    } else {
        e = pinyin_text_initials(pinyin, of, why, initials, sizeof initials);
    }
    console_pinyin_done(call);
    json_object_set_new(change, "initials", json_string(initials));
    return e;
}

struct blobs {
    struct console_call *call;
    struct why *why;
    enum err e;
};

static void look_for_blob(void *to, const char *hex) {
    struct blobs *b = to;
    int64_t size = 0, offset = 0;
    if (b->e == ERR_NONE) b->e = ledger_blob_size(b->call->ledger, hex, b->why, &size, &offset);
}

/* Every picture must be stored before the COMMIT that refers to it. */
static enum err check_blobs(struct console_call *call, const struct change *change,
                            struct why *why) {
    struct blobs b = {call, why, ERR_NONE};
    wire_change_blobs(change, look_for_blob, &b);
    return b.e == ERR_NOT_FOUND ? console_refuse(call, why, 400, "bad_picture", "portrait") : b.e;
}

static enum err check_new(struct console_call *call, const char *kind, const struct change *change,
                          struct why *why) {
    char key[CHANGE_KEY_SIZE];
    json_t *had = NULL;
    wire_change_key(change, key);
    if (!console_bool(call, "is_new")) return ERR_NONE;
    enum err e = console_fact(call, kind, key, why, &had);
    bool there = had != NULL;
    json_decref(had);
    return e == ERR_NONE && there ? console_refuse(call, why, 409, "exists", "key") : e;
}

enum err content_save(struct console_call *call, struct why *why) {
    json_t *object = json_object_get(call->body, "change");
    const char *kind = json_string_value(json_object_get(object, "kind"));
    struct change *change = NULL;
    if (!kind || !content_is_editable(kind))
        return console_refuse(call, why, 400, "bad_input", NULL);
    enum err e = add_initials(call, object, kind, why);
    if (e == ERR_NONE) e = console_change(call, object, why, &change);
    if (e == ERR_NONE) e = check_blobs(call, change, why);
    if (e == ERR_NONE) e = check_new(call, kind, change, why);
    if (e == ERR_NONE && change->kind == CHANGE_OCCURRENCE &&
        change->u.occurrence.occurrence.end_ms <= change->u.occurrence.occurrence.start_ms)
        e = console_refuse(call, why, 400, "ends_early", "end");
    if (e == ERR_NONE) e = console_apply(call, change, kind, why);
    free(change);
    return e;
}

/* A grid or team that has members cannot be removed. */
static enum err check_used(struct console_call *call, const char *kind, const char *key,
                           struct why *why) {
    int64_t used = 0;
    enum err e = ERR_NONE;
    if (strcmp(kind, "grid") == 0)
        e = db_one(call->db, why, &used, "SELECT count(*) FROM member WHERE grid=$1", "t", key);
    if (strcmp(kind, "team") == 0)
        e = db_one(call->db, why, &used, "SELECT count(*) FROM member WHERE team=$1", "t", key);
    return e == ERR_NONE && used ? console_refuse(call, why, 409, "in_use", NULL) : e;
}

enum err content_remove(struct console_call *call, struct why *why) {
    const char *kind = console_text(call, "kind"), *key = console_text(call, "key");
    bool staff = strcmp(kind, "staff") == 0;
    struct change *change = NULL;
    json_t *had = NULL;
    if (!content_is_editable(kind) && !staff)
        return console_refuse(call, why, 400, "bad_input", NULL);
    if (staff && call->account.role != ROLE_ADMIN)
        return console_refuse(call, why, 403, "forbidden", NULL);
    enum err e = console_fact(call, kind, key, why, &had);
    if (e == ERR_NONE && !had) e = why_set(why, ERR_NOT_FOUND, "no such entry");
    json_decref(had);
    if (e == ERR_NONE) e = check_used(call, kind, key, why);
    if (e != ERR_NONE) return e;
    json_t *object = json_pack("{ss ss ss}", "kind", "remove", "of", kind, "key", key);
    e = console_change(call, object, why, &change);
    json_decref(object);
    if (e == ERR_NONE) e = console_apply(call, change, "remove", why);
    free(change);
    return e;
}
