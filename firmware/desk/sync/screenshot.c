/* screenshot: screenshots for staff at the station; off until they switch it on there.
 *
 *   setting glass.NNN "KEY ASKED" --> allowed; a new ask --> screen --GLASS_SCREENSHOT-->
 *   its file, or a reason --INTENT_SCREENSHOT--> a device_status that answers the ask --> outbox
 * 1. Nothing is asked of the screen unless the paired station allows it under its own signing key:
 *    what a file or an earlier station said allows nothing.
 * 2. While a person is known at the kiosk, or staff are signed in, the answer is "in use".
 * 3. An ask is answered once, and not at all when it is old. */
#include "base/log.h"
#include "desk/sync/sync.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ASK_KEPT_MS (10 * 60000) /* staff at the station do not wait longer */
#define KEY_SHOWN 16             /* digits of the station's signing key */

static void file_of(const struct desk_sync *sync, char *ret_path, size_t bytes) {
    snprintf(ret_path, bytes, "%s/outgoing/%s", sync->context->data_directory, SCREENSHOT_FILE);
}

static void drop_file(const struct desk_sync *sync) {
    char path[400];
    file_of(sync, path, sizeof path);
    unlink(path);
}

/* *ret_asked_ms: the ask that has not been answered; 0: none. */
static enum err read_said(struct desk_sync *sync, struct why *why, bool *ret_allowed,
                          int64_t *ret_asked_ms) {
    char said[SCREENSHOT_SETTING_SIZE], key[KEY_SHOWN + 1] = "";
    long long asked_ms = 0;
    int64_t last = 0;
    enum err e = store_screenshot_setting(sync->context->store, sync->context->config.kiosk_number,
                                          why, said);
    if (e == ERR_NONE) e = store_screenshot_last(sync->context->store, why, &last);
    if (e != ERR_NONE) return e;
    sscanf(said, "%16[0-9a-f] %lld", key, &asked_ms);
    *ret_allowed = sync->context->paired && strlen(key) == KEY_SHOWN &&
                   strncmp(key, sync->station_key, KEY_SHOWN) == 0;
    *ret_asked_ms = *ret_allowed && asked_ms != last ? asked_ms : 0;
    return ERR_NONE;
}

static void tell(struct desk_sync *sync, int64_t asked_ms, const char *outcome,
                 const struct hash *picture) {
    struct why why = {0};
    struct screenshot_reply reply = {asked_ms, outcome, picture};
    enum err e = desk_add_status(sync, &reply, &why);
    if (e != ERR_NONE)
        context_failed(sync->context, e, &why);
    else
        context_nudge(sync->context);
}

static bool is_old(int64_t asked_ms) {
    struct moment now = clock_now();
    return now.synced && now.utc_ms - asked_ms > ASK_KEPT_MS;
}

void desk_screenshot_check(struct desk_sync *sync, bool in_use) {
    struct why why = {0};
    int64_t asked_ms = 0;
    bool before = sync->screenshots;
    if (!sync->context->store) return;
    if (read_said(sync, &why, &sync->screenshots, &asked_ms) != ERR_NONE) {
        log_warn("desk", "screenshots: %s", why.text);
        return;
    }
    if (sync->screenshots != before)
        log_info("desk", "the station %s screenshots",
                 sync->screenshots ? "allows" : "no longer allows");
    if (before && !sync->screenshots) drop_file(sync);
    if (asked_ms == 0 || asked_ms == sync->screenshot_asked_ms || sync->context->state.read_only)
        return;
    sync->screenshot_asked_ms = asked_ms;
    if (is_old(asked_ms)) return;
    if (in_use) {
        tell(sync, asked_ms, "picture_in_use", NULL);
        return;
    }
    char folder[400];
    snprintf(folder, sizeof folder, "%s/outgoing", sync->context->data_directory);
    if (folder_make(folder, 0700, &why) != ERR_NONE) log_warn("desk", "%s", why.text);
    sync->context->out.kind = GLASS_SCREENSHOT;
    sync->context->out.u.screenshot.asked_ms = asked_ms;
    sync->context->config.post(sync->context->config.to, &sync->context->out);
}

static enum err hash_of_file(const struct desk_sync *sync, struct why *why, struct hash *ret_hash) {
    char path[400], *bytes = NULL;
    size_t count = 0;
    file_of(sync, path, sizeof path);
    enum err e = file_read(path, SCREENSHOT_BYTES_MAX, why, &bytes, &count);
    if (e == ERR_NONE) *ret_hash = crypto_keyed_hash(NULL, bytes, count, NULL, 0);
    free(bytes);
    return e;
}

void desk_on_screenshot(struct desk_sync *sync, const struct intent *intent) {
    int64_t asked_ms = intent->u.screenshot.asked_ms;
    struct hash hash;
    struct why why = {0};
    if (!sync->context->store || !sync->screenshots || asked_ms != sync->screenshot_asked_ms) {
        drop_file(sync);
        return;
    }
    if (intent->u.screenshot.what == SCREENSHOT_IN_USE) {
        tell(sync, asked_ms, "picture_in_use", NULL);
    } else if (intent->u.screenshot.what == SCREENSHOT_TAKEN &&
               hash_of_file(sync, &why, &hash) == ERR_NONE) {
        tell(sync, asked_ms, "picture", &hash);
    } else {
        log_warn("desk", "no screenshot: %s", why.text);
        tell(sync, asked_ms, "picture_failed", NULL);
    }
}

void desk_screenshot_sent(struct desk_sync *sync) {
    struct why why = {0};
    int64_t rows = 0;
    if (store_screenshots_pending(sync->context->store, &why, &rows) != ERR_NONE)
        log_warn("desk", "the outbox: %s", why.text);
    else if (rows == 0)
        drop_file(sync);
}
