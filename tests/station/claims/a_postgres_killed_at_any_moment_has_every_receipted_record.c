/* kill -9 of PostgreSQL under load: every record with a receipt is stored once, and the station
 * recovers without a restart. */
#include "rig.h"

#include <signal.h>
#include <stdlib.h>

enum { KIOSKS = 3 };

CLAIM(a_postgres_killed_at_any_moment_has_every_receipted_record) {
    const char *url = getenv("MUSTER_POSTGRES");
    if (!url) claim_skip("no PostgreSQL");
    struct place *place = place_new(url);
    struct kiosk kiosks[KIOSKS];
    struct instance station;
    bool stopped = false;
    int kills = rounds("KILL_ROUNDS", 4);
    serve(&station, place);
    for (int i = 0; i < KIOSKS; i++) {
        char id[16];
        snprintf(id, sizeof id, "kiosk-%d", i);
        kiosk_pair(&kiosks[i], place, id);
        kiosks[i].port = station.port;
        kiosk_run(&kiosks[i], &stopped, 9);
    }
    place_close(place);
    for (int i = 0; i < kills; i++) {
        sleep_ms(100 + (int)crypto_random_below(500));
        EXPECT(shell("%s", getenv("MUSTER_POSTGRES_KILL")) >= 0);
        sleep_ms(100);
        EXPECT(shell("%s", getenv("MUSTER_POSTGRES_START")) == 0);
    }
    sleep_ms(500);
    __atomic_store_n(&stopped, true, __ATOMIC_RELEASE);
    for (int i = 0; i < KIOSKS; i++) pthread_join(kiosks[i].thread, NULL);
    place_open(place);
    int64_t all = 0, bad = 0;
    for (int i = 0; i < KIOSKS; i++) {
        kiosk_drain(&kiosks[i], 30000);
        kiosk_is_whole(&kiosks[i], place);
        all += kiosks[i].receipted;
        bad += kiosks[i].bad;
    }
    EXPECT(place_one(place, "SELECT count(*) FROM record") == all);
    EXPECT(bad > 0);
    printf("%d kills, %lld records, %lld replies lost\n", kills, (long long)all, (long long)bad);
    stop(&station, SIGTERM);
}
