/* If one line is wrong, none of the file is applied. */
#include "flow.h"

#include <string.h>

CLAIM(a_bad_setup_file_does_nothing_and_names_its_line) {
    const char *said;
    flow_start_board(f);
    flow_shell(f, NULL,
               "printf '[station]\\nname = 老兵驿站\\n[network]\\nssid = hall\\n"
               "passphrase = hush\\n' >$DIR/setup.ini");
    flow_start(f, AT_ACTIVITY);
    flow_sees(f, "龙尚社区退役军人服务站");
    flow_log_says(f, "setup.ini:5: [network] passphrase must be longer", 3000);
    flow_shell(f, &said, "$KIOSK --config $DIR/muster.conf --check 2>/dev/null");
    flow_expect(f, strstr(said, "PROBLEM  setup") && strstr(said, "setup.ini:5:"));
    flow_expect(f, flow_shell(f, NULL,
                              "test -e $DIR/tools.log || test -e $DATA/local.conf || "
                              "grep -q hush $DIR/kiosk.log") != 0);
}
