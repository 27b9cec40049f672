/* First the blob, then the record; then the file is deleted. */
#include "flow.h"

#include <stdlib.h>

CLAIM(a_voice_note_is_uploaded_before_its_request) {
    f->extra_config = "";
    flow_start_linked(f, AT_ACTIVITY);
    flow_all_arrive(f, 10000);
    /* The state that the desk leaves: a request with a voice note, its sealed file in outgoing/. */
    flow_fake(f, "listen off");
    flow_file_request(f, "16900001234");
    flow_expect(f, flow_shell(f, NULL,
                              "mkdir -p $DATA/outgoing && head -c 5000 /dev/urandom > $DIR/n && "
                              "H=$(b2sum -l 256 $DIR/n | cut -c 1-64) && "
                              "cp $DIR/n $DATA/outgoing/$H.sealed && sqlite3 $DATA/muster.db "
                              "\"UPDATE request SET voice_note=x'$H'\"") == 0);
    flow_fake(f, "listen on");
    flow_restart_at(f, AT_ACTIVITY);
    flow_all_arrive(f, 15000);
    flow_expect(f, atoi(flow_fake(f, "note_first")) == 1);
    for (int i = 0; i < 50 && flow_shell(f, NULL, "ls $DATA/outgoing/*.sealed") == 0; i++)
        flow_sleep_ms(100);
    flow_expect(f, flow_shell(f, NULL, "ls $DATA/outgoing/*.sealed") != 0);
}
