/* fake_answers: the station's API, and every way to get it wrong (mode). */
#include "fake_state.h"

#include "base/bytes.h"
#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define TOKEN "fake.0123456789abcdef"

static int64_t now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int fake_blob(const char *hex, bool make) {
    for (int i = 0; i < fake.blob_count; i++)
        if (strncmp(fake.blobs[i].hex, hex, BLOB_SIZE - 1) == 0) return i;
    if (!make || fake.blob_count == BLOBS_MAX) return -1;
    snprintf(fake.blobs[fake.blob_count].hex, BLOB_SIZE, "%.64s", hex);
    return fake.blob_count++;
}

static bool is_whole(int i) {
    return i >= 0 && fake.blobs[i].all > 0 && fake.blobs[i].count == fake.blobs[i].all;
}

static void look_inside(const struct record_up *r) {
    uint8_t words[SEALED_SIZE];
    char hex[BLOB_SIZE];
    struct why why;
    fake.opened += r->sealed_bytes > 0 &&
                   seal_open(&fake.seal, r->sealed, r->sealed_bytes, &why, words) == ERR_NONE;
    hex_from_bytes(r->voice_note.bytes, HASH_BYTES, hex);
    fake.note_first += r->has_voice_note && is_whole(fake_blob(hex, false));
    hex_from_bytes(r->screenshot.bytes, HASH_BYTES, hex);
    fake.note_first += r->has_screenshot && is_whole(fake_blob(hex, false));
}

static enum err store_row(void *to, const struct wire_row *row, struct why *why) {
    int64_t *last = to;
    (void)why;
    if (row->refusal)
        fprintf(stderr, "fake_station: refused %lld: %s\n", (long long)row->seq, row->refusal);
    bool known = false;
    for (int i = fake.stored - 1; i >= 0 && !known; i--) known = fake.seqs[i] == row->seq;
    if (!known && row->record) look_inside(row->record);
    if (known)
        fake.again++;
    else if (fake.stored < ROWS_MAX)
        fake.seqs[fake.stored++] = row->seq;
    *last = row->seq;
    return ERR_NONE;
}

static bool say_text(struct line *l, const char *text) {
    return say(l, text, strlen(text));
}

static bool drip(struct line *l, const char *text) {
    char head[128];
    int n = snprintf(head, sizeof head,
                     "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                     "%zu\r\n\r\n",
                     strlen(text) + 5000);
    if (!say(l, head, (size_t)n)) return false;
    for (int i = 0; i < 300; i++) {
        if (!say(l, " ", 1)) return false;
        usleep(500000);
    }
    return false;
}

static bool large(struct line *l) {
    char block[16384];
    memset(block, ' ', sizeof block);
    say_text(l, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{");
    for (int i = 0; i < 2048; i++) /* 32 MiB */
        if (!say(l, block, sizeof block)) break;
    return false;
}

/* What a bad station answers to any call; false: the connection ends. *ret_done: it did. */
static bool misbehave(struct line *l, const char *mode, bool *ret_done) {
    *ret_done = true;
    if (strcmp(mode, "silent") == 0) {
        sleep(120);
        return false;
    }
    if (strcmp(mode, "drip") == 0) return drip(l, "{\"receipt\":1}");
    if (strcmp(mode, "500") == 0) return reply_json(l, 500, "{\"error\":\"trouble\"}");
    if (strcmp(mode, "html") == 0) return reply(l, 200, "text/html", "", "<html>log in</html>", 19);
    if (strcmp(mode, "redirect") == 0)
        return reply(l, 302, "text/html", "Location: https://portal.example/\r\n", "", 0);
    if (strcmp(mode, "cut") == 0) return false;
    if (strcmp(mode, "large") == 0) return large(l);
    if (strcmp(mode, "revoked") == 0) return reply_json(l, 401, "{\"error\":\"revoked\"}");
    if (strcmp(mode, "unknown_token") == 0)
        return reply_json(l, 401, "{\"error\":\"unknown_token\"}");
    if (strcmp(mode, "garbage") == 0) return reply_json(l, 200, "{\"receipt\":");
    if (strcmp(mode, "empty") == 0) return reply_json(l, 200, "{}");
    *ret_done = false;
    return true;
}

static bool take_records(struct line *l, const char *body, size_t count, const char *mode) {
    struct why why = {0};
    char text[64];
    int64_t last = 0;
    pthread_mutex_lock(&fake.lock);
    enum err e = wire_records_read(body, count, store_row, &last, &why);
    fake.batches++;
    if (!fake.first_receipt) fake.first_receipt = last;
    int64_t receipt = strcmp(mode, "replay") == 0  ? fake.first_receipt
                      : strcmp(mode, "above") == 0 ? last + 1000
                                                   : last;
    pthread_mutex_unlock(&fake.lock);
    if (e != ERR_NONE) {
        fprintf(stderr, "fake_station: %s\n", why.text);
        return reply_json(l, 400, "{\"error\":\"bad_batch\"}");
    }
    if (strcmp(mode, "cut_after") == 0) { /* stored, and killed in the middle of the answer */
        say_text(
            l,
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{\"re");
        return false;
    }
    snprintf(text, sizeof text, "{\"receipt\":%lld}", (long long)receipt);
    return reply_json(l, 200, text);
}

static bool give_changes(struct line *l, const char *query) {
    long after = 0, wait = 0;
    const char *a = strstr(query, "after="), *w = strstr(query, "wait=");
    if (a) after = strtol(a + 6, NULL, 10);
    if (w) wait = strtol(w + 5, NULL, 10);
    for (int64_t end = now_ms() + wait * 1000; now_ms() < end; usleep(20000)) {
        pthread_mutex_lock(&fake.lock);
        bool fresh = fake.change_count != after || strcmp(fake.mode, "ok") != 0;
        pthread_mutex_unlock(&fake.lock);
        if (fresh) break;
    }
    char *text = malloc(BODY_MAX);
    pthread_mutex_lock(&fake.lock);
    long to = fake.change_count < after + 256 ? fake.change_count : after + 256;
    if (to < after && !fake.epoch[0]) to = after;
    int n = snprintf(text, BODY_MAX, "{\"cursor\":%ld,\"changes\":[", to);
    for (long i = after; i < to; i++)
        n +=
            snprintf(text + n, BODY_MAX - (size_t)n, "%s%s", i > after ? "," : "", fake.changes[i]);
    n += snprintf(text + n, BODY_MAX - (size_t)n, "]");
    if (fake.epoch[0])
        n += snprintf(text + n, BODY_MAX - (size_t)n, ",\"epoch\":\"%s\"", fake.epoch);
    snprintf(text + n, BODY_MAX - (size_t)n, "}");
    pthread_mutex_unlock(&fake.lock);
    bool ok = reply_json(l, 200, text);
    free(text);
    return ok;
}

static bool give_blob(struct line *l, const char *hex, const char *head, bool only_head) {
    char extra[96];
    pthread_mutex_lock(&fake.lock);
    int i = fake_blob(hex, false);
    const char *range = strcasestr(head, "\r\nRange: bytes=");
    size_t from = range ? strtoul(range + 15, NULL, 10) : 0;
    bool whole = is_whole(i);
    size_t count = i >= 0 ? fake.blobs[i].count : 0;
    fake.ranges += whole && !only_head && from > 0;
    pthread_mutex_unlock(&fake.lock);
    if (!whole) {
        snprintf(extra, sizeof extra, "Upload-Offset: %zu\r\n", count);
        return reply(l, 404, "application/json", extra, "{}", only_head ? 0 : 2);
    }
    if (only_head) return reply(l, 200, "application/octet-stream", "", "", 0);
    if (from > count) return reply_json(l, 416, "{\"error\":\"range\"}");
    size_t left = count - from;
    if (fake.cut_blob >= 0) {
        int n = snprintf(extra, sizeof extra,
                         "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n"
                         "Content-Length: %zu\r\n\r\n",
                         left);
        say(l, extra, (size_t)n);
        say(l, fake.blobs[i].bytes, (size_t)fake.cut_blob);
        fake.cut_blob = -1;
        return false;
    }
    snprintf(extra, sizeof extra, "Content-Range: bytes %zu-%zu/%zu\r\n", from, count - 1, count);
    if (count > 65536)
        return reply_held(l, from ? 206 : 200, from ? extra : "", fake.blobs[i].bytes + from, left,
                          &fake.hold_blobs);
    return reply(l, from ? 206 : 200, "application/octet-stream", from ? extra : "",
                 fake.blobs[i].bytes + from, left);
}

static bool take_blob(struct line *l, const char *hex, const char *head, const char *body,
                      size_t count) {
    char extra[64], seen[BLOB_SIZE];
    unsigned long from = 0, to = 0, all = count;
    const char *range = strcasestr(head, "\r\nContent-Range: bytes ");
    if (range) sscanf(range + 23, "%lu-%lu/%lu", &from, &to, &all);
    int i = fake_blob(hex, true);
    if (from != fake.blobs[i].count) {
        snprintf(extra, sizeof extra, "Upload-Offset: %zu\r\n", fake.blobs[i].count);
        return reply(l, 409, "application/json", extra, "{}", 2);
    }
    fake.blobs[i].bytes = realloc(fake.blobs[i].bytes, from + count + 1);
    memcpy(fake.blobs[i].bytes + from, body, count);
    fake.blobs[i].count += count;
    fake.blobs[i].all = all;
    struct hash hash = crypto_keyed_hash(NULL, fake.blobs[i].bytes, fake.blobs[i].count, NULL, 0);
    hex_from_bytes(hash.bytes, HASH_BYTES, seen);
    if (strncmp(seen, hex, BLOB_SIZE - 1) == 0) return reply_json(l, 201, "{}");
    fake.blobs[i].count = 0;
    return reply_json(l, 422, "{\"error\":\"hash\"}");
}

static bool pair(struct line *l, const char *body, size_t count) {
    struct why why = {0};
    struct pair_ask ask;
    struct pair_answer answer = {.kiosk_number = 107, .token = TOKEN, .station = "测试服务站"};
    char *text = NULL;
    if (wire_pair_ask_read(body, count, &why, &ask) != ERR_NONE ||
        strcmp(ask.code, "12345678") != 0)
        return reply_json(l, 403, "{\"error\":\"code\"}");
    TEXT_COPY(answer.kiosk, ask.kiosk);
    TEXT_COPY(answer.ca, fake.ca_pem);
    answer.card_key = fake.card_key;
    memcpy(answer.seal_key, fake.seal.public_key, 32);
    memcpy(answer.signing_key, fake.signing, PUBLIC_KEY_BYTES);
    if (wire_pair_answer_write(&answer, &why, &text) != ERR_NONE) return false;
    bool ok = reply_json(l, 200, text);
    free(text);
    return ok;
}

bool fake_answer(struct line *l, const char *head, const char *body, size_t count) {
    char method[8] = "", path[256] = "", mode[32];
    bool done = false;
    sscanf(head, "%7s %255s", method, path);
    pthread_mutex_lock(&fake.lock);
    snprintf(mode, sizeof mode, "%s", fake.mode);
    fake.calls++;
    pthread_mutex_unlock(&fake.lock);
    bool goes_on = misbehave(l, mode, &done);
    if (done) return goes_on;
    if (strcmp(path, "/v1/pair") == 0) return pair(l, body, count);
    if (!strstr(head, "Authorization: Bearer " TOKEN))
        return reply_json(l, 401, "{\"error\":\"unknown_token\"}");
    if (strcmp(path, "/v1/records") == 0) return take_records(l, body, count, mode);
    if (strncmp(path, "/v1/changes?", 12) == 0) return give_changes(l, path);
    if (strncmp(path, "/v1/blobs/", 10) != 0)
        return reply_json(l, 404, "{\"error\":\"not_found\"}");
    if (strcmp(method, "PUT") == 0) return take_blob(l, path + 10, head, body, count);
    return give_blob(l, path + 10, head, strcmp(method, "HEAD") == 0);
}
