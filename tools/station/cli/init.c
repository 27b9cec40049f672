/* init: creates a station: its folder, keys, certificate authority, ledger and first administrator.
 */
#include "cli/command.h"

#include "base/bytes.h"
#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Five groups of four letters that are not easily confused: 95 bits. */
void command_make_password(char ret_password[static 25]) {
    static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789";
    size_t n = 0;
    for (int i = 0; i < 20; i++) {
        if (i && i % 4 == 0) ret_password[n++] = '-';
        ret_password[n++] = letters[crypto_random_below(sizeof letters - 1)];
    }
    ret_password[n] = 0;
}

static enum err make_folder(const struct station_config *config, struct why *why) {
    char path[300];
    snprintf(path, sizeof path, "%s/station.conf", config->dir);
    if (access(path, F_OK) == 0)
        return why_set(why, ERR_BUSY, "%s already has a station", config->dir);
    enum err e = folder_make(config->dir, 0700, why);
    return e == ERR_NONE ? station_config_write(config, why) : e;
}

static enum err add_admin(struct ledger *ledger, const char *name, const char *password,
                          struct why *why) {
    struct ledger_account admin = {.role = ROLE_ADMIN, .must_change = true};
    TEXT_COPY(admin.name, name);
    TEXT_COPY(admin.display, name);
    return ledger_account_set(ledger, &admin, password, false, "init", clock_now().utc_ms, why);
}

static enum err make(const struct station_config *config, const char *admin, const char *password,
                     struct why *why, char ret_fingerprint[static 48]) {
    struct station_keys keys = {0};
    struct ledger *ledger = NULL;
    char read_back[300];
    enum err e = make_folder(config, why);
    if (e == ERR_NONE) e = station_keys_open(config, why, &keys);
    if (e == ERR_NONE) {
        memcpy(ret_fingerprint, keys.fingerprint, 48);
        station_keys_finish(&keys);
        e = command_ledger(config, why, &ledger);
    }
    if (e == ERR_NONE) e = add_admin(ledger, admin, password, why);
    ledger_close(ledger);
    snprintf(read_back, sizeof read_back, "%s/station.conf", config->dir);
    if (e != ERR_NONE) unlink(read_back); /* so that init can be run again */
    return e;
}

static void fill(struct station_config *c, int *argc, char **argv) {
    const char *value;
    uint8_t id[6];
    char hex[13];
    if ((value = command_option(argc, argv, "--db"))) TEXT_COPY(c->db, value);
    if ((value = command_option(argc, argv, "--listen"))) TEXT_COPY(c->listen, value);
    if ((value = command_option(argc, argv, "--port"))) c->port = atoi(value);
    if ((value = command_option(argc, argv, "--addresses"))) TEXT_COPY(c->addresses, value);
    if ((value = command_option(argc, argv, "--timezone"))) TEXT_COPY(c->timezone, value);
    crypto_random(id, sizeof id);
    hex_from_bytes(id, sizeof id, hex);
    snprintf(c->id, sizeof c->id, "s-%s", hex);
}

int command_init(int argc, char **argv) {
    struct station_config c = {.port = STATION_PORT,
                               .per_address = 256,
                               .listen = "0.0.0.0",
                               .timezone = "Asia/Shanghai",
                               .request_days = 730,
                               .attendance_days = 1095};
    struct why why = {0};
    char password[128], fingerprint[48];
    const char *dir = command_option(&argc, argv, "--dir");
    const char *name = command_option(&argc, argv, "--name");
    const char *admin = command_option(&argc, argv, "--admin");
    bool from_stdin = command_flag(&argc, argv, "--password-stdin");
    umask(077);
    enum err e = crypto_init(&why);
    if (e != ERR_NONE) return command_failed(e, &why);
    if (!dir) dir = getenv("MUSTER_STATION");
    TEXT_COPY(c.dir, dir ? dir : "/var/lib/muster-station");
    if (!name || !TEXT_COPY(c.name, name)) {
        fprintf(stderr, "muster-station init: --name NAME (the station's name) is required\n");
        return 2;
    }
    fill(&c, &argc, argv);
    if (!from_stdin)
        command_make_password(password);
    else if (!fgets(password, sizeof password, stdin))
        return command_failed(ERR_BAD_INPUT, &(struct why){"no password on standard input"});
    password[strcspn(password, "\r\n")] = 0;
    e = make(&c, admin ? admin : "admin", password, &why, fingerprint);
    if (e != ERR_NONE) return command_failed(e, &why);
    printf("created station %s in %s\n", c.name, c.dir);
    printf("fingerprint: %s\n", fingerprint);
    printf("administrator: %s\n", admin ? admin : "admin");
    if (!from_stdin) printf("password (must be changed at the first sign-in): %s\n", password);
    printf("back up the folder's keys to the station's safe with: muster-station backup FOLDER\n");
    return 0;
}
