/* Name, network and station come from the file on the boot partition. The passphrase is in no
 * argument list and no log. The file is not used again at the next start. */
#include "flow.h"

#include <string.h>

static int ups(struct flow *f) {
    const char *log;
    flow_shell(f, &log, "cat $DIR/tools.log");
    return flow_count(log, "nmcli --wait 50 connection up id muster-wifi-trial");
}

CLAIM(a_new_kiosk_is_set_up_by_a_file_and_by_it_once) {
    const char *said;
    flow_start_board(f);
    flow_place_init(f);
    flow_place_serve(f);
    flow_expect(f,
                flow_shell(f, &said,
                           "set -e; " PLACE_PATH " pair --dir $DIR/place --name 大厅 >$DIR/code; "
                           "printf '[station]\\nname = 老兵驿站\\n[network]\\nssid = hall\\n"
                           "passphrase = correct horse\\n[pair]\\nstation = 127.0.0.1:%d\\n"
                           "fingerprint = %%s\\ncode = %%s\\n' "
                           "\"$(sed -n 's/^fingerprint: //p' $DIR/code)\" "
                           "\"$(sed -n 's/^code: //p' $DIR/code)\" >$DIR/setup.ini",
                           f->place_port) == 0);
    f->without_import = true;
    flow_start(f, AT_ACTIVITY);
    flow_sees(f, "老兵驿站");
    for (int i = 0; i < 150 && flow_shell(f, NULL, "test -e $DATA/setup.done"); i++)
        flow_sleep_ms(100);
    flow_expect(
        f, flow_shell(f, NULL, "test -s $DATA/station/paired && test -s $DATA/setup.done") == 0);
    flow_expect(f, ups(f) == 1);
    flow_expect(f, flow_shell(f, NULL,
                              "grep -q 'timedatectl set-timezone Asia/Shanghai' "
                              "$DIR/tools.log") == 0);
    flow_expect(f, flow_shell(f, NULL,
                              "grep -r 'correct horse' $DIR/tools.log $DIR/kiosk.log "
                              "$DIR/board.log $DATA") != 0);
    flow_restart_at(f, AT_ACTIVITY);
    flow_sees(f, "老兵驿站");
    flow_sleep_ms(1500);
    flow_expect(f, ups(f) == 1);
    flow_shell(f, &said, "$KIOSK --config $DIR/muster.conf --check 2>/dev/null");
    flow_expect(f, strstr(said, "setup    the file has been used") != NULL);
}
