/* verbs: one table. Each verb checks its arguments, then runs tools with fixed options.
 * 1. An argument reaches a tool only after its check has passed.
 * 2. A passphrase is sent through a pipe. It is never in an argument list or a log. */
#include "verbs.h"

#include "base/bytes.h"
#include "tool.h"

#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#define TIMESYNC "systemd-timesyncd.service"
#define SHORT_LIMIT_S 20
#define JOIN_S 60      /* association, and an address */
#define INSTALL_S 1800 /* a complete system to a slow card */

/* From statfs(2): file systems without owners; the owner is a mount option. */
#define MAGIC_VFAT 0x4d44
#define MAGIC_EXFAT 0x2011BAB0
#define MAGIC_NTFS3 0x7366746e

#define WIFI "muster-wifi"
#define WIFI_TRIAL "muster-wifi-trial"

struct verb {
    const char *name;
    int least, most; /* arguments */
    bool (*run)(const struct helper *helper, const struct request *request);
};

static void say(const struct helper *helper, const char *mark, const char *code, const char *text) {
    char line[800];
    int n = snprintf(line, sizeof line - 1, "%s%s%s%s%s\n", mark, code[0] ? " " : "", code,
                     text[0] ? " " : "", text);
    if (n >= (int)sizeof line - 1) line[n = (int)sizeof line - 2] = '\n', n++;
    if (write(helper->out, line, (size_t)n) < 0) {
        /* The client has disconnected; the action is completed anyway. */
    }
}

bool helper_refuse(const struct helper *helper, const char *code, const char *text) {
    say(helper, "error", code, text);
    return false;
}

static void relay(void *to, const char *line) {
    say(to, "=", "", line);
}

static enum tool_end run_tool(const struct helper *helper, int limit_s, const char *input,
                              void (*on_line)(void *, const char *), char last[static 256],
                              const char *const argv[]) {
    struct tool tool = {.folder = helper->tools,
                        .argv = argv,
                        .input = input,
                        .limit_s = limit_s,
                        .on_line = on_line,
                        .to = (void *)helper};
    return tool_run(&tool, last);
}
#define RUN_SILENT(helper, limit_s, last, ...)                                                     \
    run_tool(helper, limit_s, NULL, NULL, last, (const char *const[]){__VA_ARGS__, NULL})
#define RUN_RELAYED(helper, limit_s, last, ...)                                                    \
    run_tool(helper, limit_s, NULL, relay, last, (const char *const[]){__VA_ARGS__, NULL})

static bool answer_end(const struct helper *helper, enum tool_end end, const char *last) {
    switch (end) {
    case TOOL_DONE:
        say(helper, "ok", "", "");
        return true;
    case TOOL_FAILED:
        return helper_refuse(helper, "failed", last);
    case TOOL_MISSING:
        return helper_refuse(helper, "missing", last);
    case TOOL_TIMEOUT:
        return helper_refuse(helper, "timeout", last);
    case TOOL_OUTPUT_TOO_LONG:
        return helper_refuse(helper, "failed", "too much output");
    }
    return false;
}

/* timedated refuses while timesyncd runs, so timesyncd is stopped meanwhile. */
static bool set_clock(const struct helper *helper, const struct request *request) {
    char when[16], last[256], unused[256];
    if (!argument_is_time(request->argument[0]))
        return helper_refuse(helper, "refused", "not a time");
    snprintf(when, sizeof when, "@%s", request->argument[0]);
    enum tool_end end = RUN_SILENT(helper, SHORT_LIMIT_S, last, "timedatectl", "set-time", when);
    /* `timedatectl set-ntp no` is no alternative: it writes to /etc, which is read-only. */
    if (end == TOOL_FAILED &&
        RUN_SILENT(helper, SHORT_LIMIT_S, unused, "systemctl", "stop", TIMESYNC) == TOOL_DONE) {
        end = RUN_SILENT(helper, SHORT_LIMIT_S, last, "timedatectl", "set-time", when);
        if (RUN_SILENT(helper, SHORT_LIMIT_S, unused, "systemctl", "start", TIMESYNC) != TOOL_DONE)
            fprintf(stderr, "muster-board: cannot start timesyncd again: %s\n", unused);
    }
    return answer_end(helper, end, last);
}

static bool set_timezone(const struct helper *helper, const struct request *request) {
    char last[256];
    const char *zone = request->argument[0];
    if (!argument_is_zone(zone)) return helper_refuse(helper, "refused", "not a time zone");
    return answer_end(
        helper, RUN_SILENT(helper, SHORT_LIMIT_S, last, "timedatectl", "set-timezone", zone), last);
}

static bool network_state(const struct helper *helper, const struct request *request) {
    char last[256];
    (void)request;
    enum tool_end end = RUN_RELAYED(helper, SHORT_LIMIT_S, last, "nmcli", "-t", "-f",
                                    "DEVICE,TYPE,STATE,CONNECTION", "device", "status");
    return answer_end(helper, end, last);
}

static bool network_list(const struct helper *helper, const struct request *request) {
    char last[256];
    (void)request;
    enum tool_end end =
        RUN_RELAYED(helper, SHORT_LIMIT_S, last, "nmcli", "-t", "-f", "IN-USE,SIGNAL,SECURITY,SSID",
                    "device", "wifi", "list", "--rescan", "auto");
    return answer_end(helper, end, last);
}

static enum tool_end add_trial(const struct helper *helper, const char *ssid, bool open,
                               char last[static 256]) {
    if (open)
        return RUN_SILENT(helper, SHORT_LIMIT_S, last, "nmcli", "connection", "add", "type", "wifi",
                          "ifname", "*", "con-name", WIFI_TRIAL, "ssid", ssid);
    return RUN_SILENT(helper, SHORT_LIMIT_S, last, "nmcli", "connection", "add", "type", "wifi",
                      "ifname", "*", "con-name", WIFI_TRIAL, "ssid", ssid,
                      "802-11-wireless-security.key-mgmt", "wpa-psk");
}

/* The working connection is deleted only after the new one works. */
static bool network_join(const struct helper *helper, const struct request *request) {
    char last[256], unused[256], secret[128];
    const char *ssid = request->argument[0], *passphrase = request->argument[1];
    if (!argument_is_ssid(ssid)) return helper_refuse(helper, "refused", "not a network's name");
    if (!argument_is_passphrase(passphrase))
        return helper_refuse(helper, "refused", "a passphrase has 8 to 63 characters");
    snprintf(secret, sizeof secret, "802-11-wireless-security.psk:%s\n", passphrase);
    RUN_SILENT(helper, SHORT_LIMIT_S, unused, "nmcli", "connection", "delete", "id", WIFI_TRIAL);
    enum tool_end end = add_trial(helper, ssid, !passphrase[0], last);
    if (end == TOOL_DONE) {
        const char *const up[] = {"nmcli", "--wait",   "50",          "connection",      "up",
                                  "id",    WIFI_TRIAL, "passwd-file", "/proc/self/fd/0", NULL};
        end = run_tool(helper, JOIN_S, passphrase[0] ? secret : NULL, NULL, last, up);
        if (end == TOOL_DONE) {
            RUN_SILENT(helper, SHORT_LIMIT_S, unused, "nmcli", "connection", "delete", "id", WIFI);
            end = RUN_SILENT(helper, SHORT_LIMIT_S, last, "nmcli", "connection", "modify", "id",
                             WIFI_TRIAL, "connection.id", WIFI);
        } else {
            RUN_SILENT(helper, SHORT_LIMIT_S, unused, "nmcli", "connection", "delete", "id",
                       WIFI_TRIAL);
        }
    }
    explicit_bzero(secret, sizeof secret);
    return answer_end(helper, end, last);
}

static bool update_state(const struct helper *helper, const struct request *request) {
    char last[256];
    (void)request;
    return answer_end(
        helper, RUN_RELAYED(helper, SHORT_LIMIT_S, last, "rauc", "status", "--output-format=shell"),
        last);
}

/* The owner of the file does not matter: RAUC accepts only signed bundles and checks each block
 * that it reads (bundle format verity). */
static bool is_update(const struct helper *helper, const char *path) {
    return argument_is_bundle(path, helper->sticks) || argument_is_bundle(path, helper->updates);
}
#define NOT_AN_UPDATE "not an update on a stick or from the station"

static bool update_info(const struct helper *helper, const struct request *request) {
    char last[256];
    const char *path = request->argument[0];
    if (!is_update(helper, path)) return helper_refuse(helper, "refused", NOT_AN_UPDATE);
    return answer_end(
        helper,
        RUN_RELAYED(helper, SHORT_LIMIT_S, last, "rauc", "info", "--output-format=shell", path),
        last);
}

static bool install_update(const struct helper *helper, const struct request *request) {
    char last[256];
    const char *path = request->argument[0];
    if (!is_update(helper, path)) return helper_refuse(helper, "refused", NOT_AN_UPDATE);
    return answer_end(helper, RUN_RELAYED(helper, INSTALL_S, last, "rauc", "install", path), last);
}

static bool restart(const struct helper *helper, const struct request *request) {
    char last[256];
    (void)request;
    return answer_end(
        helper, RUN_SILENT(helper, SHORT_LIMIT_S, last, "systemctl", "--no-block", "reboot"), last);
}

static bool has_no_owners(const char *folder) {
    struct statfs fs;
    return statfs(folder, &fs) == 0 &&
           (fs.f_type == MAGIC_VFAT || fs.f_type == MAGIC_EXFAT || fs.f_type == MAGIC_NTFS3);
}

static enum tool_end mount_stick(const struct helper *helper, const char *device,
                                 const char *folder, const char *access, const char *owner,
                                 char last[static 256]) {
    char options[128];
    snprintf(options, sizeof options, "--options=%s,noexec,nosuid,nodev%s", access, owner);
    return RUN_SILENT(helper, SHORT_LIMIT_S, last, "systemd-mount", "--collect", "--automount=no",
                      options, device, folder);
}

/* Unmount and mount again through the service manager. A remount would not reach a service whose
 * mount namespace exists already. */
static bool mount_again(const struct helper *helper, const struct request *request, bool writable) {
    char device[32], folder[300], owner[64] = "", last[256], unused[256];
    struct stat st;
    snprintf(device, sizeof device, "/dev/%.15s", request->argument[0]);
    snprintf(folder, sizeof folder, "%s/%.15s", helper->sticks, request->argument[0]);
    if (!argument_is_partition(request->argument[0]) || lstat(folder, &st) < 0 ||
        !S_ISDIR(st.st_mode))
        return helper_refuse(helper, "refused", "no such stick");
    const struct passwd *user = getpwnam("muster");
    if (writable && user && has_no_owners(folder))
        snprintf(owner, sizeof owner, ",uid=%u,gid=%u", user->pw_uid, user->pw_gid);
    enum tool_end end = RUN_SILENT(helper, SHORT_LIMIT_S, last, "systemd-umount", folder);
    if (end != TOOL_DONE) return answer_end(helper, end, last);
    end = mount_stick(helper, device, folder, writable ? "rw" : "ro", owner, last);
    if (end != TOOL_DONE && writable) mount_stick(helper, device, folder, "ro", "", unused);
    return answer_end(helper, end, last);
}

static bool stick_writable(const struct helper *helper, const struct request *request) {
    return mount_again(helper, request, true);
}

static bool stick_readonly(const struct helper *helper, const struct request *request) {
    return mount_again(helper, request, false);
}

static const struct verb verbs[] = {
    {"set-clock", 1, 1, set_clock},
    {"set-timezone", 1, 1, set_timezone},
    {"network-state", 0, 0, network_state},
    {"network-list", 0, 0, network_list},
    {"network-join", 1, 2, network_join},
    {"update-state", 0, 0, update_state},
    {"update-info", 1, 1, update_info},
    {"install-update", 1, 1, install_update},
    {"reboot", 0, 0, restart},
    {"stick-writable", 1, 1, stick_writable},
    {"stick-readonly", 1, 1, stick_readonly},
};

bool helper_answer(const struct helper *helper, const struct request *request) {
    for (size_t i = 0; i < ARRAY_LENGTH(verbs); i++) {
        if (strcmp(verbs[i].name, request->verb) != 0) continue;
        if (request->count < verbs[i].least || request->count > verbs[i].most)
            return helper_refuse(helper, "refused", "wrong number of arguments");
        return verbs[i].run(helper, request);
    }
    return helper_refuse(helper, "unknown", "no such verb");
}
