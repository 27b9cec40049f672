/* fake_station DIR: a station for tests, and a bad one on request. TLS by GnuTLS on a port of
 * 127.0.0.1, HTTP by hand, so that it can misbehave at any byte. DIR/fake.sock takes a command a
 * line and answers each with a line:
 *
 *   port                     where it listens
 *   mode NAME                ok, silent, drip, 500, html, redirect, cut, cut_after, large, replay,
 *                            above, unknown_token, revoked, garbage, empty
 *   cert good|other|expired|early
 *   listen on|off            off: nobody answers at the port
 *   change JSON              one more for the feed;  epoch WORD: of its ledger from now on, which
 *                            is another and empty (changes, records)
 *   blob HEX TEXT            a picture of its own;  cut_blob N: sends so many bytes, once
 *   blob_file HEX PATH       the same from a file;  hold_blobs on|off: on, large ones stop
 * half-way
 *   received                 rows stored, rows that came again, batches
 *   seqs                     what was stored, in order of coming
 *   calls; ranges: pictures given from the middle; opened: sealed words it could read; note_first:
 * notes and pictures there before their record
 *   print                    the fingerprint of its authority */
#include "fake_certificates.h"
#include "fake_line.h"

#include "base/bytes.h"
#include "base/clock.h"
#include "base/seal.h"
#include "wire/pairing.h"
#include "wire/records.h"

#include <arpa/inet.h>
#include <errno.h>
#include <gnutls/gnutls.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define ROWS_MAX 200000
#define CHANGES_MAX 4096
#define BLOBS_MAX 16
#define BODY_MAX (4u << 20)
#define TOKEN "fake.0123456789abcdef"

static struct {
    pthread_mutex_t lock;
    char mode[32], dir[200];
    int port, listener;
    gnutls_certificate_credentials_t certs[CERTS];
    int cert;
    char ca_pem[PEM_SIZE], print[40];
    struct seal seal;
    struct secret_key card_key;
    uint8_t signing[PUBLIC_KEY_BYTES];
    int64_t seqs[ROWS_MAX], first_receipt;
    int stored, again, batches, calls;
    int ranges;
    int opened,
        note_first; /* sealed words that were readable here; notes there before their record */
    char *changes[CHANGES_MAX], epoch[33];
    int change_count, cut_blob;
    bool hold_blobs; /* atomic */
    struct {
        char hex[BLOB_SIZE];
        char *bytes;
        size_t count, all;
    } blobs[BLOBS_MAX];
    int blob_count;
    int open[64]; /* connections; 0: none */
} fake = {.lock = PTHREAD_MUTEX_INITIALIZER, .mode = "ok", .listener = -1, .cut_blob = -1};

static int64_t now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int blob_index(const char *hex, bool make) {
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
    fake.note_first += r->has_voice_note && is_whole(blob_index(hex, false));
    hex_from_bytes(r->picture.bytes, HASH_BYTES, hex);
    fake.note_first += r->has_picture && is_whole(blob_index(hex, false));
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
    int i = blob_index(hex, false);
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
    int i = blob_index(hex, true);
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

static bool answer(struct line *l, const char *head, const char *body, size_t count) {
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

static bool one_call(struct line *l) {
    char *end = NULL;
    while (!l->in || !(end = strstr(l->in, "\r\n\r\n")))
        if (!line_more(l)) return false;
    size_t head = (size_t)(end + 4 - l->in), body = 0;
    const char *length = strcasestr(l->in, "\r\nContent-Length:");
    if (length && length < end) body = strtoul(length + 17, NULL, 10);
    while (l->count < head + body)
        if (!line_more(l)) return false;
    char *text = strndup(l->in, head);
    bool goes_on = answer(l, text, l->in + head, body);
    free(text);
    l->count -= head + body;
    memmove(l->in, l->in + head + body, l->count);
    l->in[l->count] = 0;
    return goes_on;
}

static void keep_open(int fd, int instead) {
    pthread_mutex_lock(&fake.lock);
    for (size_t i = 0; i < ARRAY_LENGTH(fake.open); i++)
        if (fake.open[i] == instead) {
            fake.open[i] = fd;
            break;
        }
    pthread_mutex_unlock(&fake.lock);
}

static void cut_all(void) {
    for (size_t i = 0; i < ARRAY_LENGTH(fake.open); i++)
        if (fake.open[i]) shutdown(fake.open[i], SHUT_RDWR);
}

static void *serve(void *arg) {
    struct line l = {.fd = (int)(intptr_t)arg};
    keep_open(l.fd, 0);
    struct timeval patience = {.tv_sec = 120};
    setsockopt(l.fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    gnutls_init(&l.session, GNUTLS_SERVER | GNUTLS_NO_SIGNAL);
    gnutls_set_default_priority(l.session);
    pthread_mutex_lock(&fake.lock);
    gnutls_credentials_set(l.session, GNUTLS_CRD_CERTIFICATE, fake.certs[fake.cert]);
    pthread_mutex_unlock(&fake.lock);
    gnutls_transport_set_int(l.session, l.fd);
    int rc;
    do rc = gnutls_handshake(l.session);
    while (rc < 0 && !gnutls_error_is_fatal(rc));
    while (rc >= 0 && one_call(&l)) {
    }
    keep_open(0, l.fd);
    close(l.fd);
    gnutls_deinit(l.session);
    free(l.in);
    return NULL;
}

static void *accept_all(void *arg) {
    (void)arg;
    for (;;) {
        pthread_mutex_lock(&fake.lock);
        int listener = fake.listener;
        pthread_mutex_unlock(&fake.lock);
        int fd = listener >= 0 ? accept4(listener, NULL, NULL, SOCK_CLOEXEC) : -1;
        pthread_t thread;
        if (fd < 0)
            usleep(10000);
        else if (pthread_create(&thread, NULL, serve, (void *)(intptr_t)fd) == 0)
            pthread_detach(thread);
    }
    return NULL;
}

static void start_listening(void) {
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)fake.port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), yes = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(fd, (struct sockaddr *)&at, sizeof at) < 0 || listen(fd, 64) < 0) {
        perror("fake_station: listen");
        exit(1);
    }
    getsockname(fd, (struct sockaddr *)&at, &n);
    fake.port = ntohs(at.sin_port);
    fake.listener = fd;
}

static void stop_listening(void) {
    shutdown(fake.listener, SHUT_RDWR);
    close(fake.listener);
    fake.listener = -1;
}

static void add_blob(const char *rest) {
    int i = blob_index(rest, true);
    fake.blobs[i].bytes = strdup(strlen(rest) > 65 ? rest + 65 : "");
    fake.blobs[i].count = fake.blobs[i].all = strlen(fake.blobs[i].bytes);
}

static void add_blob_file(const char *rest) {
    int i = blob_index(rest, true);
    if (file_read(rest + 65, BODY_MAX, NULL, &fake.blobs[i].bytes, &fake.blobs[i].count) !=
        ERR_NONE)
        exit(1);
    fake.blobs[i].all = fake.blobs[i].count;
}

static void obey(char *line, FILE *out) {
    static const char *const certs[] = {"good", "other", "expired", "early"};
    char *rest = strchr(line, ' ');
    if (rest) *rest++ = 0;
    pthread_mutex_lock(&fake.lock);
    if (strcmp(line, "port") == 0)
        fprintf(out, "ok %d\n", fake.port);
    else if (strcmp(line, "print") == 0)
        fprintf(out, "ok %s\n", fake.print);
    else if (strcmp(line, "received") == 0)
        fprintf(out, "ok %d %d %d\n", fake.stored, fake.again, fake.batches);
    else if (strcmp(line, "opened") == 0)
        fprintf(out, "ok %d\n", fake.opened);
    else if (strcmp(line, "note_first") == 0)
        fprintf(out, "ok %d\n", fake.note_first);
    else if (strcmp(line, "ranges") == 0)
        fprintf(out, "ok %d\n", fake.ranges);
    else if (strcmp(line, "calls") == 0)
        fprintf(out, "ok %d\n", fake.calls);
    else if (strcmp(line, "seqs") == 0) {
        fprintf(out, "ok");
        for (int i = 0; i < fake.stored; i++) fprintf(out, " %lld", (long long)fake.seqs[i]);
        fprintf(out, "\n");
    } else {
        if (strcmp(line, "mode") == 0) snprintf(fake.mode, sizeof fake.mode, "%s", rest);
        for (int i = 0; i < 4 && strcmp(line, "cert") == 0; i++)
            if (strcmp(rest, certs[i]) == 0) fake.cert = i;
        if (strcmp(line, "cert") == 0) cut_all();
        if (strcmp(line, "change") == 0 && fake.change_count < CHANGES_MAX)
            fake.changes[fake.change_count++] = strdup(rest);
        if (strcmp(line, "epoch") == 0) {
            snprintf(fake.epoch, sizeof fake.epoch, "%s", rest);
            fake.change_count = fake.stored = 0;
            cut_all();
        }
        if (strcmp(line, "blob") == 0) add_blob(rest);
        if (strcmp(line, "blob_file") == 0) add_blob_file(rest);
        if (strcmp(line, "hold_blobs") == 0)
            __atomic_store_n(&fake.hold_blobs, strcmp(rest, "on") == 0, __ATOMIC_RELEASE);
        if (strcmp(line, "cut_blob") == 0) fake.cut_blob = atoi(rest);
        if (strcmp(line, "listen") == 0) {
            if (fake.listener >= 0) stop_listening();
            cut_all();
            if (strcmp(rest, "on") == 0) start_listening();
        }
        fprintf(out, "ok\n");
    }
    pthread_mutex_unlock(&fake.lock);
    fflush(out);
}

static void take_orders(void) {
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    snprintf(at.sun_path, sizeof at.sun_path, "%.90s/fake.sock", fake.dir);
    unlink(at.sun_path);
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(listener, (struct sockaddr *)&at, sizeof at) < 0 || listen(listener, 4) < 0) exit(1);
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        FILE *in = fdopen(fd, "r"), *out = fdopen(dup(fd), "w");
        char *line = NULL;
        size_t room = 0;
        while (in && out && getline(&line, &room, in) > 0) {
            line[strcspn(line, "\r\n")] = 0;
            obey(line, out);
        }
        free(line);
        if (in) fclose(in);
        if (out) fclose(out);
    }
}

int main(int argc, char **argv) {
    struct why why = {0};
    pthread_t thread;
    signal(SIGPIPE, SIG_IGN);
    if (argc != 2 || crypto_init(&why) != ERR_NONE) return 2;
    snprintf(fake.dir, sizeof fake.dir, "%s", argv[1]);
    char keys[256];
    snprintf(keys, sizeof keys, "%s/fake-keys", fake.dir);
    if (folder_make(keys, 0700, &why) != ERR_NONE ||
        seal_open_keys(keys, &why, &fake.seal) != ERR_NONE) {
        fprintf(stderr, "fake_station: %s\n", why.text);
        return 1;
    }
    snprintf(keys, sizeof keys, "%s/data/card.key", fake.dir);
    if (access(keys, F_OK) < 0) /* the kiosk's own, where it is there first: its cards stay good */
        crypto_random(fake.card_key.bytes, KEY_BYTES);
    else if (crypto_key_open(keys, &why, &fake.card_key) != ERR_NONE)
        return 1;
    crypto_random(fake.signing, sizeof fake.signing);
    fake_certificates(fake.certs, fake.ca_pem, sizeof fake.ca_pem, fake.print);
    start_listening();
    pthread_create(&thread, NULL, accept_all, NULL);
    take_orders();
    return 0;
}
