/* command_line: reads the options, or prints the help. */
#include "base/bytes.h"
#include "base/clock.h"
#include "cli/command.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

static const char option_help[] =
    "\n"
    "Options:\n"
    "  --config FILE      read this config file (default: /etc/muster/muster.conf if it exists)\n"
    "  --data DIR         use this data directory instead of the configured one\n"
    "  --check            check config, content, store, reader and fonts; say what is wrong and "
    "how "
    "to fix it\n"
    "  --screenshot FILE  write a screenshot of the first screen as a PNG, and exit\n"
    "  --trace FILE       append JSON lines that trace each tap (CLOCK_MONOTONIC, ns)\n"
    "  --format csv|json  the format of export (default: csv)\n"
    "  --help, --version\n"
#ifdef MUSTER_DRIVE
    "\n"
    "For tests and the tour (not in a release build):\n"
    "  --drive SOCKET     accept touches and queries on a Unix socket\n"
    "  --clock TIME       pretend that the time is TIME (2026-11-23T09:26:00+08:00)\n"
    "  --frozen           stop the pretended clock\n"
#endif
    "\n"
    "Exit codes: 0 done; 1 a problem, with its reason on stderr; 2 wrong command line; 3 config "
    "refused;\n"
    "4 the store cannot be opened; 5 import refused a file (existing data is unchanged).\n";

static void print_help(void) {
    puts("muster-kiosk: the check-in and service kiosk of a veteran service station\n");
    commands_help(stdout);
    fputs(option_help, stdout);
}

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

bool command_line_read(int argc, char **argv, struct options *ret_options, int *ret_exit) {
    *ret_options = (struct options){.format = "csv", .argv = argv};
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        switch (option) {
        case OPT_CONFIG:
            ret_options->config_path = optarg;
            break;
        case OPT_DATA:
            ret_options->data = optarg;
            break;
        case OPT_CHECK:
            ret_options->check = true;
            break;
        case OPT_SCREENSHOT:
            ret_options->screenshot = optarg;
            break;
        case OPT_TRACE:
            ret_options->trace = optarg;
            break;
        case OPT_FORMAT:
            ret_options->format = optarg;
            break;
        case OPT_STATION:
            ret_options->station = optarg;
            break;
        case OPT_CODE:
            ret_options->code = optarg;
            break;
        case OPT_FINGERPRINT:
            ret_options->fingerprint = optarg;
            break;
        case OPT_DROP_CARDS:
            ret_options->drop_cards = true;
            break;
        case OPT_DRIVE:
            ret_options->drive = optarg;
            break;
        case OPT_CLOCK:
            ret_options->pretend = optarg;
            break;
        case OPT_FROZEN:
            ret_options->frozen = true;
            break;
        case OPT_HELP:
            print_help();
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
    ret_options->argument_count = argc - optind;
    ret_options->arguments = argv + optind;
    int64_t now_ms = 0;
    if (ret_options->pretend && civil_parse_rfc3339(ret_options->pretend, &now_ms) != ERR_NONE) {
        fprintf(stderr, "--clock %s: this is not a time like 2026-11-23T09:26:00+08:00\n",
                ret_options->pretend);
        *ret_exit = EXIT_USAGE;
        return false;
    }
    if (ret_options->pretend) clock_pretend(now_ms, ret_options->frozen);
    return true;
}
