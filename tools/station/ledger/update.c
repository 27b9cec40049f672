/* update: the system update for kiosks of one machine type: a setting with the hash of a manifest,
 * which lists parts. Manifest and parts are blobs.
 * 1. The setting, the audit row and the removal of the previous update commit together.
 * 2. A part is deleted only if no other machine's manifest lists it. */
#include "ledger/ledger_private.h"
#include "wire/changes.h"
#include "wire/update_manifest.h"

#include <stdio.h>
#include <stdlib.h>

#define MACHINES_MAX 16

struct names {
    int count;
    char hash[MACHINES_MAX][BLOB_SIZE];
};

static bool take_value(void *to, const struct db_row *row) {
    struct names *names = to;
    const char *body = db_text(row, 0);
    struct why unread = {0};
    struct change *change = malloc(sizeof *change);
    if (change && wire_change_read(body, strlen(body), &unread, change) == ERR_NONE)
        TEXT_COPY(names->hash[names->count++], change->u.setting.value);
    free(change);
    return names->count < MACHINES_MAX;
}

/* If the setting refers to no manifest, *ret_manifest is NULL. */
static enum err manifest_of(struct ledger *ledger, const char *hash, struct why *why,
                            struct update_manifest **ret_manifest) {
    void *text = NULL;
    size_t count = 0;
    *ret_manifest = NULL;
    enum err e = ledger_blob_get(ledger, hash, why, &text, &count);
    if (e != ERR_NONE) return e == ERR_NOT_FOUND ? ERR_NONE : e;
    struct update_manifest *m = malloc(sizeof *m);
    struct why unread = {0};
    if (!m || update_manifest_read(text, count, &unread, m) != ERR_NONE) {
        free(m);
        m = NULL;
    }
    free(text);
    *ret_manifest = m;
    return ERR_NONE;
}

static bool names_part(const struct update_manifest *m, const char *hash) {
    for (int32_t i = 0; m && i < m->part_count; i++)
        if (strcmp(m->parts[i], hash) == 0) return true;
    return false;
}

struct kept {
    int count;
    struct update_manifest *manifest[MACHINES_MAX];
    struct names names;
};

static enum err read_kept(struct ledger *ledger, struct kept *kept, struct why *why) {
    enum err e = db_query(ledger->db, why, take_value, &kept->names,
                          "SELECT body FROM fact WHERE kind='setting' AND key LIKE 'update.%'", "");
    for (int i = 0; e == ERR_NONE && i < kept->names.count; i++)
        e = manifest_of(ledger, kept->names.hash[i], why, &kept->manifest[kept->count++]);
    return e;
}

static bool is_kept(const struct kept *kept, const char *hash) {
    for (int i = 0; i < kept->count; i++)
        if (strcmp(kept->names.hash[i], hash) == 0 || names_part(kept->manifest[i], hash))
            return true;
    return false;
}

static enum err drop_blob(struct ledger *ledger, const struct kept *kept, const char *hash,
                          struct why *why) {
    if (is_kept(kept, hash)) return ERR_NONE;
    return db_run(ledger->db, why, NULL, "DELETE FROM blob WHERE hash=$1", "t", hash);
}

/* Deletes the parts of this manifest and its own blob (hash; "": not stored), except those that
 * others use. */
static enum err drop(struct ledger *ledger, const struct update_manifest *m, const char *hash,
                     struct why *why) {
    struct kept *kept = calloc(1, sizeof *kept);
    enum err e = kept ? read_kept(ledger, kept, why)
                      : why_set(why, ERR_NO_MEMORY, "no memory for an update's manifest");
    for (int32_t i = 0; e == ERR_NONE && i < m->part_count; i++)
        e = drop_blob(ledger, kept, m->parts[i], why);
    if (e == ERR_NONE && hash[0]) e = drop_blob(ledger, kept, hash, why);
    for (int i = 0; kept && i < kept->count; i++) free(kept->manifest[i]);
    free(kept);
    return e;
}

static enum err drop_named(struct ledger *ledger, const char *hash, struct why *why) {
    struct update_manifest *m = NULL;
    enum err e = manifest_of(ledger, hash, why, &m);
    if (e == ERR_NONE && m) e = drop(ledger, m, hash, why);
    free(m);
    return e;
}

static enum err set(struct ledger *ledger, const struct ledger_update *u, const char *key,
                    struct why *why) {
    struct change *change = calloc(1, sizeof *change);
    if (!change) return why_set(why, ERR_NO_MEMORY, "no memory for a change");
    if (u->manifest[0]) {
        change->kind = CHANGE_SETTING;
        TEXT_COPY(change->u.setting.key, key);
        TEXT_COPY(change->u.setting.value, u->manifest);
    } else {
        *change = (struct change){.kind = CHANGE_REMOVE, .u.remove.of = CHANGE_SETTING};
        TEXT_COPY(change->u.remove.key, key);
    }
    enum err e = ledger_apply(ledger, change, u->who, u->now_ms, why, NULL);
    free(change);
    return e;
}

static enum err offer(struct ledger *ledger, void *arg, struct why *why) {
    const struct ledger_update *u = arg;
    struct names before = {0};
    char key[KEY_SIZE], detail[128];
    snprintf(key, sizeof key, UPDATE_SETTING "%s", u->machine);
    snprintf(detail, sizeof detail, "%s %s", u->machine, u->manifest[0] ? u->version : "-");
    enum err e = db_query(ledger->db, why, take_value, &before,
                          "SELECT body FROM fact WHERE kind='setting' AND key=$1", "t", key);
    if (e == ERR_NONE && before.count == 0 && !u->manifest[0])
        e = why_set(why, ERR_NOT_FOUND, "there is no update for %s", u->machine);
    if (e == ERR_NONE) e = set(ledger, u, key, why);
    if (e == ERR_NONE) e = ledger_audit(ledger, u->now_ms, u->who, "update", detail, why);
    return e == ERR_NONE && before.count > 0 ? drop_named(ledger, before.hash[0], why) : e;
}

enum err ledger_update_offer(struct ledger *ledger, const struct ledger_update *update,
                             struct why *why) {
    return ledger_transact(ledger, offer, (void *)(uintptr_t)update, why);
}

static enum err forget(struct ledger *ledger, void *arg, struct why *why) {
    return drop(ledger, arg, "", why);
}

enum err ledger_update_forget(struct ledger *ledger, const struct update_manifest *manifest,
                              struct why *why) {
    return ledger_transact(ledger, forget, (void *)(uintptr_t)manifest, why);
}
