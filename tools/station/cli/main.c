/* muster-station: the station server of Muster. This file has the table of commands. */
#include "cli/command.h"

#include <stdio.h>
#include <string.h>

static const struct command commands[] = {
    {"init", "--name NAME [--db URL] [--listen ADDRESS] [--port N] [--addresses A,B]",
     "create a station: keys, certificate authority, ledger, first administrator", command_init},
    {"serve", "", "serve kiosks and the console", command_serve},
    {"pair", "--name NAME [--station]",
     "print a one-time code that pairs a kiosk, or a station of the tier below", command_pair},
    {"join", "--upstream HOST[:PORT] --code CODE [--fingerprint HEX]",
     "forward records to the next tier from now on", command_join},
    {"import", "PATH...", "import roster, cards, activities, stories, guides from files or folders",
     command_import},
    {"export", "attendance|records|requests|members [--format csv|xlsx|json] [--out FILE]",
     "export a table for Excel or as JSON", command_export},
    {"pack", "FILE", "write a signed file with all content for a kiosk without a network",
     command_pack},
    {"update", "--machine COMPATIBLE (--version V [--part-bytes N] FILE.raucb | --drop)",
     "offer a system update to every kiosk of that machine type, or withdraw it", command_update},
    {"pin-reset", "STAFF FILE.musterpin [--kiosk ID]",
     "write a file that lets one staff member choose a new PIN at a kiosk", command_pin_reset},
    {"user", "add|set|disable|list [NAME] [--role R] [--display D] [--grid G]",
     "manage the accounts of the console", command_user},
    {"backup", "FOLDER", "copy ledger and keys while the station runs", command_backup},
    {"verify", "", "verify the audit log's hash chain and check the ledger", command_verify},
    {"retention", "[--requests DAYS] [--attendance DAYS]", "delete personal data older than DAYS",
     command_retention},
    {0},
};

static int help(FILE *to, int code) {
    fprintf(to, "muster-station COMMAND [--dir FOLDER] ...\n\n");
    for (const struct command *c = commands; c->name; c++)
        fprintf(to, "  %-10s %s\n             %s\n", c->name, c->help, c->arguments);
    fprintf(
        to,
        "\nFOLDER: the station's folder (default: $MUSTER_STATION, or /var/lib/muster-station)\n");
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
    fprintf(stderr, "muster-station: unknown command \"%s\"; see --help\n", argv[1]);
    return 2;
}
