/* muster-board: the real program behind a real socket, used through the kiosk's own client. Only
 * the tools are fakes, because the real ones would change the machine: each writes its arguments
 * and its standard input to a file. */
#include "platform/board.h"

#include "base/bytes.h"
#include "base/clock.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char dir[64], sock[96];
static pid_t server;

static const char stand_in[] = "#!/bin/sh\n"
                               "me=$(basename \"$0\")\n"
                               "printf '%s' \"$me\" >>DIR/log\n"
                               "for a; do printf '|%s' \"$a\" >>DIR/log; done\n"
                               "input=$(cat)\n"
                               "[ -z \"$input\" ] || printf ' <%s>' \"$input\" >>DIR/log\n"
                               "echo >>DIR/log\n"
                               "[ ! -e DIR/$me.does ] || . DIR/$me.does\n";

static void put(const char *name, const char *text, mode_t mode) {
    char path[160];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    for (const char *at = text; *at; at++) {
        if (strncmp(at, "DIR", 3) == 0) {
            fputs(dir, file);
            at += 2;
        } else {
            fputc(*at, file);
        }
    }
    fclose(file);
    assert_int_equal(chmod(path, mode), 0);
}

static const char *tools_log(void) {
    static char text[8192];
    char path[160];
    snprintf(path, sizeof path, "%s/log", dir);
    FILE *file = fopen(path, "r");
    text[file ? fread(text, 1, sizeof text - 1, file) : 0] = 0;
    if (file) fclose(file);
    return text;
}

/* As with systemd's Accept=yes: the connection is the program's standard input and output. */
static void serve(int listener) {
    char tools[96], sticks[96], updates[96];
    snprintf(tools, sizeof tools, "%s/bin", dir);
    snprintf(sticks, sizeof sticks, "%s/sticks", dir);
    snprintf(updates, sizeof updates, "%s/updates", dir);
    signal(SIGCHLD, SIG_IGN);
    for (;;) {
        int client = accept(listener, NULL, NULL);
        if (client < 0) _exit(1);
        if (fork() == 0) {
            signal(SIGCHLD, SIG_DFL);
            dup2(client, 0);
            dup2(client, 1);
            close(client);
            close(listener);
            execl(BOARD_PATH, "muster-board", "--tools", tools, "--sticks", sticks, "--updates",
                  updates, NULL);
            _exit(127);
        }
        close(client);
    }
}

static int begin(void **state) {
    static const char *const tools[] = {"timedatectl", "nmcli",         "systemctl",
                                        "rauc",        "systemd-mount", "systemd-umount"};
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    char path[160];
    (void)state;
    strcpy(dir, "/tmp/muster-board.XXXXXX");
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/sticks/sda1", dir);
    assert_int_equal(folder_make(path, 0700, NULL), ERR_NONE);
    snprintf(path, sizeof path, "%s/updates", dir);
    assert_int_equal(folder_make(path, 0700, NULL), ERR_NONE);
    snprintf(path, sizeof path, "%s/bin", dir);
    assert_int_equal(folder_make(path, 0700, NULL), ERR_NONE);
    for (size_t i = 0; i < ARRAY_LENGTH(tools); i++) {
        snprintf(path, sizeof path, "bin/%s", tools[i]);
        put(path, stand_in, 0755);
    }
    snprintf(sock, sizeof sock, "%s/sock", dir);
    TEXT_COPY(address.sun_path, sock);
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(listener, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(listener, 8), 0);
    server = fork();
    if (server == 0) serve(listener);
    close(listener);
    return 0;
}

static int end(void **state) {
    char command[128];
    (void)state;
    kill(server, SIGKILL);
    waitpid(server, NULL, 0);
    snprintf(command, sizeof command, "rm -rf %s", dir);
    return system(command);
}

static char heard[1024];

static bool hear(void *to, const char *line) {
    (void)to;
    size_t used = strlen(heard);
    if (line) snprintf(heard + used, sizeof heard - used, "%s\n", line);
    return true;
}

static bool hear_no_more(void *to, const char *line) {
    (void)to;
    (void)line;
    return false;
}

static enum err ask(const char *verb, const char *one, const char *two, struct why *why) {
    const char *const parts[] = {verb, one, one ? two : NULL, NULL};
    heard[0] = 0;
    why->text[0] = 0;
    return board_ask(sock, parts, 30, hear, NULL, why);
}

static void the_clock_is_set_with_timedatectl(void **state) {
    struct why why = {0};
    (void)state;
    assert_int_equal(board_set_clock(sock, INT64_C(1795000000499), &why), ERR_NONE);
    assert_string_equal(tools_log(), "timedatectl|set-time|@1795000000\n");
}

static void timesyncd_is_stopped_while_the_clock_is_set(void **state) {
    struct why why = {0};
    (void)state;
    put("systemctl.does", "case $1 in stop) touch DIR/free;; start) rm DIR/free;; esac\n", 0644);
    put("timedatectl.does", "[ -e DIR/free ] || { echo 'Automatic time' >&2; exit 1; }\n", 0644);
    assert_int_equal(board_set_clock(sock, INT64_C(1795000000000), &why), ERR_NONE);
    assert_string_equal(tools_log(), "timedatectl|set-time|@1795000000\n"
                                     "systemctl|stop|systemd-timesyncd.service\n"
                                     "timedatectl|set-time|@1795000000\n"
                                     "systemctl|start|systemd-timesyncd.service\n");
}

static void a_passphrase_goes_through_a_pipe_only(void **state) {
    struct why why;
    (void)state;
    assert_int_equal(ask("network-join", "老兵之家", "correct horse", &why), ERR_NONE);
    assert_non_null(
        strstr(tools_log(), "|ssid|老兵之家|802-11-wireless-security.key-mgmt|wpa-psk"));
    assert_non_null(strstr(tools_log(), "|passwd-file|/proc/self/fd/0 "
                                        "<802-11-wireless-security.psk:correct horse>\n"));
    assert_null(strstr(tools_log(), "|correct horse"));
}

static void an_open_network_needs_no_passphrase(void **state) {
    struct why why;
    (void)state;
    assert_int_equal(ask("network-join", "hall", NULL, &why), ERR_NONE);
    assert_null(strstr(tools_log(), "wpa-psk"));
    assert_null(strchr(tools_log(), '<'));
}

static void a_failed_join_keeps_the_previous_network(void **state) {
    struct why why;
    (void)state;
    put("nmcli.does", "[ \"$3\" != connection ] || { echo 'Error: no secrets' >&2; exit 4; }\n",
        0644);
    assert_int_equal(ask("network-join", "hall", "correct horse", &why), ERR_IO);
    assert_string_equal(why.text, "board: Error: no secrets");
    assert_null(strstr(tools_log(), "delete|id|muster-wifi\n"));
    const char *log = tools_log(), *deleted = "delete|id|muster-wifi-trial\n";
    assert_string_equal(log + strlen(log) - strlen(deleted), deleted);
}

static void the_output_of_a_tool_is_passed_on_line_by_line(void **state) {
    struct why why;
    (void)state;
    put("nmcli.does", "printf '*:70:WPA2:hall\\n:40::open\\n'\n", 0644);
    assert_int_equal(ask("network-list", NULL, NULL, &why), ERR_NONE);
    assert_string_equal(heard, "*:70:WPA2:hall\n:40::open\n");
}

static void an_update_on_a_stick_is_installed_with_its_progress(void **state) {
    struct why why;
    char path[160], line[256];
    (void)state;
    put("sticks/sda1/归队 2.raucb", "x", 0644);
    put("rauc.does", "printf ' 20%% Checking bundle\\n100%% Installing done.\\n'\n", 0644);
    snprintf(path, sizeof path, "%s/sticks/sda1/归队 2.raucb", dir);
    assert_int_equal(ask("install-update", path, NULL, &why), ERR_NONE);
    assert_string_equal(heard, " 20% Checking bundle\n100% Installing done.\n");
    snprintf(line, sizeof line, "rauc|install|%s\n", path);
    assert_string_equal(tools_log(), line);
}

static void a_refused_bundle_is_reported_with_the_tools_message(void **state) {
    struct why why;
    char path[160];
    (void)state;
    put("sticks/sda1/a.raucb", "x", 0644);
    put("rauc.does", "echo installing; echo 'signature verification failed' >&2; exit 1\n", 0644);
    snprintf(path, sizeof path, "%s/sticks/sda1/a.raucb", dir);
    assert_int_equal(ask("install-update", path, NULL, &why), ERR_IO);
    assert_string_equal(why.text, "board: signature verification failed");
}

static void an_update_from_the_station_is_installed_too(void **state) {
    struct why why;
    char path[160], line[256];
    (void)state;
    put("updates/0a1b.raucb", "x", 0640);
    snprintf(path, sizeof path, "%s/updates/0a1b.raucb", dir);
    assert_int_equal(ask("install-update", path, NULL, &why), ERR_NONE);
    snprintf(line, sizeof line, "rauc|install|%s\n", path);
    assert_string_equal(tools_log(), line);
}

static void an_update_is_accepted_from_nowhere_else(void **state) {
    struct why why;
    char path[160], link[160];
    (void)state;
    put("a.raucb", "x", 0644);
    snprintf(path, sizeof path, "%s/a.raucb", dir);
    assert_int_equal(ask("install-update", path, NULL, &why), ERR_BAD_INPUT);
    snprintf(link, sizeof link, "%s/sticks/sda1/a.raucb", dir);
    assert_int_equal(symlink(path, link), 0);
    assert_int_equal(ask("install-update", link, NULL, &why), ERR_BAD_INPUT);
    snprintf(link, sizeof link, "%s/updates/a.raucb", dir);
    assert_int_equal(symlink(path, link), 0);
    assert_int_equal(ask("install-update", link, NULL, &why), ERR_BAD_INPUT);
    snprintf(path, sizeof path, "%s/sticks/../a.raucb", dir);
    assert_int_equal(ask("install-update", path, NULL, &why), ERR_BAD_INPUT);
    snprintf(path, sizeof path, "%s/updates/../a.raucb", dir);
    assert_int_equal(ask("install-update", path, NULL, &why), ERR_BAD_INPUT);
    snprintf(path, sizeof path, "%s/updates/d.raucb", dir);
    assert_int_equal(folder_make(path, 0700, NULL), ERR_NONE);
    assert_int_equal(ask("install-update", path, NULL, &why), ERR_BAD_INPUT);
    assert_string_equal(tools_log(), "");
}

static void a_stick_is_mounted_again_and_noexec(void **state) {
    struct why why = {0};
    char folder[96], log[512];
    (void)state;
    snprintf(folder, sizeof folder, "%s/sticks/sda1", dir);
    assert_int_equal(board_open_stick(sock, folder, true, &why), ERR_NONE);
    snprintf(log, sizeof log,
             "systemd-umount|%s\nsystemd-mount|--collect|--automount=no|"
             "--options=rw,noexec,nosuid,nodev|/dev/sda1|%s\n",
             folder, folder);
    assert_string_equal(tools_log(), log);
    assert_int_equal(board_open_stick(sock, folder, false, &why), ERR_NONE);
    assert_non_null(strstr(tools_log(), "--options=ro,noexec,nosuid,nodev|"));
}

static void a_stick_that_cannot_be_written_is_mounted_read_only_again(void **state) {
    struct why why = {0};
    (void)state;
    put("systemd-mount.does", "case $3 in *=rw,*) echo 'write-protected' >&2; exit 1;; esac\n",
        0644);
    assert_int_equal(board_open_stick(sock, "/run/muster-stick/sda1", true, &why), ERR_IO);
    assert_string_equal(why.text, "board: write-protected");
    assert_non_null(strstr(tools_log(), "--options=ro,noexec,nosuid,nodev|"));
}

static void an_invalid_argument_reaches_no_tool(void **state) {
    static const char *const bad[][3] = {
        {"set-clock", "1", NULL},
        {"set-clock", "-795000000", NULL},
        {"set-clock", "17950000000", NULL},
        {"set-clock", "179500000x", NULL},
        {"set-clock", "9999999999", NULL},
        {"set-clock", NULL, NULL},
        {"set-clock", "1795000000", "1795000000"},
        {"set-timezone", "../../etc/passwd", NULL},
        {"set-timezone", "/etc/passwd", NULL},
        {"set-timezone", "--help", NULL},
        {"set-timezone", "Asia", NULL},
        {"set-timezone", "Asia/Nowhere", NULL},
        {"network-join", "", NULL},
        {"network-join", "--help", NULL},
        {"network-join", "123456789012345678901234567890123", NULL},
        {"network-join", "hall", "short"},
        {"network-join", "hall", "口令口令口令"},
        {"stick-writable", "../..", NULL},
        {"stick-writable", "sdb1", NULL},
        {"stick-writable", "--help", NULL},
        {"stick-writable", "", NULL},
        {"reboot", "now", NULL},
        {"update-info", "--help", NULL},
    };
    struct why why;
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
        if (ask(bad[i][0], bad[i][1], bad[i][2], &why) != ERR_BAD_INPUT)
            fail_msg("%s %s: %s", bad[i][0], bad[i][1], why.text);
    assert_int_equal(ask("sh", "-c", NULL, &why), ERR_UNSUPPORTED);
    assert_string_equal(tools_log(), "");
}

/* Written directly, without the client's checks. */
static void an_invalid_line_is_refused(void **state) {
    static const char *const bad[] = {
        "\n",          "\treboot\n", "reboot\t\t\t\n", "reboot\r\n", "set-clock\t17950\x01\n",
        "reboot\xff\n"};
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(bad); i++) {
        struct sockaddr_un address = {.sun_family = AF_UNIX};
        char said[128] = "";
        int fd = socket(AF_UNIX, SOCK_STREAM, 0);
        TEXT_COPY(address.sun_path, sock);
        assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
        assert_true(write(fd, bad[i], strlen(bad[i])) > 0);
        assert_true(read(fd, said, sizeof said - 1) > 0);
        assert_int_equal(strncmp(said, "error refused", 13), 0);
        close(fd);
    }
    assert_string_equal(tools_log(), "");
}

static void a_tool_with_too_much_output_is_stopped(void **state) {
    struct why why;
    (void)state;
    put("rauc.does", "exec yes\n", 0644);
    assert_int_equal(ask("update-state", NULL, NULL, &why), ERR_IO);
    assert_string_equal(why.text, "board: too much output");
}

static void a_tool_that_hangs_is_stopped(void **state) {
    struct why why;
    (void)state;
    put("nmcli.does", "exec sleep 600\n", 0644);
    int64_t before_ms = clock_ticks_ms();
    assert_int_equal(ask("network-state", NULL, NULL, &why), ERR_TIMEOUT);
    assert_true(clock_ticks_ms() - before_ms < 28000);
}

static void a_client_that_disconnects_is_dropped(void **state) {
    struct why why;
    (void)state;
    put("rauc.does", "exec sleep 5\n", 0644);
    int64_t before_ms = clock_ticks_ms();
    assert_int_equal(
        board_ask(sock, (const char *const[]){"update-state", NULL}, 30, hear_no_more, NULL, &why),
        ERR_TIMEOUT);
    assert_true(clock_ticks_ms() - before_ms < 4000);
}

static void a_tool_that_is_not_installed_is_reported_as_missing(void **state) {
    struct why why;
    char path[160];
    (void)state;
    snprintf(path, sizeof path, "%s/bin/rauc", dir);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(ask("update-state", NULL, NULL, &why), ERR_NOT_FOUND);
}

static void a_missing_socket_is_reported_immediately(void **state) {
    struct why why = {0};
    (void)state;
    assert_int_equal(board_set_clock("/tmp/muster-no-board", INT64_C(1795000000000), &why),
                     ERR_NOT_FOUND);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(the_clock_is_set_with_timedatectl),
        CASE(timesyncd_is_stopped_while_the_clock_is_set),
        CASE(a_passphrase_goes_through_a_pipe_only),
        CASE(an_open_network_needs_no_passphrase),
        CASE(a_failed_join_keeps_the_previous_network),
        CASE(the_output_of_a_tool_is_passed_on_line_by_line),
        CASE(an_update_on_a_stick_is_installed_with_its_progress),
        CASE(a_refused_bundle_is_reported_with_the_tools_message),
        CASE(an_update_from_the_station_is_installed_too),
        CASE(an_update_is_accepted_from_nowhere_else),
        CASE(a_stick_is_mounted_again_and_noexec),
        CASE(a_stick_that_cannot_be_written_is_mounted_read_only_again),
        CASE(an_invalid_argument_reaches_no_tool),
        CASE(an_invalid_line_is_refused),
        CASE(a_tool_with_too_much_output_is_stopped),
        CASE(a_tool_that_hangs_is_stopped),
        CASE(a_client_that_disconnects_is_dropped),
        CASE(a_tool_that_is_not_installed_is_reported_as_missing),
        CASE(a_missing_socket_is_reported_immediately),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
