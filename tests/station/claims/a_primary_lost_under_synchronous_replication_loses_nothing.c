/* with-postgres --standby: the primary is killed under load and its synchronous standby is
 * promoted. No record with a receipt is missing, and the station continues without help. */
#include "rig.h"

#include <signal.h>
#include <stdlib.h>

enum { KIOSKS = 3 };

CLAIM(a_primary_lost_under_synchronous_replication_loses_nothing) {
    const char *url = getenv("MUSTER_POSTGRES");
    if (!url || !getenv("MUSTER_POSTGRES_PROMOTE")) claim_skip("no PostgreSQL");
    struct place *place = place_new(url);
    struct kiosk kiosks[KIOSKS];
    struct instance station;
    bool stopped = false;
    serve(&station, place);
    for (int i = 0; i < KIOSKS; i++) {
        char id[16];
        snprintf(id, sizeof id, "kiosk-%d", i);
        kiosk_pair(&kiosks[i], place, id);
        kiosks[i].port = station.port;
        kiosk_run(&kiosks[i], &stopped, 9);
    }
    place_close(place);
    sleep_ms(800 + (int)crypto_random_below(800));
    EXPECT(shell("%s", getenv("MUSTER_POSTGRES_KILL")) >= 0);
    int64_t lost = now_ms(), receipted = 0;
    EXPECT(shell("%s", getenv("MUSTER_POSTGRES_PROMOTE")) == 0);
    for (int i = 0; i < KIOSKS; i++)
        receipted += __atomic_load_n(&kiosks[i].receipted, __ATOMIC_ACQUIRE);
    sleep_ms(500);
    __atomic_store_n(&stopped, true, __ATOMIC_RELEASE);
    for (int i = 0; i < KIOSKS; i++) pthread_join(kiosks[i].thread, NULL);
    place_open(place);
    for (int i = 0; i < KIOSKS; i++) kiosk_is_whole(&kiosks[i], place);
    for (int i = 0; i < KIOSKS; i++) {
        kiosk_drain(&kiosks[i], 30000);
        kiosk_is_whole(&kiosks[i], place);
    }
    printf(
        "%lld had a receipt when the primary was lost; all are at the new primary, which took over"
        " within %lld ms\n",
        (long long)receipted, (long long)(now_ms() - lost));
    EXPECT(receipted > 0);
    stop(&station, SIGTERM);
}
