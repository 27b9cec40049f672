/* A street is restored from an old backup. The village notices the new epoch with the next reply,
 * although it has no new records, and forwards everything since the backup again, once each. */
#include "rig.h"

#include <signal.h>
#include <string.h>

static void join(struct place *below, struct place *above, const struct instance *at) {
    struct why why = {0};
    char code[9];
    EXPECT(ledger_pair_code(above->ledger, "示例社区站", true, "test", clock_now().utc_ms, &why,
                            code) == ERR_NONE);
    EXPECT(shell("printf 'yes\\n' | %s join --dir %s --upstream 127.0.0.1:%d --code %s >/dev/null",
                 STATION_PATH, below->dir, at->port, code) == 0);
}

static void wait_for(struct place *place, const char *sql, int64_t wanted) {
    int64_t got = -1;
    for (int64_t end = now_ms() + 60000; now_ms() < end; sleep_ms(50)) {
        got = place_one(place, sql);
        if (got == wanted) return;
    }
    FAIL("%s: %lld, not %lld", sql, (long long)got, (long long)wanted);
}

CLAIM(a_restored_upstream_gets_everything_again) {
    struct place *village = place_new(NULL), *street = place_new(NULL);
    struct instance v, s;
    struct kiosk kiosk;
    serve(&s, street);
    int port = s.port;
    join(village, street, &s);
    serve(&v, village);
    kiosk_pair(&kiosk, village, "kiosk-v");
    kiosk.port = v.port;
    EXPECT(kiosk_send(&kiosk, 20));
    wait_for(street, "SELECT count(*) FROM record", 20);
    EXPECT(shell("%s backup --dir %s %s.old >/dev/null", STATION_PATH, street->dir, street->dir) ==
           0);
    EXPECT(kiosk_send(&kiosk, 200));
    wait_for(street, "SELECT count(*) FROM record", 220);
    wait_for(village, "SELECT count(*) FROM upstream_outbox", 0);
    stop(&s, SIGKILL);
    EXPECT(kiosk_send(&kiosk, 1)); /* it cannot connect, and retries */
    wait_for(village,
             "SELECT count(*) FROM meta WHERE key='upstream.trouble' AND value LIKE 'L-DOWN:%'", 1);
    place_close(street);
    EXPECT(shell("rm -rf %s && mv %s.old %s", street->dir, street->dir, street->dir) == 0);
    place_open(street);
    EXPECT(place_one(street, "SELECT count(*) FROM record") == 20);
    serve_at(&s, street, port);
    wait_for(street, "SELECT count(*) FROM record", 221);
    wait_for(village, "SELECT count(*) FROM upstream_outbox", 0);
    EXPECT(place_one(street, "SELECT count(DISTINCT seq) FROM record") == 221);
    EXPECT(place_one(street, "SELECT count(*) FROM aside") == 0);
    EXPECT(place_one(street, "SELECT count(*) FROM attendance") ==
           place_one(village, "SELECT count(*) FROM attendance"));
    EXPECT(place_one(village, "SELECT count(*) FROM audit WHERE what='upstream_restored'") == 1);
    wait_for(village, "SELECT count(*) FROM meta WHERE key='upstream.trouble' AND value=''", 1);
    stop(&v, SIGTERM);
    stop(&s, SIGTERM);
}
