/* LISTEN/NOTIFY: a long poll at one instance answers within a second of a change made through the
 * other. */
#include "rig.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

static int64_t answered_ms;
static int poll_port;
static struct kiosk poller;

static void *poll_once(void *arg) {
    struct place *place = arg;
    struct reply r =
        ask(place, poll_port, "GET", "/v1/changes?after=0&wait=20", poller.token, NULL, NULL, 0);
    answered_ms = now_ms();
    bool good = r.status == 200 && strstr(r.body, "第9网格");
    reply_free(&r);
    return good ? NULL : (void *)1;
}

CLAIM(a_poll_at_one_instance_sees_a_change_made_through_another) {
    const char *url = getenv("MUSTER_POSTGRES");
    if (!url) claim_skip("no PostgreSQL");
    struct place *place = place_new(url), *other = place_copy(place);
    struct instance one, two;
    struct change grid = {.kind = CHANGE_GRID, .u.grid = {.key = "W9", .name = "第9网格"}};
    struct why why = {0};
    pthread_t thread;
    void *bad = NULL;
    serve(&one, place);
    serve(&two, other);
    kiosk_pair(&poller, place, "kiosk-1");
    poll_port = two.port;
    EXPECT(pthread_create(&thread, NULL, poll_once, other) == 0);
    sleep_ms(1500);
    EXPECT(answered_ms == 0);
    int64_t made = now_ms();
    EXPECT(db_begin(ledger_db(place->ledger), &why) == ERR_NONE);
    EXPECT(ledger_apply(place->ledger, &grid, "test", 1, &why, NULL) == ERR_NONE);
    EXPECT(db_commit(ledger_db(place->ledger), &why) == ERR_NONE);
    pthread_join(thread, &bad);
    EXPECT(bad == NULL);
    printf("answered after %lld ms\n", (long long)(answered_ms - made));
    EXPECT(answered_ms - made < 1000);
    stop(&one, SIGTERM);
    stop(&two, SIGTERM);
}
