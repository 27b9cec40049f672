#pragma once
/* The commands of muster-kiosk, and the command line. To add a command: write cli/NAME.c with its
 * function, declare it below, and add a line to the table in commands.c. Main thread. */
#include "app/options.h"
#include "base/config.h"

#include <stdio.h>

struct command {
    const char *name;      /* "": without a command the kiosk itself runs */
    const char *arguments; /* as --help shows them */
    const char *help;
    int (*run)(const struct config *config, const struct options *options); /* an exit code */
    bool runs_until_stopped; /* it ends on a signal (app/signals.h) */
};

/* false: the program ends with *ret_exit (help, version, or a wrong option). */
bool command_line_read(int argc, char **argv, struct options *ret_options, int *ret_exit);

/* NULL: there is no such command, and stderr says so. */
const struct command *command_find(const struct options *options);
void commands_help(FILE *to); /* one entry for each command */

int command_check(const struct config *config, const struct options *options);
int command_export(const struct config *config, const struct options *options);
int command_import(const struct config *config, const struct options *options);
int command_pair(const struct config *config, const struct options *options);
int command_staff(const struct config *config, const struct options *options);
int command_unpair(const struct config *config, const struct options *options);
int command_verify(const struct config *config, const struct options *options);
