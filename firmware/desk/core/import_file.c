/* import_file: what one file says is applied as a whole or not at all. */
#include "desk/core/import_file.h"
#include "store/store.h"

static enum err take(void *to, const struct change *change, struct why *why) {
    return store_apply(to, change, why);
}

enum err desk_import_file(struct store *store, const char *name,
                          enum err (*read)(void *from, const struct change_sink *sink,
                                           struct why *why),
                          void *from, struct why *why, int64_t *ret_changed) {
    struct change_sink sink = {.take = take, .to = store};
    enum err e = store_begin(store, why);
    if (e != ERR_NONE) return e;
    store_set_source(store, name);
    e = read(from, &sink, why);
    int64_t changed = store_applied(store);
    if (e == ERR_NONE && changed > 0) {
        e = store_audit(store, clock_now().utc_ms, "import", name, "", why);
    }
    if (e != ERR_NONE || changed == 0) {
        store_rollback(store);
        if (e == ERR_NONE) *ret_changed = 0;
        return e;
    }
    e = store_commit(store, why);
    if (e == ERR_NONE) *ret_changed = changed;
    return e;
}
