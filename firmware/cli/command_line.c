/* command_line: what was asked for, or how to ask. */
#include "base/bytes.h"
#include "base/clock.h"
#include "cli/command.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

static const char help[] =
    "muster-kiosk: the check-in and service kiosk of a veteran service station\n"
    "\n"
    "  muster-kiosk [options]                          run the kiosk\n"
    "  muster-kiosk [options] import FILE|FOLDER...    take in roster, cards, activities, stories, "
    "guides\n"
    "  muster-kiosk [options] export taps|requests|members [--format csv|json]\n"
    "  muster-kiosk [options] export voice-note NAME   Opus, by the name that export requests "
    "gives\n"
    "\n"
    "  muster-kiosk [options] staff add NAME NUMBER    who may sign in at the glass, with the card "
    "shown "
    "as NUMBER\n"
    "  muster-kiosk [options] staff reset NAME | list  a lost PIN; who there is\n"
    "  muster-kiosk [options] pair --station HOST[:PORT] --code CODE [--fingerprint HEX] "
    "[--drop-cards]\n"
    "                                                  with a station; the code is on its console\n"
    "  muster-kiosk [options] unpair\n"
    "  muster-kiosk [options] forward                  no glass, no reader: what was recorded goes "
    "to "
    "the station\n"
    "  muster-kiosk [options] verify                   does the audit log hold?\n"
    "\n"
    "  --config FILE      the config file (default: /etc/muster/muster.conf where there is one)\n"
    "  --data DIR         the data directory, instead of the config's\n"
    "  --check            look at config, content, store, reader and fonts; say what is wrong and "
    "what to do\n"
    "  --screenshot FILE  write what the glass shows first as a PNG, and end\n"
    "  --trace FILE       append JSON lines of each tap's way, on CLOCK_MONOTONIC in ns\n"
    "  --format csv|json  of export (csv)\n"
    "  --help, --version\n"
#ifdef MUSTER_DRIVE
    "\n"
    "For tests and the tour (not in a release):\n"
    "  --drive SOCKET     take touches and questions from a Unix socket\n"
    "  --clock TIME       pretend that now is TIME (2026-11-23T09:26:00+08:00)\n"
    "  --frozen           and that it stands still\n"
#endif
    "\n"
    "Exit codes: 0 done; 1 a problem, its reason on stderr; 2 wrong command line; 3 config "
    "refused;\n"
    "4 the store cannot be opened; 5 import refused a file (what was good stays).\n";

enum {
    OPT_CONFIG = 256,
    OPT_DATA,
    OPT_CHECK,
    OPT_SCREENSHOT,
    OPT_TRACE,
    OPT_FORMAT,
    OPT_HELP,
    OPT_VERSION,
    OPT_STATION,
    OPT_CODE,
    OPT_FINGERPRINT,
    OPT_DROP_CARDS,
    OPT_DRIVE,
    OPT_CLOCK,
    OPT_FROZEN
};

static const struct option options[] = {
    {"config", required_argument, NULL, OPT_CONFIG},
    {"data", required_argument, NULL, OPT_DATA},
    {"check", no_argument, NULL, OPT_CHECK},
    {"screenshot", required_argument, NULL, OPT_SCREENSHOT},
    {"trace", required_argument, NULL, OPT_TRACE},
    {"format", required_argument, NULL, OPT_FORMAT},
    {"station", required_argument, NULL, OPT_STATION},
    {"code", required_argument, NULL, OPT_CODE},
    {"fingerprint", required_argument, NULL, OPT_FINGERPRINT},
    {"drop-cards", no_argument, NULL, OPT_DROP_CARDS},
    {"help", no_argument, NULL, OPT_HELP},
    {"version", no_argument, NULL, OPT_VERSION},
#ifdef MUSTER_DRIVE
    {"drive", required_argument, NULL, OPT_DRIVE},
    {"clock", required_argument, NULL, OPT_CLOCK},
    {"frozen", no_argument, NULL, OPT_FROZEN},
#endif
    {0},
};

bool command_line_read(struct command_line *line, int argc, char **argv, int *ret_exit) {
    *line = (struct command_line){.format = "csv"};
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        switch (option) {
        case OPT_CONFIG:
            line->config_path = optarg;
            break;
        case OPT_DATA:
            line->data = optarg;
            break;
        case OPT_CHECK:
            line->check = true;
            break;
        case OPT_SCREENSHOT:
            line->screenshot = optarg;
            break;
        case OPT_TRACE:
            line->trace = optarg;
            break;
        case OPT_FORMAT:
            line->format = optarg;
            break;
        case OPT_STATION:
            line->station = optarg;
            break;
        case OPT_CODE:
            line->code = optarg;
            break;
        case OPT_FINGERPRINT:
            line->fingerprint = optarg;
            break;
        case OPT_DROP_CARDS:
            line->drop_cards = true;
            break;
        case OPT_DRIVE:
            line->drive = optarg;
            break;
        case OPT_CLOCK:
            line->pretend = optarg;
            break;
        case OPT_FROZEN:
            line->frozen = true;
            break;
        case OPT_HELP:
            fputs(help, stdout);
            *ret_exit = EXIT_OK;
            return false;
        case OPT_VERSION:
            puts("muster-kiosk " MUSTER_VERSION);
            *ret_exit = EXIT_OK;
            return false;
        default:
            *ret_exit = EXIT_USAGE;
            return false;
        }
    }
    line->argument_count = argc - optind;
    line->arguments = argv + optind;
    int64_t now_ms = 0;
    if (line->pretend && civil_parse_rfc3339(line->pretend, &now_ms) != ERR_NONE) {
        fprintf(stderr, "--clock %s: not a time like 2026-11-23T09:26:00+08:00\n", line->pretend);
        *ret_exit = EXIT_USAGE;
        return false;
    }
    if (line->pretend) clock_pretend(now_ms, line->frozen);
    return true;
}
