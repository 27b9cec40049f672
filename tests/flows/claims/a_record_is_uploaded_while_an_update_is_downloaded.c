/* While the download of a part stalls, new records are still uploaded. After a disconnection the
 * part resumes in the middle. */
#include "flow.h"

#include <stdlib.h>
#include <string.h>

static void give(struct flow *f, const char *file) {
    const char *output = NULL;
    char hex[80] = "";
    flow_expect(f, flow_shell(f, &output, "b2sum -l 256 %s/%s | cut -c 1-64", f->dir, file) == 0);
    memcpy(hex, output, 64);
    flow_fake(f, "blob_file %s %s/%s", hex, f->dir, file);
}

CLAIM(a_record_is_uploaded_while_an_update_is_downloaded) {
    const char *output = NULL;
    f->extra_config = "[kiosk]\nmachine = muster-x\n";
    flow_start_linked(f, AT_ACTIVITY);
    flow_all_arrive(f, 10000);
    flow_expect(f, flow_shell(f, NULL,
                              "cd $DIR; h() { b2sum -l 256 $1 | cut -c 1-64; }; head -c 200000 "
                              "/dev/urandom >new; split -a 1 -b 131072 new part.\n"
                              "printf '{\"version\":\"7\",\"compatible\":\"muster-x\",\"bytes\":"
                              "200000,\"part_bytes\":131072,\"hash\":\"%%s\",\"parts\":[\"%%s\","
                              "\"%%s\"]}' $(h new) $(h part.a) $(h part.b) >manifest") == 0);
    give(f, "manifest");
    give(f, "part.a");
    give(f, "part.b");
    flow_fake(f, "hold_blobs on");
    flow_shell(f, &output, "b2sum -l 256 $DIR/manifest | cut -c 1-64 | tr -d '\\n'");
    flow_fake(f, "change {\"kind\":\"setting\",\"key\":\"update.muster-x\",\"value\":\"%s\"}",
              output);
    for (int64_t end = flow_now_ms() + 20000 * FLOW_PATIENCE;; flow_sleep_ms(50)) {
        flow_expect(f, flow_now_ms() < end);
        if (flow_shell(f, NULL, "test $(stat -c %%s $DATA/updates/*.part) = 65536") == 0) break;
    }
    flow_tap_gives(f, WANG, "welcome");
    flow_all_arrive(f, 10000);
    flow_expect(f, flow_shell(f, NULL, "test $(stat -c %%s $DATA/updates/*.part) = 65536") == 0);
    flow_kill_kiosk(f);
    flow_fake(f, "hold_blobs off");
    flow_start_kiosk(f);
    flow_log_says(f, "update 7 was fetched", 20000);
    flow_expect(f, atoi(flow_fake(f, "ranges")) == 1);
    flow_expect(f, flow_shell(f, NULL, "cmp $DIR/new $DATA/updates/*.raucb") == 0);
    flow_expect(f, flow_shell(f, NULL, "test $(ls $DATA/updates | wc -l) = 1") == 0);
}
