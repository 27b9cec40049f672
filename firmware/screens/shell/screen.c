/* screen: constructors of the small values that screens return. */
#include "screens/shell/screen.h"

#include <assert.h>
#include <string.h>

struct intent *asks_add(struct asks *asks, enum intent_kind kind) {
    assert(asks->count < ASKS_MAX);
    struct intent *intent = &asks->intents[asks->count++];
    memset(intent, 0, sizeof *intent);
    intent->kind = kind;
    return intent;
}

struct step step_to(enum step_kind kind) {
    return (struct step){.kind = kind};
}

struct step step_with(enum step_kind kind, const struct where *where) {
    return (struct step){.kind = kind, .where = *where};
}
