/* blob: a picture from the station, by the hash of its content.
 *
 *   not there --GET, Range from what .part has--> .part --hash is right--> its name
 * 1. A file under its name is whole and is what its name says.
 * 2. A picture that the station has not, or has wrong, does not hold up the feed. */
#include "base/log.h"
#include "forward/forward_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOB_MAX (16u << 20)
#define QUIET_S 20
#define WRONG_MAX 3

struct wanting {
    struct down *down;
    const char *folder;
    bool failed;
};

static void path_of(const char *folder, const char *hex, const char *ending, char *ret,
                    size_t bytes) {
    snprintf(ret, bytes, "%s/%s%s", folder, hex, ending);
}

static void want(void *to, const char *hex) {
    struct wanting *w = to;
    struct down *d = w->down;
    char path[PATH_ROOM];
    if (strlen(hex) != BLOB_SIZE - 1 || strspn(hex, "0123456789abcdef") != BLOB_SIZE - 1) return;
    path_of(w->folder, hex, "", path, sizeof path);
    if (access(path, F_OK) == 0) return;
    for (int i = 0; i < d->blob_count; i++)
        if (strcmp(d->blobs[i], hex) == 0) return;
    if (d->blob_count == d->blob_room) {
        int room = d->blob_room ? d->blob_room * 2 : 16;
        void *grown = realloc(d->blobs, (size_t)room * sizeof d->blobs[0]);
        w->failed |= !grown;
        if (!grown) return;
        d->blobs = grown;
        d->blob_room = room;
    }
    memcpy(d->blobs[d->blob_count++], hex, BLOB_SIZE);
}

bool blobs_wanted(struct forward *forward, const struct link_changes *changes) {
    struct why why = {0};
    struct wanting w = {.down = &forward->down, .folder = forward->blob_folder};
    forward->down.blob_count = 0;
    for (int32_t i = 0; i < changes->count; i++) wire_change_blobs(&changes->change[i], want, &w);
    return !w.failed && folder_make(forward->blob_folder, 0700, &why) == ERR_NONE;
}

void blob_drop(struct down *down) {
    if (down->fd >= 0) close(down->fd);
    down->fd = -1;
    down->blob_count = 0;
}

static const char *current(const struct down *down) {
    return down->blobs[down->blob_count - 1];
}

static enum link_trouble begin(struct forward *forward) {
    struct down *down = &forward->down;
    char path[PATH_ROOM];
    struct stat st;
    struct question q = {.method = METHOD_GET, .limit = BLOB_MAX, .quiet_s = QUIET_S};
    path_of(forward->blob_folder, current(down), ".part", path, sizeof path);
    down->fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (down->fd < 0 || fstat(down->fd, &st) < 0) return LINK_STORE;
    if (st.st_size >= BLOB_MAX && ftruncate(down->fd, 0) == 0) st.st_size = 0;
    q.into = down->fd;
    q.from = st.st_size;
    snprintf(q.path, sizeof q.path, "/v1/blobs/%s", current(down));
    down->step = DOWN_BLOB;
    return forward_start_call(forward, &down->call, &q) ? LINK_WELL : LINK_STORE;
}

static void failed(struct forward *forward, enum link_trouble trouble) {
    down_stop(forward);
    patience_trouble(forward, &forward->down.patience, trouble, "pictures");
}

bool blob_next(struct forward *forward) {
    struct down *down = &forward->down;
    if (down->blob_count == 0) return false;
    enum link_trouble trouble = begin(forward);
    if (trouble != LINK_WELL) failed(forward, trouble);
    return true;
}

/* The whole of it is there, and is what its name says: then it gets its name. */
static enum link_trouble keep(struct forward *forward) {
    struct down *down = &forward->down;
    char part[PATH_ROOM], whole[PATH_ROOM], hex[BLOB_SIZE], *bytes = NULL;
    size_t count = 0;
    struct why why = {0};
    path_of(forward->blob_folder, current(down), ".part", part, sizeof part);
    path_of(forward->blob_folder, current(down), "", whole, sizeof whole);
    if (fsync(down->fd) < 0 || file_read(part, BLOB_MAX, &why, &bytes, &count) != ERR_NONE)
        return LINK_STORE;
    struct hash hash = crypto_keyed_hash(NULL, bytes, count, NULL, 0);
    free(bytes);
    hex_from_bytes(hash.bytes, HASH_BYTES, hex);
    if (strcmp(hex, current(down)) != 0) {
        unlink(part);
        return LINK_BAD_REPLY;
    }
    return rename(part, whole) == 0 ? LINK_WELL : LINK_STORE;
}

static void next_or_apply(struct forward *forward) {
    struct down *down = &forward->down;
    if (down->fd >= 0) close(down->fd);
    down->fd = -1;
    down->blob_count--;
    down->wrong = 0;
    if (!blob_next(forward)) down_apply(forward);
}

void blob_done(struct forward *forward, enum link_trouble trouble) {
    struct down *down = &forward->down;
    char part[PATH_ROOM];
    path_of(forward->blob_folder, current(down), ".part", part, sizeof part);
    long status = down->call.status;
    bool there = status == 200 || status == 206;
    if (trouble == LINK_WELL && there) trouble = keep(forward);
    if (trouble == LINK_WELL && !there) {
        unlink(part);
        if (status != 404) trouble = LINK_BAD_REPLY; /* 416: what was there is not of this file */
    }
    if (trouble == LINK_BAD_REPLY && ++down->wrong >= WRONG_MAX) {
        log_error("forward", "a picture comes wrong again and again: shown without");
        trouble = LINK_WELL;
    }
    if (trouble == LINK_WELL && status == 404)
        log_warn("forward", "the station has not a picture that it names: shown without");
    if (trouble == LINK_WELL)
        next_or_apply(forward);
    else
        failed(forward, trouble);
}
