/* A power cut: the ledger's file system is copied from the device without a sync, at a random
 * moment of the station's work. Records with a receipt from before the copy are in the copy. The
 * station is stopped while the copy is made: a power cut ends all writes at one moment, too. */
#include "rig.h"
#include "scratch/scratch.h"

#include <signal.h>
#include <stdlib.h>

CLAIM(a_power_cut_loses_no_receipted_record) {
    char top[64], dir[96];
    SCRATCH_TEMPLATE(top, "power");
    EXPECT(mkdtemp(top) != NULL);
    if (shell("cd %s && truncate -s 64M disk && mkfs.ext4 -q disk && mkdir live dead &&"
              " mount -o loop disk live",
              top) != 0)
        claim_skip("mounting a loop device needs root");
    snprintf(dir, sizeof dir, "%s/live/station", top);
    struct place *place = place_at(dir, NULL);
    struct instance station;
    struct kiosk kiosk;
    bool stopped = false;
    serve(&station, place);
    kiosk_pair(&kiosk, place, "kiosk-1");
    kiosk.port = station.port;
    for (int round = 0; round < rounds("POWER_ROUNDS", 3); round++) {
        __atomic_store_n(&stopped, false, __ATOMIC_RELEASE);
        kiosk_run(&kiosk, &stopped, 17);
        sleep_ms(300 + (int)crypto_random_below(500));
        EXPECT(kill(station.pid, SIGSTOP) == 0);
        int64_t receipted = __atomic_load_n(&kiosk.receipted, __ATOMIC_ACQUIRE);
        EXPECT(
            shell("cd %s && dd if=disk of=cut bs=1M iflag=direct status=none && mount -o loop cut"
                  " dead",
                  top) == 0);
        EXPECT(kill(station.pid, SIGCONT) == 0);
        __atomic_store_n(&stopped, true, __ATOMIC_RELEASE);
        pthread_join(kiosk.thread, NULL);
        struct place dead = {0};
        snprintf(dead.url, sizeof dead.url, "%s/dead/station/ledger.db", top);
        place_open(&dead);
        struct kiosk then = kiosk;
        then.receipted = receipted;
        kiosk_is_whole(&then, &dead);
        printf("round %d: %lld with a receipt before the cut, all stored\n", round + 1,
               (long long)receipted);
        place_close(&dead);
        EXPECT(shell("umount %s/dead", top) == 0);
    }
    stop(&station, SIGTERM);
    place_close(place);
    shell("umount %s/live; rm -rf %s", top, top);
}
