#pragma once
/* The commands: muster-station COMMAND ...; each returns the exit code. */
#include "service/station.h"

struct command {
    const char *name, *arguments, *help;
    int (*run)(int argc, char **argv);
};
int command_init(int argc, char **argv);
int command_serve(int argc, char **argv);
int command_pair(int argc, char **argv);
int command_import(int argc, char **argv);
int command_export(int argc, char **argv);
int command_pack(int argc, char **argv);
int command_user(int argc, char **argv);
int command_backup(int argc, char **argv);
int command_verify(int argc, char **argv);
int command_retention(int argc, char **argv);
int command_update(int argc, char **argv);
int command_pin_reset(int argc, char **argv);
int command_join(int argc, char **argv);

/* What every command begins with: --dir DIR (else $MUSTER_STATION, else /var/lib/muster-station),
 * taken out of argv; the config, the zone, libsodium. 0, or the exit code. */
int command_begin(int *argc, char **argv, struct station_config *ret_config);
/* The value of --NAME, taken out of argv; NULL: not given. */
const char *command_option(int *argc, char **argv, const char *name);
bool command_flag(int *argc, char **argv, const char *name);
/* A password that can be read out; 24 characters. */
void command_make_password(char ret_password[static 25]);
/* Prints "muster-station: why" on stderr; returns 1. */
int command_failed(enum err e, const struct why *why);
MUST_CHECK enum err command_ledger(const struct station_config *config, struct why *why,
                                   struct ledger **ret_ledger);
