/* A kiosk is identified by its token alone. A forged token, another kiosk's, or none is refused. A
 * revoked kiosk loses access immediately, including its waiting poll. */
#include "rig.h"

#include <signal.h>
#include <string.h>

static struct place *place;
static struct instance station;
static struct kiosk a, b;

static long post_as(const char *token, const char *body) {
    struct reply r =
        ask(place, station.port, "POST", "/v1/records", token, NULL, body, strlen(body));
    long status = r.status;
    reply_free(&r);
    return status;
}

static void *poll_long(void *arg) {
    struct reply r = ask(place, station.port, "GET", "/v1/changes?after=1000000&wait=25", a.token,
                         NULL, NULL, 0);
    *(long *)arg = r.status;
    reply_free(&r);
    return NULL;
}

CLAIM(a_kiosk_can_neither_write_nor_read_as_another) {
    static const char batch[] =
        "{\"kiosk\":\"kiosk-b\",\"records\":[{\"seq\":1,\"kind\":\"visit\",\"at_ms\":1,\"boot\":"
        "\"b\",\"mono_ms\":1,\"synced\":true,\"kiosk\":\"kiosk-b\",\"body\":{\"origin_kiosk\":"
        "\"kiosk-b\",\"outcome\":\"visit\",\"member_no\":\"M1\"}}]}";
    char forged[160];
    struct why why = {0};
    pthread_t thread;
    long polled = 0;
    place = place_new(NULL);
    serve(&station, place);
    kiosk_pair(&a, place, "kiosk-a");
    kiosk_pair(&b, place, "kiosk-b");
    EXPECT(post_as(NULL, batch) == 401);
    EXPECT(post_as("", batch) == 401);
    EXPECT(post_as("kiosk-b.0000", batch) == 401);
    snprintf(forged, sizeof forged, "kiosk-b%s", strchr(a.token, '.'));
    EXPECT(post_as(forged, batch) == 401);
    EXPECT(post_as(a.token, batch) == 200);
    EXPECT(place_one(place, "SELECT count(*) FROM record WHERE kiosk='kiosk-b'") == 0);
    EXPECT(place_one(place, "SELECT count(*) FROM attendance WHERE kiosk='kiosk-a'") == 1);
    EXPECT(pthread_create(&thread, NULL, poll_long, &polled) == 0);
    sleep_ms(1200);
    struct reply r = ask(place, station.port, "GET", "/v1/changes?after=0", a.token, NULL, NULL, 0);
    EXPECT(r.status == 200);
    reply_free(&r);
    int64_t cut = now_ms();
    EXPECT(ledger_revoke(place->ledger, "kiosk-a", "test", 1, &why) == ERR_NONE);
    EXPECT(post_as(a.token, batch) == 401);
    EXPECT(post_as(b.token, batch) == 200);
    pthread_join(thread, NULL);
    EXPECT(polled == 401 || now_ms() - cut > 20000); /* woken by the watcher, or at its end */
    stop(&station, SIGTERM);
}
