/* fake_station DIR: a station for tests that misbehaves on request. TLS by GnuTLS on a port of
 * 127.0.0.1, and its own HTTP, so that it can misbehave at any byte. DIR/fake.sock takes one
 * command per line and answers each with one line:
 *
 *   port                  its port
 *   mode NAME             ok, silent, drip, 500, html, redirect, cut, cut_after, large, replay,
 *                         above, unknown_token, revoked, garbage, empty
 *   cert good|other|expired|early
 *   listen on|off         off: connections are refused
 *   change JSON           adds a change to the feed
 *   epoch WORD            a new, empty ledger with this epoch
 *   blob HEX TEXT         adds a blob
 *   blob_file HEX PATH    adds a blob from a file
 *   cut_blob N            sends only N bytes of the next blob
 *   hold_blobs on|off     on: large blobs stop in the middle
 *   received              rows stored, rows received again, batches
 *   seqs                  the stored numbers, in order of arrival
 *   calls                 the number of calls
 *   ranges                the number of resumed downloads
 *   opened                sealed texts that could be opened
 *   note_first            voice notes and screenshots that arrived before their record
 *   print                 the fingerprint of its authority */
#include "fake_state.h"

#include "base/bytes.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

struct fake fake = {
    .lock = PTHREAD_MUTEX_INITIALIZER, .mode = "ok", .listener = -1, .cut_blob = -1};

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
    bool goes_on = fake_answer(l, text, l->in + head, body);
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
    struct timeval limit = {.tv_sec = 120};
    setsockopt(l.fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
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
    int i = fake_blob(rest, true);
    fake.blobs[i].bytes = strdup(strlen(rest) > 65 ? rest + 65 : "");
    fake.blobs[i].count = fake.blobs[i].all = strlen(fake.blobs[i].bytes);
}

static void add_blob_file(const char *rest) {
    int i = fake_blob(rest, true);
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
    if (access(keys, F_OK) < 0) /* the kiosk's own key if it exists: its cards stay valid */
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
