/* muster-station: the receiving side of Muster. One table of commands. */
#include "commands/commands.h"

#include <stdio.h>
#include <string.h>

static const struct command commands[] = {
    {"init", "--name NAME [--db URL] [--listen ADDRESS] [--port N] [--addresses A,B]",
     "a new station: keys, authority, ledger, first administrator", command_init},
    {"serve", "", "take records, hand changes down, serve the console", command_serve},
    {"pair", "--name NAME [--station]", "a one-time code for a kiosk, or for a station below",
     command_pair},
    {"join", "--upstream HOST[:PORT] --code CODE [--fingerprint HEX]",
     "forward to the next tier from now on", command_join},
    {"import", "PATH...", "roster, cards, activities, stories, guides: files or folders",
     command_import},
    {"export", "attendance|records|requests|members [--format csv|xlsx|json] [--out FILE]",
     "a table for Excel, or JSON", command_export},
    {"pack", "FILE", "everything a kiosk without a network needs, signed", command_pack},
    {"update", "--machine COMPATIBLE (--version V [--part-bytes N] FILE.raucb | --drop)",
     "an update of the system, for every kiosk of that kind", command_update},
    {"pin-reset", "STAFF FILE.musterpin [--kiosk ID]",
     "let one member of staff choose a new PIN at a kiosk, by a USB stick", command_pin_reset},
    {"user", "add|set|disable|list [NAME] [--role R] [--display D] [--grid G]",
     "who signs in at the console", command_user},
    {"backup", "FOLDER", "a copy of ledger and keys, while the station runs", command_backup},
    {"verify", "", "walk the audit chain, check the ledger", command_verify},
    {"retention", "[--requests DAYS] [--attendance DAYS]",
     "let go of personal data older than that", command_retention},
    {0},
};

static int help(FILE *to, int code) {
    fprintf(to, "muster-station COMMAND [--dir FOLDER] ...\n\n");
    for (const struct command *c = commands; c->name; c++)
        fprintf(to, "  %-10s %s\n             %s\n", c->name, c->help, c->arguments);
    fprintf(to, "\nFOLDER is $MUSTER_STATION, or /var/lib/muster-station.\n");
    return code;
}

int main(int argc, char **argv) {
    if (argc < 2) return help(stderr, 2);
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) return help(stdout, 0);
    if (strcmp(argv[1], "--version") == 0) {
        printf("muster-station %s\n", MUSTER_VERSION);
        return 0;
    }
    for (const struct command *c = commands; c->name; c++)
        if (strcmp(c->name, argv[1]) == 0) return c->run(argc - 1, argv + 1);
    fprintf(stderr, "muster-station: no command is called \"%s\"; see --help\n", argv[1]);
    return 2;
}
