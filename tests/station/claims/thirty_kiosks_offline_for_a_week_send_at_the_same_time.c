/* Thirty kiosks send a week of records at the same time: every record arrives once. */
#include "rig.h"

#include <signal.h>

enum { KIOSKS = 30 };

static void *drain(void *arg) {
    kiosk_drain(arg, 120000);
    return NULL;
}

CLAIM(thirty_kiosks_offline_for_a_week_send_at_the_same_time) {
    struct place *place = place_new(NULL);
    struct instance station;
    static struct kiosk kiosks[KIOSKS];
    pthread_t threads[KIOSKS];
    int week = rounds("WEEK_RECORDS", 700);
    serve(&station, place);
    for (int i = 0; i < KIOSKS; i++) {
        char id[16];
        snprintf(id, sizeof id, "kiosk-%02d", i);
        kiosk_pair(&kiosks[i], place, id);
        kiosks[i].port = station.port;
        kiosks[i].made = week;
    }
    int64_t begun = now_ms();
    for (int i = 0; i < KIOSKS; i++) pthread_create(&threads[i], NULL, drain, &kiosks[i]);
    for (int i = 0; i < KIOSKS; i++) pthread_join(threads[i], NULL);
    int64_t took = now_ms() - begun;
    for (int i = 0; i < KIOSKS; i++) kiosk_is_whole(&kiosks[i], place);
    EXPECT(place_one(place, "SELECT count(*) FROM record") == (int64_t)KIOSKS * week);
    printf("%d kiosks, %d records each: %lld ms\n", KIOSKS, week, (long long)took);
    stop(&station, SIGTERM);
}
