/* blobs: downloads of pictures and uploads of voice notes, addressed by hash. */
#include "api/api.h"

#include "base/clock.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static bool hash_is_sound(const char *hash) {
    return strlen(hash) == 64 && strspn(hash, "0123456789abcdef") == 64;
}

/* NULL: an error was sent as the reply. */
static struct ledger *begin(struct http_call *call) {
    struct ledger_kiosk kiosk;
    struct ledger *ledger = api_begin(call, &kiosk);
    if (!ledger || hash_is_sound(http_rest(call))) return ledger;
    ledger_give(http_station(call)->pool, ledger);
    http_reply_error(call, 400, "bad_input", "not a hash");
    return NULL;
}

static void add_offset(struct http_call *call, int64_t offset) {
    char text[24];
    snprintf(text, sizeof text, "%" PRId64, offset);
    http_add_header(call, "Upload-Offset", text);
}

/* "bytes=N-" and "bytes=N-M"; anything else means all bytes. */
static bool range_of(const struct http_call *call, size_t all, size_t *ret_from, size_t *ret_to) {
    const char *value = http_header(call, "Range");
    char *end = NULL;
    if (!value || strncmp(value, "bytes=", 6) != 0) return false;
    unsigned long long from = strtoull(value + 6, &end, 10), to = all - 1;
    if (end == value + 6 || *end != '-') return false;
    if (end[1]) to = strtoull(end + 1, &end, 10);
    if (from >= all || to < from) return false;
    *ret_from = (size_t)from;
    *ret_to = to < all ? (size_t)to : all - 1;
    return true;
}

static void reply_blob(struct http_call *call, char *bytes, size_t count) {
    size_t from = 0, to = 0;
    char range[80];
    http_add_header(call, "Accept-Ranges", "bytes");
    if (!range_of(call, count, &from, &to)) {
        http_reply_bytes(call, 200, "application/octet-stream", bytes, count);
        return;
    }
    snprintf(range, sizeof range, "bytes %zu-%zu/%zu", from, to, count);
    http_add_header(call, "Content-Range", range);
    memmove(bytes, bytes + from, to - from + 1);
    http_reply_bytes(call, 206, "application/octet-stream", bytes, to - from + 1);
}

void api_blob_get(struct http_call *call) {
    struct why why = {0};
    void *bytes = NULL;
    size_t count = 0;
    struct ledger *ledger = begin(call);
    if (!ledger) return;
    enum err e = ledger_blob_get(ledger, http_rest(call), &why, &bytes, &count);
    ledger_give(http_station(call)->pool, ledger);
    if (e == ERR_NONE)
        reply_blob(call, bytes, count);
    else
        http_reply_err(call, e, &why);
}

void api_blob_head(struct http_call *call) {
    struct why why = {0};
    int64_t size = 0, offset = 0;
    struct ledger *ledger = begin(call);
    if (!ledger) return;
    enum err e = ledger_blob_size(ledger, http_rest(call), &why, &size, &offset);
    ledger_give(http_station(call)->pool, ledger);
    if (e == ERR_NONE) {
        http_reply_empty(call, 200);
    } else if (e == ERR_NOT_FOUND) {
        add_offset(call, offset);
        http_reply_empty(call, 404);
    } else {
        http_reply_err(call, e, &why);
    }
}

/* Parses "bytes FROM-TO/ALL" for a body of count bytes; without the header the body is the complete
 * file. */
static bool part_of(const struct http_call *call, size_t count, int64_t *ret_from,
                    int64_t *ret_all) {
    const char *value = http_header(call, "Content-Range");
    int64_t from = 0, to = 0, all = 0;
    int used = 0;
    *ret_from = 0;
    *ret_all = (int64_t)count;
    if (!value) return true;
    if (sscanf(value, "bytes %" SCNd64 "-%" SCNd64 "/%" SCNd64 "%n", &from, &to, &all, &used) !=
            3 ||
        value[used] || from < 0 || to - from + 1 != (int64_t)count)
        return false;
    *ret_from = from;
    *ret_all = all;
    return true;
}

void api_blob_put(struct http_call *call) {
    struct why why = {0};
    size_t count = 0;
    int64_t from = 0, all = 0, offset = 0;
    bool done = false;
    const char *body = http_body(call, &count);
    if (!part_of(call, count, &from, &all)) {
        http_reply_error(call, 400, "bad_input", "Content-Range does not match the body");
        return;
    }
    struct ledger *ledger = begin(call);
    if (!ledger) return;
    enum err e = ledger_blob_part(ledger, http_rest(call), from, all, body, count,
                                  clock_now().utc_ms, &why, &offset, &done);
    ledger_give(http_station(call)->pool, ledger);
    if (e == ERR_NONE || e == ERR_BUSY) add_offset(call, offset);
    if (e == ERR_NONE)
        http_reply_empty(call, done ? 201 : 202);
    else if (e == ERR_CORRUPT)
        http_reply_error(call, 422, "wrong_hash", why.text);
    else
        http_reply_err(call, e, &why);
}
