#pragma once
/* The commands of muster-kiosk beside running it. Each returns the program's exit code. */
#include "base/config.h"
#include "model/activity.h"

enum exit_code {
    EXIT_OK = 0,
    EXIT_PROBLEM = 1, /* --check found something, or the command failed; the reason is on stderr */
    EXIT_USAGE = 2,   /* the command line is wrong */
    EXIT_CONFIG = 3,  /* the config file is refused */
    EXIT_STORE = 4,   /* the store cannot be opened (newer, no access, no room) */
    EXIT_REFUSED = 5, /* import: a file was refused; what was good stays */
};

/* What the command line asked for; borrowed from argv. */
struct command_line {
    const char *config_path, *data, *trace, *screenshot, *format;
    const char *drive, *pretend;              /* tests and the tour only */
    const char *station, *code, *fingerprint; /* of pair */
    bool check, frozen, drop_cards;
    bool unattended; /* pair: nobody can be asked */
    int argument_count;
    char **arguments; /* the command and what follows it */
    char **argv;      /* all of it, for starting again */
};

/* false: the program ends with *ret_exit (help, version, or a wrong option). */
bool command_line_read(struct command_line *line, int argc, char **argv, int *ret_exit);

/* configure.c. false: the config is refused, and the log says why. */
bool configure(const struct command_line *line, struct config *config);
const char *configure_path(const struct command_line *line); /* NULL: none */
void configure_zone(const struct config *config);            /* for all of this program's times */

bool configure_asks(const struct config *config); /* a new kiosk: somebody at the glass is asked */

int command_import(const struct config *config, int count, char **paths);
int command_export(const struct config *config, int count, char **arguments, const char *format);
int command_staff(const struct config *config, int count, char **arguments);
int command_pair(const struct config *config, const struct command_line *line);
/* The same as command_pair, for a program that goes on: *ret_sent: the code was sent, and is spent.
 */
int pair_with_station(const struct config *config, const struct command_line *line, bool *stop,
                      bool *ret_sent);
int command_unpair(const struct config *config);
int command_verify(const struct config *config); /* the audit log's chain */
int command_check(const struct config *config);
struct activity_rules command_rules(const struct config *config);
