#pragma once
/* The commands of muster-station: one file each, listed in main.c. */
#include "service/station.h"

/* run returns the exit code. */
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

/* The start of every command: takes --dir DIR out of argv (default: $MUSTER_STATION, then
 * /var/lib/muster-station), reads the config, sets the time zone, initialises libsodium. Returns 0
 * or the exit code. */
int command_begin(int *argc, char **argv, struct station_config *ret_config);
/* Takes --NAME out of argv and returns its value; NULL if it is not given. */
const char *command_option(int *argc, char **argv, const char *name);
bool command_flag(int *argc, char **argv, const char *name);
/* A password that can be read out; 24 characters. */
void command_make_password(char ret_password[static 25]);
/* Prints "muster-station: why" on stderr; returns 1. */
int command_failed(enum err e, const struct why *why);
MUST_CHECK enum err command_ledger(const struct station_config *config, struct why *why,
                                   struct ledger **ret_ledger);
