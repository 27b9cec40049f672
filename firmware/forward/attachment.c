/* attachment: a voice note or a screenshot is uploaded before the record that names it.
 *
 *   HEAD: there --> next          missing, or incomplete --> PUT from its offset --> next
 * 1. The file is kept until the desk has committed the receipt of its record. */
#include "base/log.h"
#include "forward/up.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_MAX (16u << 20)
#define QUIET_S 20
#define TRIES_MAX 6

static const struct hash *hash_of(const struct up *up) {
    const struct record_up *r = &up->batch->row[up->attachment];
    return r->has_voice_note ? &r->voice_note : &r->screenshot;
}

static void name_of(const struct up *up, char ret_hex[static BLOB_SIZE]) {
    hex_from_bytes(hash_of(up)->bytes, HASH_BYTES, ret_hex);
}

/* There is one screenshot file, the newest. */
static bool is_named(const struct up *up) {
    struct hash hash = crypto_keyed_hash(NULL, up->attachment_bytes, up->attachment_count, NULL, 0);
    return memcmp(&hash, hash_of(up), sizeof hash) == 0;
}

/* The file is read completely: at most two minutes of speech. */
static bool load(struct up *up) {
    struct why why = {0};
    char path[PATH_ROOM], hex[BLOB_SIZE];
    name_of(up, hex);
    bool spoken = up->batch->row[up->attachment].has_voice_note;
    snprintf(path, sizeof path, "%s/outgoing/%s", up->context->data_directory, SCREENSHOT_FILE);
    if (spoken)
        snprintf(path, sizeof path, "%s/outgoing/%s.sealed", up->context->data_directory, hex);
    free(up->attachment_bytes);
    up->attachment_bytes = NULL;
    return file_read(path, FILE_MAX, &why, &up->attachment_bytes, &up->attachment_count) ==
               ERR_NONE &&
           (spoken || is_named(up));
}

static bool ask(struct up *up) {
    char hex[BLOB_SIZE];
    struct question q = {.method = METHOD_HEAD, .limit = 4096, .into = -1, .quiet_s = QUIET_S};
    name_of(up, hex);
    snprintf(q.path, sizeof q.path, "/v1/blobs/%s", hex);
    up->step = UP_ATTACHMENT_ASKED;
    return forward_start_call(up->context, &up->call, &q);
}

static bool put(struct up *up, int64_t from) {
    char hex[BLOB_SIZE];
    struct question q = {.method = METHOD_PUT, .limit = 4096, .into = -1, .quiet_s = QUIET_S};
    name_of(up, hex);
    if (from < 0 || from >= (int64_t)up->attachment_count) from = 0;
    snprintf(q.path, sizeof q.path, "/v1/blobs/%s", hex);
    q.body = up->attachment_bytes + from;
    q.body_bytes = up->attachment_count - (size_t)from;
    snprintf(q.content_range, sizeof q.content_range, "bytes %lld-%zu/%zu", (long long)from,
             up->attachment_count - 1, up->attachment_count);
    up->step = UP_ATTACHMENT_SENT;
    return forward_start_call(up->context, &up->call, &q);
}

bool attachment_next(struct up *up) {
    while (++up->attachment < up->batch->count) {
        const struct record_up *r = &up->batch->row[up->attachment];
        if (!r->has_voice_note && !r->has_screenshot) continue;
        up->attachment_tries = 0;
        if (!load(up)) { /* a restored store may name one that was uploaded long ago */
            log_warn("forward", "a file is not on this disk: its %s is sent without it", r->kind);
            continue;
        }
        if (ask(up)) return true;
    }
    free(up->attachment_bytes);
    up->attachment_bytes = NULL;
    return false;
}

/* Leaves the lane idle if the station refuses it. */
void attachment_done(struct up *up) {
    long status = up->call.status;
    bool sent = up->step == UP_ATTACHMENT_SENT, begun = true;
    if (++up->attachment_tries > TRIES_MAX)
        begun = false;
    else if (!sent && status == 404)
        begun = put(up, up->call.upload_offset);
    else if (sent && (status == 202 || status == 409) && up->call.upload_offset >= 0)
        begun = put(up, up->call.upload_offset);
    else if (sent && status == 422 && up->attachment_tries > 2)
        log_error("forward", "a file is damaged on this disk: its record is sent without it");
    else if (sent && status == 422)
        begun = put(up, 0);
    else if (status != 200 && status != 201)
        begun = false;
    if (!begun) up->step = UP_IDLE;
}
