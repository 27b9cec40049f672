/* station_process: a kiosk and muster-station as two processes. */
#include "flow.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

void flow_place_init(struct flow *f) {
    const char *output = NULL;
    if (flow_shell(f, &output,
                   "echo demo-demo-demo | " PLACE_PATH " init --dir $DIR/place --name 示例站 "
                   "--listen 127.0.0.1 --port 0 --admin admin --password-stdin") != 0)
        flow_fail(f, "init: %s", output);
}

void flow_place_serve(struct flow *f) {
    char port[16], place[96];
    const char *output = NULL;
    snprintf(port, sizeof port, "%d", f->place_port);
    snprintf(place, sizeof place, "%s/place", f->dir);
    char *argv[] = {PLACE_PATH, "serve", "--dir", place, "--port", port, NULL};
    flow_shell(f, NULL, ": > $DIR/place.log");
    f->place_pid = flow_start_program(f, "place.log", argv);
    for (int64_t end = flow_now_ms() + 15000 * FLOW_PATIENCE; flow_now_ms() < end;
         flow_sleep_ms(30)) {
        flow_shell(f, &output, "grep -o 'https://127.0.0.1:[0-9]*' $DIR/place.log | tail -n 1");
        if (strlen(output) > 18) {
            f->place_port = atoi(output + 18);
            return;
        }
    }
    flow_shell(f, &output, "cat $DIR/place.log");
    flow_fail(f, "the station does not start: %s", output);
}

void flow_place_kill(struct flow *f, int signal) {
    kill(f->place_pid, signal);
    waitpid(f->place_pid, NULL, 0);
    f->place_pid = 0;
}

void flow_place_pair(struct flow *f) {
    const char *output = NULL;
    if (flow_shell(f, &output,
                   "set -e; " PLACE_PATH " pair --dir $DIR/place --name 大厅 > $DIR/code; "
                   "$KIOSK --data $DATA pair --station 127.0.0.1:%d --drop-cards "
                   "--code $(sed -n 's/^code: //p' $DIR/code) "
                   "--fingerprint \"$(sed -n 's/^fingerprint: //p' $DIR/code)\"",
                   f->place_port) != 0)
        flow_fail(f, "pair: %s", output);
}

int flow_place_count(struct flow *f, const char *sql) {
    const char *output = NULL;
    if (flow_shell(f, &output, "sqlite3 -cmd '.timeout 5000' $DIR/place/ledger.db \"%s\"", sql) !=
        0)
        flow_fail(f, "%s: %s", sql, output);
    return atoi(output);
}

void flow_place_has_all(struct flow *f, int ms) {
    const char *output = NULL;
    for (int64_t end = flow_now_ms() + ms * FLOW_PATIENCE; flow_waiting(f) > 0; flow_sleep_ms(50))
        if (flow_now_ms() > end) flow_fail(f, "%d rows still wait", flow_waiting(f));
    flow_expect(f, flow_shell(f, &output,
                              "sqlite3 $DATA/muster.db 'SELECT seq FROM record ORDER BY 1' > "
                              "$DIR/here; sqlite3 $DIR/place/ledger.db 'SELECT seq FROM record "
                              "ORDER BY 1' > $DIR/there; cmp $DIR/here $DIR/there") == 0);
    flow_expect(f, flow_place_count(f, "SELECT count(*) FROM aside") == 0);
}
