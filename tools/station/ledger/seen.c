/* seen: the keys that a file contains, of kinds for which the file is complete. */
#include "ledger/ledger_private.h"

#include <stdlib.h>

struct named {
    struct named *next;
    enum change_kind kind;
    char key[];
};

void ledger_seen_clear(struct ledger *ledger) {
    while (ledger->seen) {
        struct named *next = ledger->seen->next;
        free(ledger->seen);
        ledger->seen = next;
    }
}

enum err ledger_seen_add(struct ledger *ledger, enum change_kind kind, const char *key,
                         struct why *why) {
    size_t n = strlen(key) + 1;
    struct named *named = malloc(sizeof *named + n);
    if (!named) return why_set(why, ERR_NO_MEMORY, "no memory for a name");
    named->kind = kind;
    named->next = ledger->seen;
    memcpy(named->key, key, n);
    ledger->seen = named;
    return ERR_NONE;
}

bool ledger_seen_has(const struct ledger *ledger, enum change_kind kind, const char *key) {
    for (const struct named *n = ledger->seen; n; n = n->next)
        if (n->kind == kind && strcmp(n->key, key) == 0) return true;
    return false;
}
