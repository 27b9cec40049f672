/* reload: tells the forward the state of the store: the pairing, the cursor of the feed, and which
 * system update is wanted. */
#include "base/log.h"
#include "desk/sync/sync.h"
#include "wire/update_manifest.h"

#include <stdio.h>

/* The station names the update for each type of machine in a setting. */
void desk_want_update(struct desk_sync *sync) {
    struct desk_context *context = sync->context;
    struct link_tell tell = {.kind = LINK_FETCH};
    struct why why = {0};
    const char *machine = context->config.machine;
    char key[64], value[BLOB_SIZE] = "";
    if (!context->store) return;
    snprintf(key, sizeof key, UPDATE_SETTING "%s", machine ? machine : "");
    if (machine && machine[0] &&
        store_setting_text(context->store, key, &why, value, sizeof value) != ERR_NONE) {
        log_warn("desk", "settings: %s", why.text);
        return;
    }
    TEXT_COPY(tell.text, value);
    context_forward(context, &tell);
}

void desk_link_reload(struct desk_sync *sync) {
    struct desk_context *context = sync->context;
    struct link_tell tell = {.kind = LINK_RELOAD};
    struct why why = {0};
    struct feed_stand stand = {0};
    if (context->paired && desk_feed_stand(sync, &why, &stand) != ERR_NONE)
        log_warn("desk", "the feed: %s", why.text);
    tell.cursor = stand.cursor;
    TEXT_COPY(tell.epoch, stand.epoch);
    context_count_pending(context);
    if (context->store && store_count_deferred(context->store, &why, &sync->deferred) != ERR_NONE)
        log_warn("desk", "the feed: %s", why.text);
    sync->status_due_ms = context->paired ? 1 : 0;
    context_forward(context, &tell);
    desk_want_update(sync);
}
