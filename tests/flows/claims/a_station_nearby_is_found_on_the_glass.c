/* With a real avahi-daemon on a private bus and loopback: the station announces itself, and staff
 * see its name on the pairing page. Skipped without avahi-daemon. */
#include "flow.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define SKIPPED 77

static void write_file(struct flow *f, const char *name, const char *fmt) {
    char path[128];
    snprintf(path, sizeof path, "%s/%s", f->dir, name);
    FILE *file = fopen(path, "w");
    flow_expect(f, file != NULL);
    fprintf(file, fmt, f->dir);
    fclose(file);
}

static int start_bus(struct flow *f) {
    char config[128], address[128];
    write_file(f, "bus.conf",
               "<busconfig><type>session</type><listen>unix:path=%s/bus</listen>"
               "<policy context='default'><allow send_destination='*' eavesdrop='true'/>"
               "<allow eavesdrop='true'/><allow own='*'/>"
               "<allow user='*'/></policy></busconfig>");
    snprintf(config, sizeof config, "--config-file=%s/bus.conf", f->dir);
    snprintf(address, sizeof address, "unix:path=%s/bus", f->dir);
    setenv("DBUS_SYSTEM_BUS_ADDRESS", address, 1);
    char *argv[] = {"/usr/bin/dbus-daemon", config, "--nofork", "--nopidfile", NULL};
    return flow_start_program(f, "dbus.log", argv);
}

static bool start_avahi(struct flow *f) {
    char config[128];
    write_file(f, "avahi.conf",
               "[server]\nhost-name=muster-test\nuse-ipv6=no\nallow-interfaces=lo\n"
               "[wide-area]\nenable-wide-area=no\n# of %s\n");
    snprintf(config, sizeof config, "%s/avahi.conf", f->dir);
    char *argv[] = {"/usr/sbin/avahi-daemon", "-f",          config, "--no-drop-root",
                    "--no-rlimits",           "--no-chroot", NULL};
    flow_start_program(f, "avahi.log", argv);
    for (int64_t end = flow_now_ms() + 10000; flow_now_ms() < end; flow_sleep_ms(50))
        if (flow_shell(f, NULL, "grep -q 'startup complete' $DIR/avahi.log") == 0) return true;
    return false;
}

CLAIM(a_station_nearby_is_found_on_the_glass) {
    char place[96];
    bool has =
        access("/usr/sbin/avahi-daemon", X_OK) == 0 && access("/usr/bin/dbus-daemon", X_OK) == 0;
    if (!has) exit(SKIPPED);
    flow_place_init(f);
    f->fake_pid = start_bus(f); /* ends with the claim; then the daemon ends too */
    flow_sleep_ms(500);
    if (!start_avahi(f)) { /* not permitted here, or another daemon is running */
        kill(f->fake_pid, SIGTERM);
        exit(SKIPPED);
    }
    snprintf(place, sizeof place, "%s/place", f->dir);
    char *argv[] = {PLACE_PATH, "serve",    "--dir",     place, "--port",
                    "0",        "--listen", "127.0.0.2", NULL};
    f->place_pid = flow_start_program(f, "place.log", argv);
    flow_start(f, AT_NOTHING);
    flow_make_staff(f);
    flow_sign_in(f);
    flow_touch(f, "上传");
    flow_screen(f, "staff_queue");
    flow_touch(f, "服务站");
    flow_screen(f, "staff_pair");
    flow_touch(f, "找一找");
    flow_sees_within(f, "示例站", 10000);
}
