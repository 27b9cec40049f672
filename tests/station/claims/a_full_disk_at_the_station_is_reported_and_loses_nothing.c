/* If the station's disk is full, it sends no receipt but status 507. Once there is room again,
 * every pending record arrives once. */
#include "rig.h"
#include "scratch/scratch.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

CLAIM(a_full_disk_at_the_station_is_reported_and_loses_nothing) {
    static const char late[] =
        "{\"records\":[{\"seq\":900000,\"kind\":\"visit\",\"at_ms\":1,\"boot\":\"b\",\"mono_ms\":1,"
        "\"synced\":true,\"body\":{}}]}";
    char small[64], dir[96];
    SCRATCH_TEMPLATE(small, "small");
    EXPECT(mkdtemp(small) != NULL);
    if (shell("mount -t tmpfs -o size=6m muster %s", small) != 0)
        claim_skip("mounting a tmpfs needs root");
    snprintf(dir, sizeof dir, "%s/station", small);
    struct place *place = place_at(dir, NULL);
    struct instance station;
    struct kiosk kiosk;
    serve(&station, place);
    kiosk_pair(&kiosk, place, "kiosk-1");
    kiosk.port = station.port;
    EXPECT(kiosk_send(&kiosk, 10));
    EXPECT(shell("dd if=/dev/zero of=%s/ballast bs=64k 2>/dev/null; dd if=/dev/zero of=%s/rest"
                 " bs=512 2>/dev/null; true",
                 small, small) == 0);
    bool refused = false;
    for (int i = 0; i < 200 && !refused; i++) refused = !kiosk_send(&kiosk, 100);
    EXPECT(refused);
    struct reply r =
        ask(place, station.port, "POST", "/v1/records", kiosk.token, NULL, late, strlen(late));
    EXPECT(r.status != 200);
    printf("status %ld: %s\n", r.status, r.body);
    reply_free(&r);
    EXPECT(shell("rm -f %s/ballast %s/rest", small, small) == 0);
    kiosk_drain(&kiosk, 30000);
    kiosk_is_whole(&kiosk, place);
    stop(&station, SIGTERM);
    place_close(place);
    shell("umount %s && rmdir %s", small, small);
}
