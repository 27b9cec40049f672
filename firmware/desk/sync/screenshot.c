/* picture: a picture of the glass for staff at the station, off until they switch it on there.
 *
 *   setting glass.NNN "KEY ASKED" --> allowed; a new ask --> glass --GLASS_PICTURE-->
 *   its file, or why not --INTENT_PICTURE--> a device_status that answers the ask --> outbox
 * 1. Nothing is asked of the glass unless the station that this kiosk is paired with allows it by
 *    its own key: what a file or an earlier station said allows nothing.
 * 2. While somebody is known at the glass, or staff are signed in, the answer is that it is in use.
 * 3. An ask is answered once, and not at all when it is old. */
#include "base/log.h"
#include "desk/desk_private.h"
#include "desk/sync/link.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ASK_KEPT_MS (10 * 60000) /* whoever asked has gone by then */
#define KEY_SHOWN 16             /* digits of the station's signing key */

static void file_of(const struct desk *desk, char *ret_path, size_t bytes) {
    snprintf(ret_path, bytes, "%s/outgoing/%s", desk->data_directory, PICTURE_FILE);
}

static void drop_file(const struct desk *desk) {
    char path[400];
    file_of(desk, path, sizeof path);
    unlink(path);
}

/* *ret_asked_ms: the ask that has not been answered; 0: none. */
static enum err read_said(struct desk *desk, struct why *why, bool *ret_allowed,
                          int64_t *ret_asked_ms) {
    char said[PICTURE_SAID_SIZE], key[KEY_SHOWN + 1] = "";
    long long asked_ms = 0;
    int64_t last = 0;
    enum err e = store_picture_said(desk->store, desk->config.kiosk_number, why, said);
    if (e == ERR_NONE) e = store_picture_last(desk->store, why, &last);
    if (e != ERR_NONE) return e;
    sscanf(said, "%16[0-9a-f] %lld", key, &asked_ms);
    *ret_allowed =
        desk->paired && strlen(key) == KEY_SHOWN && strncmp(key, desk->station_key, KEY_SHOWN) == 0;
    *ret_asked_ms = *ret_allowed && asked_ms != last ? asked_ms : 0;
    return ERR_NONE;
}

static void tell(struct desk *desk, int64_t asked_ms, const char *outcome,
                 const struct hash *picture) {
    struct why why = {0};
    struct picture_said said = {asked_ms, outcome, picture};
    enum err e = desk_add_status(desk, &said, &why);
    if (e != ERR_NONE)
        desk_failed(desk, e, &why);
    else
        desk_nudge(desk);
}

static bool is_old(int64_t asked_ms) {
    struct moment now = clock_now();
    return now.synced && now.utc_ms - asked_ms > ASK_KEPT_MS;
}

void desk_picture_look(struct desk *desk) {
    struct why why = {0};
    int64_t asked_ms = 0;
    bool before = desk->pictures;
    if (!desk->store) return;
    if (read_said(desk, &why, &desk->pictures, &asked_ms) != ERR_NONE) {
        log_warn("desk", "pictures of the glass: %s", why.text);
        return;
    }
    if (desk->pictures != before)
        log_info("desk", "the station %s pictures of the glass",
                 desk->pictures ? "allows" : "allows no more");
    if (before && !desk->pictures) drop_file(desk);
    if (asked_ms == 0 || asked_ms == desk->picture_asked_ms || desk->state.read_only) return;
    desk->picture_asked_ms = asked_ms;
    if (is_old(asked_ms)) return;
    if (desk_person(desk) || desk_staff(desk)) {
        tell(desk, asked_ms, "picture_in_use", NULL);
        return;
    }
    char folder[400];
    snprintf(folder, sizeof folder, "%s/outgoing", desk->data_directory);
    if (folder_make(folder, 0700, &why) != ERR_NONE) log_warn("desk", "%s", why.text);
    desk->out.kind = GLASS_PICTURE;
    desk->out.u.picture.asked_ms = asked_ms;
    desk->config.post(desk->config.to, &desk->out);
}

static enum err hash_of_file(const struct desk *desk, struct why *why, struct hash *ret_hash) {
    char path[400], *bytes = NULL;
    size_t count = 0;
    file_of(desk, path, sizeof path);
    enum err e = file_read(path, PICTURE_BYTES_MAX, why, &bytes, &count);
    if (e == ERR_NONE) *ret_hash = crypto_keyed_hash(NULL, bytes, count, NULL, 0);
    free(bytes);
    return e;
}

void desk_on_picture(struct desk *desk, const struct intent *intent) {
    int64_t asked_ms = intent->u.picture.asked_ms;
    struct hash hash;
    struct why why = {0};
    if (!desk->store || !desk->pictures || asked_ms != desk->picture_asked_ms) {
        drop_file(desk);
        return;
    }
    if (intent->u.picture.what == PICTURE_IN_USE) {
        tell(desk, asked_ms, "picture_in_use", NULL);
    } else if (intent->u.picture.what == PICTURE_TAKEN &&
               hash_of_file(desk, &why, &hash) == ERR_NONE) {
        tell(desk, asked_ms, "picture", &hash);
    } else {
        log_warn("desk", "no picture of the glass: %s", why.text);
        tell(desk, asked_ms, "picture_failed", NULL);
    }
}

void desk_picture_spent(struct desk *desk) {
    struct why why = {0};
    int64_t rows = 0;
    if (store_pictures_waiting(desk->store, &why, &rows) != ERR_NONE)
        log_warn("desk", "the outbox: %s", why.text);
    else if (rows == 0)
        drop_file(desk);
}
