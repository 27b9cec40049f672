/* Oversized bodies, bad paths and methods, and slow clients are refused with an error, and the
 * station keeps working. */
#include "rig.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static struct place *place;
static struct instance station;
static struct kiosk kiosk;

static long status_of(const char *method, const char *path, const char *header, const char *body,
                      size_t count) {
    struct reply r = ask(place, station.port, method, path, kiosk.token, header, body, count);
    long status = r.status;
    reply_free(&r);
    return status;
}

/* A page of the console, or 404; never another file. */
static bool gives_no_file(const char *path) {
    struct reply r = ask(place, station.port, "GET", path, NULL, NULL, NULL, 0);
    bool none =
        r.status == 404 || strstr(r.body, "<!doctype html>") || strstr(r.body, "<!DOCTYPE html>");
    none = none && !strstr(r.body, "root:") && !strstr(r.body, "[station]");
    reply_free(&r);
    return none;
}

/* Two hundred connections that begin a handshake and never finish it. */
static void slow_loris(void) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)station.port)};
    int fds[200];
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    for (int i = 0; i < 200; i++) {
        fds[i] = socket(AF_INET, SOCK_STREAM, 0);
        EXPECT(connect(fds[i], (struct sockaddr *)&to, sizeof to) == 0);
        EXPECT(write(fds[i], "\x16\x03\x01", 3) == 3); /* the beginning of a TLS hello */
    }
    int64_t begun = now_ms();
    EXPECT(kiosk_send(&kiosk, 5));
    EXPECT(now_ms() - begun < 2000);
    for (int i = 0; i < 200; i++) close(fds[i]);
}

CLAIM(what_comes_from_outside_is_bounded) {
    size_t large = 1200 * 1024;
    char *body = malloc(large);
    EXPECT(body != NULL);
    memset(body, ' ', large);
    place = place_new(NULL);
    serve(&station, place);
    kiosk_pair(&kiosk, place, "kiosk-1");
    kiosk.port = station.port;
    EXPECT(status_of("POST", "/v1/records", NULL, body, large) == 413);
    EXPECT(status_of("POST", "/v1/records", NULL, "[]", 2) == 400);
    EXPECT(status_of("POST", "/v1/pair", NULL, body, 8192) == 413);
    EXPECT(status_of("DELETE", "/v1/records", NULL, "", 0) == 405);
    EXPECT(status_of("GET", "/v1/blobs/../../card.key", NULL, NULL, 0) == 400);
    EXPECT(status_of("GET", "/v1/blobs/..%2f..%2fcard.key", NULL, NULL, 0) == 400);
    EXPECT(gives_no_file("/console/../../card.key"));
    EXPECT(gives_no_file("/console/..%2f..%2fstation.conf"));
    EXPECT(gives_no_file("/../../../../etc/passwd"));
    EXPECT(status_of("GET", "/v1/changes?after=-1", NULL, NULL, 0) == 400);
    EXPECT(status_of("GET", "/v1/changes?after=1%27%20OR%201=1", NULL, NULL, 0) == 400);
    EXPECT(status_of("PUT",
                     "/v1/blobs/0000000000000000000000000000000000000000000000000000000000000000",
                     "Content-Range: bytes 0-1/99999999999", "ab", 2) == 400);
    EXPECT(status_of("PUT",
                     "/v1/blobs/0000000000000000000000000000000000000000000000000000000000000000",
                     NULL, "ab", 2) == 422);
    slow_loris();
    EXPECT(kiosk_send(&kiosk, 5));
    kiosk_is_whole(&kiosk, place);
    free(body);
    stop(&station, SIGTERM);
}
