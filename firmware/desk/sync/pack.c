/* pack: a pack from a stick is applied as if it had come over the network.
 * 1. It is read completely and verified before the store is locked. */
#include "desk/sync/pack.h"
#include "base/bytes.h"
#include "base/log.h"
#include "desk/core/change_list.h"
#include "store/store.h"
#include "wire/changes.h"
#include "wire/pairing_file.h"

#include <stdlib.h>
#include <string.h>

struct applying {
    struct store *store;
    const struct pack_import *import;
    int32_t later;
};

/* The changes that cannot be read, kept until the transaction. */
struct unread_list {
    struct unread_list *next;
    struct change_unread unread;
};

static enum err keep_unread(void *to, const struct change_unread *unread, struct why *why) {
    struct unread_list **end = to, *one = malloc(sizeof *one);
    char *text = strdup(unread->text);
    if (!one || !text) {
        free(one);
        free(text);
        return why_set(why, ERR_NO_MEMORY, "no memory for a pack");
    }
    *one = (struct unread_list){.unread = *unread};
    one->unread.text = text;
    while (*end) end = &(*end)->next;
    *end = one;
    return ERR_NONE;
}

static void drop_unread(struct unread_list *list) {
    for (struct unread_list *next; list; list = next) {
        next = list->next;
        free(list->unread.text);
        free(list);
    }
}

/* The reason may contain a member number: it is stored for staff, and not logged. */
static enum err put_unread(struct store *store, const struct unread_list *list, struct why *why) {
    enum err e = ERR_NONE;
    for (; list && e == ERR_NONE; list = list->next) {
        const struct change_unread *u = &list->unread;
        log_warn("desk", "a change of kind %s cannot be read and is deferred", u->kind);
        e = store_defer_change(store, u->kind, u->key, u->text, u->reason, clock_now().utc_ms, why);
    }
    return e;
}

static bool is_for_later(enum err e) {
    return e == ERR_BAD_INPUT || e == ERR_NOT_FOUND || e == ERR_UNSUPPORTED;
}

static enum err try_change(struct applying *a, const struct change *change, struct why *reason) {
    int64_t before = store_applied(a->store);
    enum err e = store_try_apply(a->store, change, reason);
    if (e == ERR_NONE && store_applied(a->store) > before && a->import->each)
        a->import->each(a->import->to, change->kind);
    return e;
}

static enum err apply_one(void *to, const struct change *change, struct why *why) {
    struct applying *a = to;
    struct why reason = {0};
    char key[CHANGE_KEY_SIZE], *text = NULL;
    enum change_kind of = change->kind == CHANGE_REMOVE ? change->u.remove.of : change->kind;
    enum err e = try_change(a, change, &reason);
    wire_change_key(change, key);
    if (e == ERR_NONE) return store_drop_deferred(a->store, wire_change_kind(of), key, why);
    if (!is_for_later(e)) return why_set(why, e, "%s", reason.text);
    e = wire_change_write(change, why, &text);
    if (e == ERR_NONE)
        e = store_defer_change(a->store, wire_change_kind(change->kind), key, text, reason.text,
                               clock_now().utc_ms, why);
    free(text);
    a->later++;
    return e;
}

/* One round over all deferred changes; *ret_taken: some could be applied. */
static enum err retry(struct applying *a, struct change *change, struct why *why, bool *ret_taken) {
    struct deferred_change deferred;
    int64_t at = 0;
    enum err e;
    *ret_taken = false;
    while ((e = store_next_deferred(a->store, at, why, &deferred)) == ERR_NONE) {
        struct why reason = {0};
        at = deferred.id;
        e = wire_change_read(deferred.text, strlen(deferred.text), &reason, change);
        if (e == ERR_NONE) e = try_change(a, change, &reason);
        bool taken = e == ERR_NONE;
        if (taken) e = store_end_deferred(a->store, deferred.id, why);
        free(deferred.text);
        *ret_taken |= taken;
        if (e != ERR_NONE && !is_for_later(e)) return why_set(why, e, "%s", reason.text);
    }
    return e == ERR_NOT_FOUND ? ERR_NONE : e;
}

static enum err settle(struct applying *a, struct why *why) {
    struct change *change = malloc(sizeof *change);
    bool taken = change != NULL;
    enum err e = change ? ERR_NONE : why_set(why, ERR_NO_MEMORY, "no memory for a pack");
    while (e == ERR_NONE && taken && a->later > 0) e = retry(a, change, why, &taken);
    free(change);
    return e;
}

static enum err apply(struct applying *a, const struct change_list *list,
                      const struct unread_list *unread, const char *station,
                      const struct pack_told *told, struct why *why, int64_t *ret_changed) {
    struct change_sink sink = {apply_one, a};
    enum err e = store_begin(a->store, why);
    if (e != ERR_NONE) return e;
    store_set_source(a->store, "station");
    e = change_list_give(list, &sink, why);
    if (e == ERR_NONE) e = settle(a, why);
    if (e == ERR_NONE) e = put_unread(a->store, unread, why);
    if (e == ERR_NONE) e = store_set_cursor(a->store, station, told->about.cursor, why);
    int64_t changed = store_applied(a->store);
    if (e == ERR_NONE && changed > 0)
        e = store_audit(a->store, clock_now().utc_ms, "import", "pack", told->about.station, why);
    if (e != ERR_NONE) {
        store_rollback(a->store);
        return e;
    }
    e = store_commit(a->store, why);
    if (e == ERR_NONE) *ret_changed = changed;
    return e;
}

enum err desk_import_pack(struct store *store, const struct pack_import *import, struct why *why,
                          struct pack_told *ret_told, int64_t *ret_changed, int32_t *ret_deferred) {
    struct pairing pairing;
    struct pack_trust trust = {.blob_folder = import->blob_folder};
    struct applying a = {.store = store, .import = import};
    struct pack_told told = {0};
    char station[2 * PUBLIC_KEY_BYTES + 1];
    enum err e = pairing_load(import->data_directory, why, &pairing);
    if (e == ERR_NOT_FOUND)
        return why_set(why, e, "本机还没有与服务站配对 (this kiosk is paired with no station)");
    if (e != ERR_NONE) return e;
    memcpy(trust.signing_key, pairing.answer.signing_key, PUBLIC_KEY_BYTES);
    hex_from_bytes(trust.signing_key, PUBLIC_KEY_BYTES, station);
    crypto_wipe(&pairing, sizeof pairing);
    e = store_cursor(store, station, why, &trust.cursor);
    struct change_list *list = e == ERR_NONE ? change_list_new() : NULL;
    if (e == ERR_NONE && !list) e = why_set(why, ERR_NO_MEMORY, "no memory for a pack");
    struct unread_list *kept = NULL;
    struct change_sink sink = {change_list_take, list};
    struct unread_sink unread = {keep_unread, &kept};
    if (e == ERR_NONE) e = content_pack_read(import->path, &trust, &sink, &unread, why, &told);
    if (e == ERR_NONE) e = apply(&a, list, kept, station, &told, why, ret_changed);
    if (e == ERR_NONE) e = store_count_deferred(store, why, ret_deferred);
    change_list_free(list);
    drop_unread(kept);
    if (e == ERR_NONE) *ret_told = told;
    return e;
}
