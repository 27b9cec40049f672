/* verbs: one table; each verb checks its arguments, then runs tools with fixed options.
 * 1. No argument reaches a tool that its check has not passed.
 * 2. A passphrase goes by a pipe: never in a list of arguments, never in a log. */
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
#define SOON_S 20
#define JOIN_S 60      /* association, and an address */
#define INSTALL_S 1800 /* a whole system onto a slow card */

/* Of statfs(2): file systems without owners, which are given one when they are mounted. */
#define MAGIC_VFAT 0x4d44
#define MAGIC_EXFAT 0x2011BAB0
#define MAGIC_NTFS3 0x7366746e

#define WIFI "muster-wifi"
#define WIFI_TRIAL "muster-wifi-trial"

struct verb {
    const char *name;
    int least, most; /* arguments */
    bool (*run)(const struct door *door, const struct request *request);
};

static void say(const struct door *door, const char *mark, const char *code, const char *text) {
    char line[800];
    int n = snprintf(line, sizeof line - 1, "%s%s%s%s%s\n", mark, code[0] ? " " : "", code,
                     text[0] ? " " : "", text);
    if (n >= (int)sizeof line - 1) line[n = (int)sizeof line - 2] = '\n', n++;
    if (write(door->out, line, (size_t)n) < 0) {
        /* The client has gone; what it asked for is finished all the same. */
    }
}

bool door_refuse(const struct door *door, const char *code, const char *text) {
    say(door, "error", code, text);
    return false;
}

static void relay(void *to, const char *line) {
    say(to, "=", "", line);
}

static enum tool_end use(const struct door *door, int limit_s, const char *input,
                         void (*said)(void *, const char *), char last[static 256],
                         const char *const argv[]) {
    struct tool tool = {.folder = door->tools,
                        .argv = argv,
                        .input = input,
                        .limit_s = limit_s,
                        .said = said,
                        .to = (void *)door};
    return tool_run(&tool, last);
}
#define QUIETLY(door, limit_s, last, ...)                                                          \
    use(door, limit_s, NULL, NULL, last, (const char *const[]){__VA_ARGS__, NULL})
#define ALOUD(door, limit_s, last, ...)                                                            \
    use(door, limit_s, NULL, relay, last, (const char *const[]){__VA_ARGS__, NULL})

static bool tell_end(const struct door *door, enum tool_end end, const char *last) {
    switch (end) {
    case TOOL_DONE:
        say(door, "ok", "", "");
        return true;
    case TOOL_FAILED:
        return door_refuse(door, "failed", last);
    case TOOL_MISSING:
        return door_refuse(door, "missing", last);
    case TOOL_LATE:
        return door_refuse(door, "timeout", last);
    case TOOL_LOUD:
        return door_refuse(door, "failed", "it said too much");
    }
    return false;
}

/* timedated refuses while it keeps the time itself: it lets go for a moment. */
static bool set_clock(const struct door *door, const struct request *request) {
    char when[16], last[256], unused[256];
    if (!argument_is_time(request->argument[0])) return door_refuse(door, "refused", "not a time");
    snprintf(when, sizeof when, "@%s", request->argument[0]);
    enum tool_end end = QUIETLY(door, SOON_S, last, "timedatectl", "set-time", when);
    /* It refuses while timesyncd runs; `set-ntp no` would have to write to /etc. */
    if (end == TOOL_FAILED &&
        QUIETLY(door, SOON_S, unused, "systemctl", "stop", TIMESYNC) == TOOL_DONE) {
        end = QUIETLY(door, SOON_S, last, "timedatectl", "set-time", when);
        if (QUIETLY(door, SOON_S, unused, "systemctl", "start", TIMESYNC) != TOOL_DONE)
            fprintf(stderr, "muster-board: timesyncd stays off: %s\n", unused);
    }
    return tell_end(door, end, last);
}

static bool set_timezone(const struct door *door, const struct request *request) {
    char last[256];
    const char *zone = request->argument[0];
    if (!argument_is_zone(zone)) return door_refuse(door, "refused", "not a time zone");
    return tell_end(door, QUIETLY(door, SOON_S, last, "timedatectl", "set-timezone", zone), last);
}

static bool network_state(const struct door *door, const struct request *request) {
    char last[256];
    (void)request;
    enum tool_end end = ALOUD(door, SOON_S, last, "nmcli", "-t", "-f",
                              "DEVICE,TYPE,STATE,CONNECTION", "device", "status");
    return tell_end(door, end, last);
}

static bool network_list(const struct door *door, const struct request *request) {
    char last[256];
    (void)request;
    enum tool_end end =
        ALOUD(door, SOON_S, last, "nmcli", "-t", "-f", "IN-USE,SIGNAL,SECURITY,SSID", "device",
              "wifi", "list", "--rescan", "auto");
    return tell_end(door, end, last);
}

static enum tool_end add_trial(const struct door *door, const char *ssid, bool open,
                               char last[static 256]) {
    if (open)
        return QUIETLY(door, SOON_S, last, "nmcli", "connection", "add", "type", "wifi", "ifname",
                       "*", "con-name", WIFI_TRIAL, "ssid", ssid);
    return QUIETLY(door, SOON_S, last, "nmcli", "connection", "add", "type", "wifi", "ifname", "*",
                   "con-name", WIFI_TRIAL, "ssid", ssid, "802-11-wireless-security.key-mgmt",
                   "wpa-psk");
}

/* The network that worked before stays until the new one does. */
static bool network_join(const struct door *door, const struct request *request) {
    char last[256], unused[256], secret[128];
    const char *ssid = request->argument[0], *passphrase = request->argument[1];
    if (!argument_is_ssid(ssid)) return door_refuse(door, "refused", "not a network's name");
    if (!argument_is_passphrase(passphrase))
        return door_refuse(door, "refused", "a passphrase has 8 to 63 characters");
    snprintf(secret, sizeof secret, "802-11-wireless-security.psk:%s\n", passphrase);
    QUIETLY(door, SOON_S, unused, "nmcli", "connection", "delete", "id", WIFI_TRIAL);
    enum tool_end end = add_trial(door, ssid, !passphrase[0], last);
    if (end == TOOL_DONE) {
        const char *const up[] = {"nmcli", "--wait",   "50",          "connection",      "up",
                                  "id",    WIFI_TRIAL, "passwd-file", "/proc/self/fd/0", NULL};
        end = use(door, JOIN_S, passphrase[0] ? secret : NULL, NULL, last, up);
        if (end == TOOL_DONE) {
            QUIETLY(door, SOON_S, unused, "nmcli", "connection", "delete", "id", WIFI);
            end = QUIETLY(door, SOON_S, last, "nmcli", "connection", "modify", "id", WIFI_TRIAL,
                          "connection.id", WIFI);
        } else {
            QUIETLY(door, SOON_S, unused, "nmcli", "connection", "delete", "id", WIFI_TRIAL);
        }
    }
    explicit_bzero(secret, sizeof secret);
    return tell_end(door, end, last);
}

static bool update_state(const struct door *door, const struct request *request) {
    char last[256];
    (void)request;
    return tell_end(door, ALOUD(door, SOON_S, last, "rauc", "status", "--output-format=shell"),
                    last);
}

/* Whose file it is does not matter: RAUC takes nothing that is not signed, and checks each block
 * that it reads (bundles of the format verity). */
static bool is_update(const struct door *door, const char *path) {
    return argument_is_bundle(path, door->sticks) || argument_is_bundle(path, door->updates);
}
#define NOT_AN_UPDATE "not an update on a stick or from the station"

static bool update_info(const struct door *door, const struct request *request) {
    char last[256];
    const char *path = request->argument[0];
    if (!is_update(door, path)) return door_refuse(door, "refused", NOT_AN_UPDATE);
    return tell_end(door, ALOUD(door, SOON_S, last, "rauc", "info", "--output-format=shell", path),
                    last);
}

static bool install_update(const struct door *door, const struct request *request) {
    char last[256];
    const char *path = request->argument[0];
    if (!is_update(door, path)) return door_refuse(door, "refused", NOT_AN_UPDATE);
    return tell_end(door, ALOUD(door, INSTALL_S, last, "rauc", "install", path), last);
}

static bool restart(const struct door *door, const struct request *request) {
    char last[256];
    (void)request;
    return tell_end(door, QUIETLY(door, SOON_S, last, "systemctl", "--no-block", "reboot"), last);
}

static bool has_no_owners(const char *folder) {
    struct statfs fs;
    return statfs(folder, &fs) == 0 &&
           (fs.f_type == MAGIC_VFAT || fs.f_type == MAGIC_EXFAT || fs.f_type == MAGIC_NTFS3);
}

static enum tool_end mount_stick(const struct door *door, const char *device, const char *folder,
                                 const char *access, const char *owner, char last[static 256]) {
    char options[128];
    snprintf(options, sizeof options, "--options=%s,noexec,nosuid,nodev%s", access, owner);
    return QUIETLY(door, SOON_S, last, "systemd-mount", "--collect", "--automount=no", options,
                   device, folder);
}

/* Let go and mounted anew by the service manager, not remounted: a remount changes nothing for a
 * service whose own view of the mounts was made before. */
static bool mount_anew(const struct door *door, const struct request *request, bool writable) {
    char device[32], folder[300], owner[64] = "", last[256], unused[256];
    struct stat st;
    snprintf(device, sizeof device, "/dev/%.15s", request->argument[0]);
    snprintf(folder, sizeof folder, "%s/%.15s", door->sticks, request->argument[0]);
    if (!argument_is_partition(request->argument[0]) || lstat(folder, &st) < 0 ||
        !S_ISDIR(st.st_mode))
        return door_refuse(door, "refused", "no such stick");
    const struct passwd *user = getpwnam("muster");
    if (writable && user && has_no_owners(folder))
        snprintf(owner, sizeof owner, ",uid=%u,gid=%u", user->pw_uid, user->pw_gid);
    enum tool_end end = QUIETLY(door, SOON_S, last, "systemd-umount", folder);
    if (end != TOOL_DONE) return tell_end(door, end, last);
    end = mount_stick(door, device, folder, writable ? "rw" : "ro", owner, last);
    if (end != TOOL_DONE && writable) mount_stick(door, device, folder, "ro", "", unused);
    return tell_end(door, end, last);
}

static bool stick_writable(const struct door *door, const struct request *request) {
    return mount_anew(door, request, true);
}

static bool stick_readonly(const struct door *door, const struct request *request) {
    return mount_anew(door, request, false);
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

bool door_answer(const struct door *door, const struct request *request) {
    for (size_t i = 0; i < ARRAY_LENGTH(verbs); i++) {
        if (strcmp(verbs[i].name, request->verb) != 0) continue;
        if (request->count < verbs[i].least || request->count > verbs[i].most)
            return door_refuse(door, "refused", "so many arguments are not for this");
        return verbs[i].run(door, request);
    }
    return door_refuse(door, "unknown", "no such verb");
}
