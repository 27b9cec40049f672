/* Two instances share one PostgreSQL. One is killed under load and restarted. The kiosks use the
 * other one; no record is lost or counted twice. */
#include "rig.h"

#include <signal.h>
#include <stdlib.h>

enum { KIOSKS = 4 };

CLAIM(one_of_two_instances_killed_loses_nothing) {
    const char *url = getenv("MUSTER_POSTGRES");
    if (!url) claim_skip("no PostgreSQL");
    struct place *place = place_new(url), *other = place_copy(place);
    struct kiosk kiosks[KIOSKS];
    struct instance one, two;
    serve(&one, place);
    serve(&two, other);
    for (int i = 0; i < KIOSKS; i++) {
        char id[16];
        snprintf(id, sizeof id, "kiosk-%d", i);
        kiosk_pair(&kiosks[i], place, id);
    }
    for (int round = 0; round < rounds("KILL_ROUNDS", 6); round++) {
        bool stopped = false;
        for (int i = 0; i < KIOSKS; i++) {
            kiosks[i].port = i % 2 ? two.port : one.port;
            kiosk_run(&kiosks[i], &stopped, 20);
        }
        sleep_ms(50 + (int)crypto_random_below(250));
        stop(round % 2 ? &two : &one, SIGKILL);
        sleep_ms(50);
        __atomic_store_n(&stopped, true, __ATOMIC_RELEASE);
        for (int i = 0; i < KIOSKS; i++) {
            pthread_join(kiosks[i].thread, NULL);
            kiosks[i].port = round % 2 ? one.port : two.port; /* the one that is running */
            kiosk_drain(&kiosks[i], 20000);
        }
        if (round % 2)
            serve(&two, other);
        else
            serve(&one, place);
    }
    int64_t all = 0;
    for (int i = 0; i < KIOSKS; i++) {
        kiosk_is_whole(&kiosks[i], place);
        all += kiosks[i].receipted;
    }
    EXPECT(place_one(place, "SELECT count(*) FROM record") == all);
    printf("%lld records\n", (long long)all);
    stop(&one, SIGTERM);
    stop(&two, SIGTERM);
}
