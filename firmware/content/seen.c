/* seen: a hash table of BLAKE2b-256 digests, so that it stores neither names nor numbers. */
#include "content/seen.h"
#include "base/crypto.h"

#include <stdlib.h>
#include <string.h>

struct seen_slot {
    struct hash hash;
    int line; /* 0: empty */
};

static struct seen_slot *slot_of(const struct seen *seen, const struct hash *hash) {
    size_t at;
    memcpy(&at, hash->bytes, sizeof at);
    for (;; at++) {
        struct seen_slot *slot = &seen->slots[at & (seen->room - 1)]; /* room is a power of two */
        if (slot->line == 0 || memcmp(&slot->hash, hash, sizeof *hash) == 0) return slot;
    }
}

static bool grow(struct seen *seen) {
    struct seen larger = {.room = seen->room ? seen->room * 2 : 1024, .count = seen->count};
    larger.slots = calloc(larger.room, sizeof *larger.slots);
    if (!larger.slots) return false;
    for (size_t i = 0; i < seen->room; i++) {
        if (seen->slots[i].line) *slot_of(&larger, &seen->slots[i].hash) = seen->slots[i];
    }
    free(seen->slots);
    *seen = larger;
    return true;
}

int seen_add(struct seen *seen, const void *key, size_t bytes, int line) {
    if (seen->count * 2 >= seen->room && !grow(seen)) return -1;
    struct hash hash = crypto_keyed_hash(NULL, key, bytes, NULL, 0);
    struct seen_slot *slot = slot_of(seen, &hash);
    if (slot->line) return slot->line;
    *slot = (struct seen_slot){.hash = hash, .line = line};
    seen->count++;
    return 0;
}

void seen_finish(struct seen *seen) {
    free(seen->slots);
    *seen = (struct seen){0};
}
