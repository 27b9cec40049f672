/* A status byte with bit 7 set makes libnfc abort: the kiosk stays up and the reader comes back. */
#include "flow.h"

CLAIM(the_kiosk_survives_status_80) {
    flow_start(f, AT_ACTIVITY);
    int kiosk = f->kiosk_pid;
    flow_sim(f, "fault status80");
    flow_sim(f, "place A:04010203040506:desfire");
    flow_sleep_ms(800);
    flow_sim(f, "remove");
    int64_t since = flow_now_ms();
    for (;; flow_sleep_ms(200)) {
        flow_expect(f, flow_now_ms() - since < 12000);
        flow_sim(f, "place %s", WANG);
        flow_sleep_ms(300);
        flow_sim(f, "remove");
        if (flow_count(flow_export(f, "taps"), "LS0001")) break;
    }
    flow_expect(f, f->kiosk_pid == kiosk && flow_descriptors(kiosk) > 0);
}
