/* blobs: pictures and voice notes by their hash, whole or in parts.
 * 1. A blob exists only when every byte has arrived and its hash is its name. */
#include "ledger/ledger_private.h"

#include <stdio.h>
#include <stdlib.h>

#define PART_KEPT_MS (3 * 86400000LL) /* an upload that was not continued */

static void hash_name(const void *bytes, size_t count, char ret_hash[static BLOB_SIZE]) {
    struct hash hash = crypto_keyed_hash(NULL, bytes, count, NULL, 0);
    hex_from_bytes(hash.bytes, HASH_BYTES, ret_hash);
}

static enum err put(struct ledger *ledger, const char *hash, const void *bytes, size_t count,
                    int64_t now_ms, struct why *why) {
    return db_run(ledger->db, why, NULL,
                  "INSERT INTO blob (hash, bytes, size, at_ms) VALUES ($1, $2, $3, $4)"
                  " ON CONFLICT DO NOTHING",
                  "tbii", hash, bytes, count, (int64_t)count, now_ms);
}

enum err ledger_blob_put(struct ledger *ledger, const void *bytes, size_t count, int64_t now_ms,
                         struct why *why, char ret_hash[static BLOB_SIZE]) {
    if (count == 0 || count > BLOB_MAX)
        return why_set(why, ERR_BAD_INPUT, "a file of %zu bytes is not accepted", count);
    hash_name(bytes, count, ret_hash);
    return put(ledger, ret_hash, bytes, count, now_ms, why);
}

struct part {
    const char *hash;
    int64_t from, all, now_ms, offset;
    const void *bytes;
    size_t count;
    bool done, wrong, misplaced;
};
struct gather {
    char *bytes;
    size_t used, room;
};

static bool take_part(void *to, const struct db_row *row) {
    struct gather *g = to;
    size_t n = 0;
    const void *bytes = db_blob(row, 0, &n);
    if (g->used + n > g->room) return false;
    memcpy(g->bytes + g->used, bytes, n);
    g->used += n;
    return true;
}

static enum err complete(struct ledger *ledger, struct part *p, struct why *why) {
    char hash[BLOB_SIZE];
    struct gather g = {.bytes = malloc((size_t)p->all + 1), .room = (size_t)p->all};
    if (!g.bytes) return why_set(why, ERR_NO_MEMORY, "no memory for a file");
    enum err e =
        db_query(ledger->db, why, take_part, &g,
                 "SELECT bytes FROM blob_part WHERE hash=$1 ORDER BY from_at", "t", p->hash);
    if (e == ERR_NONE) {
        hash_name(g.bytes, g.used, hash);
        p->wrong = g.used != g.room || strcmp(hash, p->hash) != 0;
        p->done = !p->wrong;
        if (p->done) e = put(ledger, p->hash, g.bytes, g.used, p->now_ms, why);
    }
    free(g.bytes);
    return e == ERR_NONE
               ? db_run(ledger->db, why, NULL, "DELETE FROM blob_part WHERE hash=$1", "t", p->hash)
               : e;
}

static enum err offset_of(struct ledger *ledger, const char *hash, struct why *why,
                          int64_t *ret_offset) {
    *ret_offset = 0;
    return db_one(ledger->db, why, ret_offset,
                  "SELECT coalesce(max(from_at + length(bytes)), 0) FROM blob_part WHERE hash=$1",
                  "t", hash);
}

static enum err add_part(struct ledger *ledger, void *arg, struct why *why) {
    struct part *p = arg;
    int64_t there = 0;
    p->done = p->wrong = p->misplaced = false;
    enum err e =
        db_one(ledger->db, why, &there, "SELECT size FROM blob WHERE hash=$1", "t", p->hash);
    if (e == ERR_NONE && there) {
        p->offset = there;
        p->done = true;
        return ERR_NONE;
    }
    if (e == ERR_NONE)
        e = db_run(ledger->db, why, NULL, "DELETE FROM blob_part WHERE at_ms<$1", "i",
                   p->now_ms - PART_KEPT_MS);
    if (e == ERR_NONE) e = offset_of(ledger, p->hash, why, &p->offset);
    if (e != ERR_NONE) return e;
    p->misplaced = p->from != p->offset;
    if (p->misplaced) return ERR_NONE;
    e = db_run(ledger->db, why, NULL,
               "INSERT INTO blob_part (hash, from_at, bytes, at_ms) VALUES ($1, $2, $3, $4)",
               "tibi", p->hash, p->from, p->bytes, p->count, p->now_ms);
    p->offset += (int64_t)p->count;
    return e == ERR_NONE && p->offset >= p->all ? complete(ledger, p, why) : e;
}

enum err ledger_blob_part(struct ledger *ledger, const char *hash, int64_t from, int64_t all,
                          const void *bytes, size_t count, int64_t now_ms, struct why *why,
                          int64_t *ret_offset, bool *ret_done) {
    struct part p = {
        .hash = hash, .from = from, .all = all, .now_ms = now_ms, .bytes = bytes, .count = count};
    if (all <= 0 || all > BLOB_MAX || from < 0 || count == 0 || from + (int64_t)count > all)
        return why_set(why, ERR_BAD_INPUT, "not a part of a file of 1 to %d bytes", BLOB_MAX);
    enum err e = ledger_transact(ledger, add_part, &p, why);
    if (e != ERR_NONE) return e;
    *ret_offset = p.offset;
    *ret_done = p.done;
    if (p.misplaced)
        return why_set(why, ERR_BUSY, "the next byte must be %lld", (long long)p.offset);
    return p.wrong ? why_set(why, ERR_CORRUPT, "the hash of the file does not match its name")
                   : ERR_NONE;
}

enum err ledger_blob_size(struct ledger *ledger, const char *hash, struct why *why,
                          int64_t *ret_size, int64_t *ret_offset) {
    int64_t size = 0;
    enum err e = db_one(ledger->db, why, &size, "SELECT size FROM blob WHERE hash=$1", "t", hash);
    if (e != ERR_NONE) return e;
    *ret_size = size;
    if (size) return ERR_NONE;
    e = offset_of(ledger, hash, why, ret_offset);
    return e == ERR_NONE ? why_set(why, ERR_NOT_FOUND, "no such file") : e;
}

struct whole {
    void *bytes;
    size_t count;
};

static bool take_whole(void *to, const struct db_row *row) {
    struct whole *w = to;
    const void *bytes = db_blob(row, 0, &w->count);
    w->bytes = malloc(w->count + 1);
    if (w->bytes) memcpy(w->bytes, bytes, w->count);
    return false;
}

enum err ledger_blob_get(struct ledger *ledger, const char *hash, struct why *why, void **ret_bytes,
                         size_t *ret_count) {
    struct whole w = {0};
    enum err e = db_query(ledger->db, why, take_whole, &w, "SELECT bytes FROM blob WHERE hash=$1",
                          "t", hash);
    if (e != ERR_NONE) return e;
    if (!w.bytes) return why_set(why, ERR_NOT_FOUND, "no such file");
    *ret_bytes = w.bytes;
    *ret_count = w.count;
    return ERR_NONE;
}
