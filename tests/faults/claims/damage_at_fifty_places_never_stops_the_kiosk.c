/* The store is damaged at fifty random places, one after the other, each with a new start: there is
 * always a page, every tap is answered, and earlier welcomes are still stored. It takes about a
 * minute, for fifty starts. */
#include "flow.h"

#include <stdlib.h>

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
#define PLACES 6
#else
#define PLACES 50
#endif

/* The page appears immediately; opening a snapshot in place of the damaged store takes longer. */
static void wait_for_store(struct flow *f) {
    for (int64_t end = flow_now_ms() + 5000 * FLOW_PATIENCE;
         flow_shell(f, NULL, "$KIOSK --data $DATA export taps") != 0; flow_sleep_ms(50))
        flow_expect(f, flow_now_ms() < end);
}

CLAIM(damage_at_fifty_places_never_stops_the_kiosk) {
    unsigned seed = 7;
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
    flow_stop_kiosk(f);
    flow_expect(f, flow_shell(f, NULL, "cp -r $DATA $DIR/kept") == 0);
    for (int i = 0; i < PLACES; i++) {
        flow_shell(f, NULL,
                   "rm -rf $DATA && cp -r $DIR/kept $DATA && dd if=/dev/urandom of=$DATA/muster.db "
                   "bs=512 count=8 conv=notrunc"
                   " seek=$(( %d %% ($(stat -c %%s $DATA/muster.db) / 512) ))",
                   rand_r(&seed) % 100000);
        flow_start_kiosk(f);
        flow_screen(f, "attract");
        wait_for_store(f);
        flow_exported(f, "taps", "LS0001", 1);
        if (i % 10 == 0) {
            flow_tap_gives(f, STRANGER, "unknown");
            flow_exported(f, "taps", "unknown_card", 1);
        }
        flow_stop_kiosk(f);
    }
}
