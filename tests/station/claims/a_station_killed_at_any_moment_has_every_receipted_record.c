/* kill -9 of the station under load, repeatedly: every record with a receipt is stored once. */
#include "rig.h"

#include <signal.h>

enum { KIOSKS = 4 };

CLAIM(a_station_killed_at_any_moment_has_every_receipted_record) {
    struct place *place = place_new(NULL);
    struct kiosk kiosks[KIOSKS];
    struct instance station;
    bool stopped = false;
    int kills = rounds("KILL_ROUNDS", 12);
    serve(&station, place);
    int port = station.port;
    for (int i = 0; i < KIOSKS; i++) {
        char id[16];
        snprintf(id, sizeof id, "kiosk-%d", i);
        kiosk_pair(&kiosks[i], place, id);
        kiosks[i].port = port;
        kiosk_run(&kiosks[i], &stopped, 1 + i * 7);
    }
    for (int i = 0; i < kills; i++) {
        sleep_ms(20 + (int)crypto_random_below(400));
        stop(&station, SIGKILL);
        serve_at(&station, place, port);
    }
    __atomic_store_n(&stopped, true, __ATOMIC_RELEASE);
    int64_t all = 0, bad = 0;
    for (int i = 0; i < KIOSKS; i++) {
        pthread_join(kiosks[i].thread, NULL);
        kiosk_drain(&kiosks[i], 20000);
        kiosk_is_whole(&kiosks[i], place);
        all += kiosks[i].receipted;
        bad += kiosks[i].bad;
    }
    EXPECT(place_one(place, "SELECT count(*) FROM record") == all);
    EXPECT(bad > 0); /* otherwise it was never killed at work */
    printf("%d kills, %lld records, %lld replies lost\n", kills, (long long)all, (long long)bad);
    stop(&station, SIGTERM);
}
