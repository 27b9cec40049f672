/* blob: a picture from the station, by the hash of its content.
 *
 *   missing --GET, Range behind what .part has--> .part --hash is right--> its name
 * 1. A file under its name is complete and has the content that its name says.
 * 2. A picture that the station lacks, or has wrong, does not block the feed. */
#include "forward/blob.h"
#include "base/log.h"
#include "wire/changes.h"

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
    struct blobs *blobs;
    bool failed;
};

static void path_of(const struct blobs *blobs, const char *hex, const char *ending,
                    char ret[static PATH_ROOM]) {
    snprintf(ret, PATH_ROOM, "%s/%s%s", blobs->context->blob_folder, hex, ending);
}

void blobs_init(struct blobs *blobs, struct forward_context *context) {
    *blobs = (struct blobs){.context = context, .fd = -1};
}

void blobs_drop(struct blobs *blobs) {
    if (blobs->fd >= 0) close(blobs->fd);
    blobs->fd = -1;
    blobs->count = 0;
}

void blobs_finish(struct blobs *blobs) {
    blobs_drop(blobs);
    free(blobs->names);
}

static void want(void *to, const char *hex) {
    struct wanting *w = to;
    struct blobs *b = w->blobs;
    char path[PATH_ROOM];
    if (strlen(hex) != BLOB_SIZE - 1 || strspn(hex, "0123456789abcdef") != BLOB_SIZE - 1) return;
    path_of(b, hex, "", path);
    if (access(path, F_OK) == 0) return;
    for (int i = 0; i < b->count; i++)
        if (strcmp(b->names[i], hex) == 0) return;
    if (b->count == b->room) {
        int room = b->room ? b->room * 2 : 16;
        void *grown = realloc(b->names, (size_t)room * sizeof b->names[0]);
        w->failed |= !grown;
        if (!grown) return;
        b->names = grown;
        b->room = room;
    }
    memcpy(b->names[b->count++], hex, BLOB_SIZE);
}

bool blobs_want(struct blobs *blobs, const struct link_changes *changes) {
    struct why why = {0};
    struct wanting w = {.blobs = blobs};
    blobs->count = 0;
    for (int32_t i = 0; i < changes->count; i++) wire_change_blobs(&changes->change[i], want, &w);
    return !w.failed && folder_make(blobs->context->blob_folder, 0700, &why) == ERR_NONE;
}

static const char *current(const struct blobs *blobs) {
    return blobs->names[blobs->count - 1];
}

static enum link_trouble begin(struct blobs *blobs, struct call *call) {
    char path[PATH_ROOM];
    struct stat st;
    struct question q = {.method = METHOD_GET, .limit = BLOB_MAX, .quiet_s = QUIET_S};
    path_of(blobs, current(blobs), ".part", path);
    blobs->fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (blobs->fd < 0 || fstat(blobs->fd, &st) < 0) return LINK_STORE;
    if (st.st_size >= BLOB_MAX && ftruncate(blobs->fd, 0) == 0) st.st_size = 0;
    q.into = blobs->fd;
    q.from = st.st_size;
    snprintf(q.path, sizeof q.path, "/v1/blobs/%s", current(blobs));
    return forward_start_call(blobs->context, call, &q) ? LINK_OK : LINK_STORE;
}

enum blob_result blobs_next(struct blobs *blobs, struct call *call,
                            enum link_trouble *ret_trouble) {
    if (blobs->count == 0) return BLOBS_COMPLETE;
    enum link_trouble trouble = begin(blobs, call);
    if (trouble == LINK_OK) return BLOB_UNDER_WAY;
    *ret_trouble = trouble;
    return BLOB_FAILED;
}

/* If the file is complete and has the right hash, it gets its final name. */
static enum link_trouble keep(struct blobs *blobs) {
    char part[PATH_ROOM], whole[PATH_ROOM], hex[BLOB_SIZE], *bytes = NULL;
    size_t count = 0;
    struct why why = {0};
    path_of(blobs, current(blobs), ".part", part);
    path_of(blobs, current(blobs), "", whole);
    if (fsync(blobs->fd) < 0 || file_read(part, BLOB_MAX, &why, &bytes, &count) != ERR_NONE)
        return LINK_STORE;
    struct hash hash = crypto_keyed_hash(NULL, bytes, count, NULL, 0);
    free(bytes);
    hex_from_bytes(hash.bytes, HASH_BYTES, hex);
    if (strcmp(hex, current(blobs)) != 0) {
        unlink(part);
        return LINK_BAD_REPLY;
    }
    return rename(part, whole) == 0 ? LINK_OK : LINK_STORE;
}

static enum link_trouble check(struct blobs *blobs, const struct call *call,
                               enum link_trouble trouble) {
    char part[PATH_ROOM];
    path_of(blobs, current(blobs), ".part", part);
    bool there = call->status == 200 || call->status == 206;
    if (trouble == LINK_OK && there) trouble = keep(blobs);
    if (trouble == LINK_OK && !there) {
        unlink(part);
        if (call->status != 404) trouble = LINK_BAD_REPLY; /* 416: the part is not of this file */
    }
    if (trouble == LINK_BAD_REPLY && ++blobs->wrong >= WRONG_MAX) {
        log_error("forward", "a picture came wrong %d times: shown without it", WRONG_MAX);
        trouble = LINK_OK;
    }
    if (trouble == LINK_OK && call->status == 404)
        log_warn("forward", "the station lacks a picture that it names: shown without it");
    return trouble;
}

enum blob_result blobs_done(struct blobs *blobs, struct call *call, enum link_trouble trouble,
                            enum link_trouble *ret_trouble) {
    trouble = check(blobs, call, trouble);
    if (trouble != LINK_OK) {
        *ret_trouble = trouble;
        return BLOB_FAILED;
    }
    if (blobs->fd >= 0) close(blobs->fd);
    blobs->fd = -1;
    blobs->count--;
    blobs->wrong = 0;
    return blobs_next(blobs, call, ret_trouble);
}
