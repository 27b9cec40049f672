/* config: DIR/station.conf, an INI file that init writes and operators may edit. */
#include "service/station.h"

#include "base/bytes.h"

#include <ini.h>
#include <stdio.h>
#include <stdlib.h>

#define PLACE(member) offsetof(struct station_config, member)

static const struct {
    const char *key;
    size_t offset, size; /* size 0: a number */
    int least, most;
} keys[] = {
    {"station.name", PLACE(name), TITLE_SIZE, 0, 0},
    {"station.id", PLACE(id), KEY_SIZE, 0, 0},
    {"station.timezone", PLACE(timezone), 48, 0, 0},
    {"ledger.db", PLACE(db), 512, 0, 0},
    {"serve.listen", PLACE(listen), 64, 0, 0},
    {"serve.port", PLACE(port), 0, 0, 65535},
    {"serve.addresses", PLACE(addresses), 512, 0, 0},
    {"serve.connections_per_address", PLACE(per_address), 0, 0, 100000},
    {"serve.assets", PLACE(assets), 256, 0, 0},
    {"upstream.address", PLACE(upstream), 256, 0, 0},
    {"retention.request_days", PLACE(request_days), 0, 1, 36500},
    {"retention.attendance_days", PLACE(attendance_days), 0, 180, 36500},
};

struct reading {
    struct station_config *config;
    char bad[128];
};

static int take(void *arg, const char *section, const char *name, const char *value) {
    struct reading *r = arg;
    char key[96], *end = NULL;
    snprintf(key, sizeof key, "%s.%s", section, name);
    for (size_t i = 0; i < ARRAY_LENGTH(keys); i++) {
        if (strcmp(keys[i].key, key) != 0) continue;
        char *place = (char *)r->config + keys[i].offset;
        if (keys[i].size) {
            if (text_copy(place, keys[i].size, value)) return 1;
            snprintf(r->bad, sizeof r->bad, "%s is too long", key);
            return 0;
        }
        long n = strtol(value, &end, 10);
        if (*value && !*end && n >= keys[i].least && n <= keys[i].most) {
            *(int *)(void *)place = (int)n;
            return 1;
        }
        snprintf(r->bad, sizeof r->bad, "%s must be a number from %d to %d", key, keys[i].least,
                 keys[i].most);
        return 0;
    }
    snprintf(r->bad, sizeof r->bad, "unknown key %s", key);
    return 0;
}

enum err station_config_read(const char *dir, struct why *why, struct station_config *ret_config) {
    struct station_config config = {
        .port = STATION_PORT, .per_address = 256, .request_days = 730, .attendance_days = 1095};
    struct reading r = {.config = &config};
    char path[300];
    TEXT_COPY(config.dir, dir);
    TEXT_COPY(config.listen, "0.0.0.0");
    TEXT_COPY(config.assets, MUSTER_ASSETS_DIR);
    TEXT_COPY(config.timezone, "Asia/Shanghai");
    snprintf(path, sizeof path, "%s/station.conf", dir);
    int line = ini_parse(path, take, &r);
    if (line < 0)
        return why_set(why, ERR_NOT_FOUND, "cannot read %s: has muster-station init been run?",
                       path);
    if (line > 0)
        return why_set(why, ERR_BAD_INPUT, "%s:%d: %s", path, line,
                       r.bad[0] ? r.bad : "not a valid INI line");
    *ret_config = config;
    return ERR_NONE;
}

enum err station_config_write(const struct station_config *c, struct why *why) {
    char path[300], text[4096];
    int n = snprintf(text, sizeof text,
                     "; Settings of the station. Restart muster-station after a change.\n"
                     "[station]\nname = %s\nid = %s\ntimezone = %s\n\n"
                     "[ledger]\n; empty: ledger.db in this folder; or postgresql://...\ndb = %s\n\n"
                     "[serve]\nlisten = %s\nport = %d\n"
                     "; names and addresses of this machine for browsers, separated by commas\n"
                     "addresses = %s\nconnections_per_address = %d\n\n"
                     "[upstream]\n; the next tier, HOST[:PORT]; see muster-station join\n"
                     "address = %s\n\n"
                     "[retention]\nrequest_days = %d\nattendance_days = %d\n",
                     c->name, c->id, c->timezone, c->db, c->listen, c->port, c->addresses,
                     c->per_address, c->upstream, c->request_days, c->attendance_days);
    snprintf(path, sizeof path, "%s/station.conf", c->dir);
    return n > 0 && (size_t)n < sizeof text ? file_write_atomic(path, text, (size_t)n, 0600, why)
                                            : why_set(why, ERR_BAD_INPUT, "the config is too long");
}

void station_db_url(const struct station_config *config, char *ret_url, size_t bytes) {
    if (config->db[0])
        snprintf(ret_url, bytes, "%s", config->db);
    else
        snprintf(ret_url, bytes, "%s/ledger.db", config->dir);
}
