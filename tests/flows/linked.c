/* linked: a kiosk with fake_station, which can misbehave. */
#include "flow.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void flow_start_fake(struct flow *f) {
    char *argv[] = {FAKE_PATH, f->dir, NULL};
    f->fake_pid = flow_start_program(f, "fake.log", argv);
    f->fake_socket = flow_connect(f, "fake.sock", f->fake_pid);
}

const char *flow_fake(struct flow *f, const char *fmt, ...) {
    char line[4096];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(line, sizeof line - 2, fmt, args);
    va_end(args);
    memcpy(line + n, "\n", 2);
    const char *reply = flow_converse(f, f->fake_socket, line);
    if (strncmp(reply, "ok", 2) != 0) flow_fail(f, "fake_station: \"%s\": %s", fmt, reply);
    return reply[2] == ' ' ? reply + 3 : reply + 2;
}

void flow_pair(struct flow *f) {
    char print[64];
    const char *output = NULL;
    snprintf(print, sizeof print, "%s", flow_fake(f, "print"));
    int port = atoi(flow_fake(f, "port"));
    if (flow_shell(f, &output,
                   "$KIOSK --data $DATA pair --station 127.0.0.1:%d --code 12345678 "
                   "--fingerprint %s",
                   port, print) != 0)
        flow_fail(f, "pair: %s", output);
}

void flow_start_linked(struct flow *f, const char *clock) {
    if (!f->without_import) flow_prepare(f);
    flow_start_fake(f);
    flow_pair(f);
    flow_start(f, clock);
}

static int ask_number(struct flow *f, const char *sql) {
    const char *output = NULL;
    if (flow_shell(f, &output, "sqlite3 -cmd '.timeout 5000' $DATA/muster.db '%s'", sql) != 0)
        flow_fail(f, "%s: %s", sql, output);
    return atoi(output);
}

int flow_waiting(struct flow *f) {
    return ask_number(f, "SELECT count(*) FROM outbox");
}

static bool fake_has_all(struct flow *f, char *ret_missing, size_t bytes) {
    static char seqs[262144];
    const char *output = NULL;
    snprintf(seqs, sizeof seqs, " %s ", flow_fake(f, "seqs"));
    if (flow_shell(f, &output, "sqlite3 $DATA/muster.db 'SELECT seq FROM record ORDER BY seq'") !=
        0)
        flow_fail(f, "%s", output);
    for (const char *p = output; *p; p += strcspn(p, "\n") + 1) {
        char one[32];
        snprintf(one, sizeof one, " %ld ", strtol(p, NULL, 10));
        if (flow_count(seqs, one) == 1) continue;
        snprintf(ret_missing, bytes, "record%sis at the station %d times", one,
                 flow_count(seqs, one));
        return false;
    }
    return true;
}

void flow_all_known(struct flow *f, int ms) {
    char missing[96] = "";
    for (int64_t end = flow_now_ms() + ms * FLOW_PATIENCE; flow_waiting(f) > 0; flow_sleep_ms(50))
        if (flow_now_ms() > end) flow_fail(f, "%d rows still wait", flow_waiting(f));
    if (!fake_has_all(f, missing, sizeof missing)) flow_fail(f, "%s", missing);
}

void flow_all_arrive(struct flow *f, int ms) {
    flow_all_known(f, ms);
    flow_expect(f, atoi(flow_fake(f, "received")) == ask_number(f, "SELECT count(*) FROM record"));
}

void flow_log_says(struct flow *f, const char *text, int ms) {
    for (int64_t end = flow_now_ms() + ms * FLOW_PATIENCE; flow_now_ms() < end; flow_sleep_ms(50))
        if (flow_shell(f, NULL, "grep -q -F -- '%s' $DIR/kiosk.log", text) == 0) return;
    flow_fail(f, "\"%s\" is not in the log", text);
}

void flow_survives_station(struct flow *f, const char *trouble, const char *code) {
    flow_start_linked(f, AT_ACTIVITY);
    flow_all_arrive(f, 10000);
    flow_fake(f, "%s", trouble);
    flow_tap_gives(f, WANG, "welcome");
    flow_tap_gives(f, LI, "welcome");
    flow_log_says(f, code, 60000);
    for (int64_t end = flow_now_ms() + 5000 * FLOW_PATIENCE; flow_waiting(f) < 2; flow_sleep_ms(50))
        flow_expect(f,
                    flow_now_ms() < end); /* it may show the previous person's page for a moment */
    flow_tap_gives(f, OUYANG, "welcome"); /* the screen works as usual */
    flow_fake(f, "mode ok");
    flow_fake(f, "cert good");
    flow_fake(f, "listen on");
    flow_restart_at(f, AT_ACTIVITY); /* do not wait for the back-off */
    flow_all_arrive(f, 15000);
}
