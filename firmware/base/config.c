/* config: one table of keys, read through inih.
 * 1. A file with one bad line changes nothing. */
#include "base/config.h"
#include "base/bytes.h"

#include <errno.h>
#include <ini.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum kind {
    KIND_TEXT,
    KIND_SECRET, /* text that is never repeated in a message */
    KIND_NUMBER,
    KIND_YES_NO,
    KIND_SIZE,
    KIND_ROTATION,
    KIND_TIME,
    KIND_ZONE,
    KIND_LANGUAGE,
    KIND_NAMES,
    KIND_WIZARD
};

struct key {
    const char *section, *name;
    enum kind kind;
    size_t offset, bytes; /* in struct setup */
    long least, most;
};

#define FIELD(member)                                                                              \
    offsetof(struct setup, config.member), sizeof(((struct setup *)0)->config.member)
#define SETUP_FIELD(member) offsetof(struct setup, member), sizeof(((struct setup *)0)->member)

static const struct key keys[] = {
    {"station", "name", KIND_TEXT, FIELD(station_name), 1, 0},
    {"station", "kiosk_number", KIND_NUMBER, FIELD(kiosk_number), 0, 999},
    {"station", "timezone", KIND_ZONE, FIELD(timezone), 0, 0},
    {"station", "language", KIND_LANGUAGE, FIELD(language), 0, 0},
    {"reader", "device", KIND_TEXT, FIELD(reader_device), 1, 0},
    {"display", "size", KIND_SIZE, FIELD(width_px), 0, 0},
    {"display", "rotation", KIND_ROTATION, FIELD(rotation), 0, 0},
    {"display", "diagonal_mm", KIND_NUMBER, FIELD(diagonal_mm), 100, 2000},
    {"display", "full_screen", KIND_YES_NO, FIELD(full_screen), 0, 0},
    {"display", "motion", KIND_YES_NO, FIELD(motion), 0, 0},
    {"display", "night_from", KIND_TIME, FIELD(night_from_min), 0, 0},
    {"display", "night_to", KIND_TIME, FIELD(night_to_min), 0, 0},
    {"display", "night_brightness", KIND_NUMBER, FIELD(night_brightness), 5, 100},
    {"display", "backlight", KIND_TEXT, FIELD(backlight_directory), 1, 0},
    {"data", "directory", KIND_TEXT, FIELD(data_directory), 1, 0},
    {"data", "assets", KIND_TEXT, FIELD(assets_directory), 1, 0},
    {"data", "usb", KIND_TEXT, FIELD(usb_directory), 0, 0},
    {"kiosk", "setup", KIND_WIZARD, FIELD(setup_wizard), 0, 0},
    {"kiosk", "machine", KIND_TEXT, FIELD(machine), 0, 0},
    {"board", "socket", KIND_TEXT, FIELD(board_socket), 0, 0},
    {"board", "setup", KIND_TEXT, FIELD(setup_path), 0, 0},
    {"board", "good", KIND_TEXT, FIELD(boot_success_path), 0, 0},
    {"sound", "volume", KIND_NUMBER, FIELD(volume), 0, 100},
    {"rules", "names", KIND_NAMES, FIELD(names_masked), 0, 0},
    {"rules", "opens_before_min", KIND_NUMBER, FIELD(opens_before_min), 0, 1440},
    {"rules", "closes_after_min", KIND_NUMBER, FIELD(closes_after_min), 0, 1440},
    {"rules", "late_after_min", KIND_NUMBER, FIELD(late_after_min), 0, 1440},
    {"rules", "cool_down_min", KIND_NUMBER, FIELD(cool_down_min), 1, 1440},
};

/* Additional keys of a setup file. */
static const struct key setup_keys[] = {
    {"network", "ssid", KIND_TEXT, SETUP_FIELD(ssid), 1, 0},
    {"network", "passphrase", KIND_SECRET, SETUP_FIELD(passphrase), 8, 0}, /* of WPA: 8 to 64 */
    {"pair", "station", KIND_TEXT, SETUP_FIELD(station), 1, 0},
    {"pair", "fingerprint", KIND_TEXT, SETUP_FIELD(fingerprint), 32, 0},
    {"pair", "code", KIND_SECRET, SETUP_FIELD(code), 8, 0},
};

struct reading {
    struct setup setup;
    char *local; /* NULL: a config file, where setup_keys are unknown */
    size_t local_bytes;
    const char *name, *rest; /* rest: the text that was not read yet */
    int line;                /* inih does not tell a handler its line, so its reader counts */
    struct why *why;
    enum err e;
};

void config_defaults(struct config *ret_config) {
    *ret_config = (struct config){
        .station_name = "退役军人服务站",
        .timezone = "Asia/Shanghai",
        .language = "zh",
        .reader_device = "auto",
        .diagonal_mm = 546, /* 21.5 inches */
        .full_screen = true,
        .motion = true,
        .night_brightness = 35,
        .backlight_directory = "/sys/class/backlight",
        .setup_path = "/boot/firmware/muster-setup.ini",
        .board_socket = "/run/muster-board.sock",
        .boot_success_path = "/run/muster/good",
        .data_directory = "/var/lib/muster",
        .volume = 70,
        .opens_before_min = 30, /* design.md, check-in rules */
        .closes_after_min = 30,
        .late_after_min = 10,
        .cool_down_min = 10,
    };
}

static const struct key *find_key(const struct key *list, size_t count, const char *section,
                                  const char *name) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i].section, section) == 0 && strcmp(list[i].name, name) == 0)
            return &list[i];
    return NULL;
}

static bool parse_number(const char *value, long least, long most, int *ret_number) {
    char *end;
    errno = 0;
    long n = strtol(value, &end, 10);
    if (errno || end == value || *end || n < least || n > most) return false;
    *ret_number = (int)n;
    return true;
}

static bool parse_choice(const char *value, const char *no, const char *yes, bool *ret_yes) {
    bool is_yes = strcmp(value, yes) == 0;
    if (!is_yes && strcmp(value, no) != 0) return false;
    *ret_yes = is_yes;
    return true;
}

static bool parse_size(const char *value, struct config *config) {
    int w, h, used = 0;
    if (strcmp(value, "auto") == 0)
        w = h = 0;
    else if (sscanf(value, "%dx%d%n", &w, &h, &used) != 2 || value[used] || w < 320 || h < 320 ||
             w > 7680 || h > 7680)
        return false;
    config->width_px = w;
    config->height_px = h;
    return true;
}

/* 22:30 */
static bool parse_time(const char *value, int *ret_minutes) {
    int h, m, used = 0;
    if (strlen(value) != 5 || sscanf(value, "%2d:%2d%n", &h, &m, &used) != 2 || used != 5)
        return false;
    if (h < 0 || h > 23 || m < 0 || m > 59) return false;
    *ret_minutes = h * 60 + m;
    return true;
}

static bool zone_known(const char *value) {
    char path[PATH_MAX];
    if (value[0] == '/' || strstr(value, "..")) return false;
    snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", value);
    return value[0] && access(path, R_OK) == 0;
}

/* zh, zh_CN, zh-CN, en, en_US …: the language counts, not the region. */
static bool parse_language(const char *value, char *ret_language, size_t bytes) {
    static const char *const languages[] = {"zh", "en"};
    for (size_t i = 0; i < ARRAY_LENGTH(languages); i++)
        if (strncmp(value, languages[i], 2) == 0 &&
            (!value[2] || value[2] == '_' || value[2] == '-'))
            return text_copy(ret_language, bytes, languages[i]);
    return false;
}

/* NULL if the value is valid, else what it must be. */
static const char *set_key(struct setup *setup, const struct key *key, const char *value,
                           char hint[static 64]) {
    char *field = (char *)setup + key->offset;
    switch (key->kind) {
    case KIND_TEXT:
    case KIND_SECRET:
        if (!utf8_valid(value, strlen(value)) || strlen(value) < (size_t)key->least)
            return key->least > 1 ? "longer" : "text in UTF-8, not empty";
        return text_copy(field, key->bytes, value) ? NULL : "shorter";
    case KIND_NUMBER:
        snprintf(hint, 64, "a whole number from %ld to %ld", key->least, key->most);
        return parse_number(value, key->least, key->most, (int *)(void *)field) ? NULL : hint;
    case KIND_YES_NO:
        return parse_choice(value, "no", "yes", (bool *)field) ? NULL : "yes or no";
    case KIND_NAMES:
        return parse_choice(value, "full", "masked", (bool *)field) ? NULL : "full or masked";
    case KIND_WIZARD:
        return parse_choice(value, "no", "wizard", (bool *)field) ||
                       parse_choice(value, "no", "walk", (bool *)field) /* as in 0.1 */
                   ? NULL
                   : "no or wizard";
    case KIND_SIZE:
        return parse_size(value, &setup->config) ? NULL
                                                 : "auto, or width x height such as 1080x1920";
    case KIND_ROTATION:
        if (!parse_number(value, 0, 270, (int *)(void *)field) || *(int *)(void *)field % 90)
            return "0, 90, 180 or 270";
        return NULL;
    case KIND_TIME:
        return parse_time(value, (int *)(void *)field) ? NULL : "a time of day such as 22:30";
    case KIND_ZONE:
        if (!zone_known(value))
            return "an IANA time zone such as Asia/Shanghai (is tzdata installed?)";
        return text_copy(field, key->bytes, value) ? NULL : "shorter";
    case KIND_LANGUAGE:
        return parse_language(value, field, key->bytes) ? NULL : "zh or en";
    }
    return "known";
}

static void refuse(struct reading *reading, const char *what) {
    if (reading->e != ERR_NONE) return;
    reading->e =
        why_set(reading->why, ERR_BAD_INPUT, "%s:%d: %s", reading->name, reading->line, what);
}

static enum err keep_line(struct reading *reading, const char *section, const char *name,
                          const char *value) {
    size_t used = strlen(reading->local);
    int n = snprintf(reading->local + used, reading->local_bytes - used, "[%s]\n%s=%s\n", section,
                     name, value);
    return n > 0 && used + (size_t)n < reading->local_bytes ? ERR_NONE : ERR_BAD_INPUT;
}

static int on_key(void *user, const char *section, const char *name, const char *value) {
    struct reading *reading = user;
    char what[256], hint[64];
    const struct key *key = find_key(keys, ARRAY_LENGTH(keys), section, name);
    bool of_config = key != NULL;
    if (!key && reading->local) key = find_key(setup_keys, ARRAY_LENGTH(setup_keys), section, name);
    const char *wanted = key ? set_key(&reading->setup, key, value, hint) : NULL;
    if (!key)
        snprintf(what, sizeof what, "unknown key [%s] %s", section, name);
    else if (wanted && key->kind == KIND_SECRET)
        snprintf(what, sizeof what, "[%s] %s must be %s", section, name, wanted);
    else if (wanted)
        snprintf(what, sizeof what, "[%s] %s = \"%.40s\" must be %s", section, name, value, wanted);
    else if (of_config && reading->local && keep_line(reading, section, name, value) != ERR_NONE)
        snprintf(what, sizeof what, "the file is too long");
    else
        return 1;
    refuse(reading, what);
    return 0;
}

/* Gives inih one line, like fgets; NULL at the end and after a refusal. */
static char *next_line(char *buffer, int size, void *stream) {
    struct reading *reading = stream;
    if (reading->e != ERR_NONE || *reading->rest == 0) return NULL;
    size_t n = strcspn(reading->rest, "\n");
    reading->line++;
    const char *wrong = n + 2 > (size_t)size ? "the line is too long"
                        : *reading->rest == '[' && !memchr(reading->rest, ']', n)
                            ? "a [section] must end with ]"
                            : NULL;
    if (wrong) {
        refuse(reading, wrong);
        return NULL;
    }
    memcpy(buffer, reading->rest, n);
    buffer[n] = 0;
    reading->rest += n + (reading->rest[n] == '\n');
    return buffer;
}

/* A refused file has changed *reading only. */
static enum err parse(struct reading *reading) {
    int line = ini_parse_stream(next_line, reading, on_key, reading);
    if (reading->e == ERR_NONE && line != 0)
        reading->e = why_set(reading->why, ERR_BAD_INPUT, "%s:%d: not a [section] or key = value",
                             reading->name, line);
    return reading->e;
}

enum err config_parse(const char *text, const char *name, struct why *why, struct config *config) {
    struct reading reading = {.setup.config = *config, .name = name, .rest = text, .why = why};
    enum err e = parse(&reading);
    if (e == ERR_NONE) *config = reading.setup.config;
    return e;
}

enum err setup_parse(const char *text, const char *name, struct why *why, struct setup *setup,
                     char *ret_local, size_t local_bytes) {
    struct reading reading = {.setup = *setup,
                              .name = name,
                              .rest = text,
                              .why = why,
                              .local = ret_local,
                              .local_bytes = local_bytes};
    const struct setup *s = &reading.setup;
    ret_local[0] = 0;
    enum err e = parse(&reading);
    bool pairs = s->station[0] && s->fingerprint[0] && s->code[0];
    if (e == ERR_NONE && !pairs && (s->station[0] || s->fingerprint[0] || s->code[0]))
        e = why_set(why, ERR_BAD_INPUT, "%s: [pair] needs station, fingerprint and code", name);
    if (e == ERR_NONE && s->passphrase[0] && !s->ssid[0])
        e = why_set(why, ERR_BAD_INPUT, "%s: [network] passphrase needs an ssid", name);
    if (e == ERR_NONE) *setup = reading.setup;
    explicit_bzero(&reading.setup, sizeof reading.setup);
    return e;
}

enum err config_read(const char *path, struct why *why, struct config *config) {
    char *text = NULL;
    size_t count = 0;
    enum err e = file_read(path, 65536, why, &text, &count);
    if (e != ERR_NONE) return e;
    if (memchr(text, 0, count))
        e = why_set(why, ERR_BAD_INPUT, "%s:1: not a text file", path);
    else
        e = config_parse(text, path, why, config);
    free(text);
    return e;
}

enum err config_read_local(const char *directory, struct why *why, struct config *config) {
    char path[300];
    struct config local = *config;
    snprintf(path, sizeof path, "%s/local.conf", directory);
    if (access(path, F_OK) < 0 && errno == ENOENT) return ERR_NONE;
    enum err e = config_read(path, why, &local);
    if (e != ERR_NONE) return e;
    TEXT_COPY(local.data_directory, config->data_directory);
    *config = local;
    return ERR_NONE;
}

/* Removes the lines of this key from text, and a section that holds only this key: in local.conf
 * every key has its own section line. */
static void copy_others(const char *text, const char *head, const char *start, FILE *to) {
    while (*text) {
        const char *next = strchr(text, '\n'), *second = next ? next + 1 : text + strlen(text);
        bool is_ours =
            strncmp(text, head, strlen(head)) == 0 && strncmp(second, start, strlen(start)) == 0;
        const char *after = is_ours ? strchr(second, '\n') : next;
        if (!is_ours) fprintf(to, "%.*s\n", (int)(next ? next - text : (long)strlen(text)), text);
        text = after ? after + 1 : text + strlen(text);
    }
}

enum err config_keep(const char *directory, const char *section, const char *name,
                     const char *value, struct why *why) {
    char path[300], head[64], start[64], *before = NULL, *text = NULL;
    size_t bytes = 0;
    struct config trial;
    config_defaults(&trial);
    snprintf(path, sizeof path, "%s/local.conf", directory);
    snprintf(head, sizeof head, "[%s]\n", section);
    snprintf(start, sizeof start, "%s=", name);
    bool sound = file_read(path, 32768, NULL, &before, &bytes) == ERR_NONE &&
                 config_parse(before, path, NULL, &trial) == ERR_NONE;
    FILE *to = open_memstream(&text, &bytes);
    if (!to) {
        free(before);
        return why_set(why, ERR_NO_MEMORY, "%s: no memory", path);
    }
    if (sound) copy_others(before, head, start, to);
    fprintf(to, "%s%s%s\n", head, start, value);
    bool whole = fclose(to) == 0;
    enum err e = whole ? config_parse(text, path, why, &trial) : ERR_NO_MEMORY;
    if (e == ERR_NONE) e = file_write_atomic(path, text, bytes, 0600, why);
    free(text);
    free(before);
    return e;
}
