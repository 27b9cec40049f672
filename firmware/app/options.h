#pragma once
/* What the command line asked for, and what the program answers to the shell. cli/ reads the
 * options; app/ uses them. */
#include <stdbool.h>

enum exit_code {
    EXIT_OK = 0,
    EXIT_PROBLEM = 1, /* --check found a problem, or the command failed; the reason is on stderr */
    EXIT_USAGE = 2,   /* the command line is wrong */
    EXIT_CONFIG = 3,  /* the config file is refused */
    EXIT_STORE = 4,   /* the store cannot be opened (newer version, no access, no space) */
    EXIT_REFUSED = 5, /* import: a file was refused; existing data is unchanged */
};

/* Pointers are borrowed from argv. */
struct options {
    const char *config_path, *data, *trace, *screenshot, *format;
    const char *drive, *pretend;              /* tests and the tour only */
    const char *station, *code, *fingerprint; /* of pair */
    bool check, frozen, drop_cards;
    int argument_count;
    char **arguments; /* the command and what follows it */
    char **argv;      /* the complete command line, to execute the program again */
};
