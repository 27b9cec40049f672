/* muster-reader-sim: a PN532 on a pseudo-terminal. README.md describes it. */
#include "sim.h"

#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

static const char usage[] =
    "usage: muster-reader-sim [options]\n"
    "  --link PATH      a symbolic link to the terminal; it stays the same after a replug\n"
    "  --control PATH   a Unix socket for commands, one per line\n"
    "  --cards FILE     a CSV file with named cards: name,tech,uid,kind\n"
    "  --script FILE    run the commands of this file, then continue\n"
    "  --quit-after     exit at the end of the script\n"
    "  --trace FILE     write events as JSON lines, t in ns of CLOCK_MONOTONIC\n"
    "  --seed N         seed of random noise and random UIDs\n"
    "  --attempt MS     duration of one radio request without an answer (5)\n"
    "  --instant        do not simulate the time of the line and the radio\n"
    "  --no-keys        do not read keys from the terminal\n"
    "Prints the path of the pseudo-terminal at start. README.md in the source folder lists the "
    "commands.\n";

struct options {
    const char *link, *control, *cards, *script, *trace;
    unsigned seed;
    int attempt_ms;
    bool instant, keys, quit_after;
};

static bool parse(int argc, char **argv, struct options *options) {
    enum { LINK, CONTROL, CARDS, SCRIPT, TRACE, SEED, ATTEMPT, INSTANT, NO_KEYS, QUIT_AFTER };
    static const struct option known[] = {
        {"link", 1, 0, LINK},
        {"control", 1, 0, CONTROL},
        {"cards", 1, 0, CARDS},
        {"script", 1, 0, SCRIPT},
        {"trace", 1, 0, TRACE},
        {"seed", 1, 0, SEED},
        {"attempt", 1, 0, ATTEMPT},
        {"instant", 0, 0, INSTANT},
        {"no-keys", 0, 0, NO_KEYS},
        {"quit-after", 0, 0, QUIT_AFTER},
        {0},
    };
    for (int option; (option = getopt_long(argc, argv, "", known, NULL)) >= 0;) {
        if (option == LINK)
            options->link = optarg;
        else if (option == CONTROL)
            options->control = optarg;
        else if (option == CARDS)
            options->cards = optarg;
        else if (option == SCRIPT)
            options->script = optarg;
        else if (option == TRACE)
            options->trace = optarg;
        else if (option == SEED)
            options->seed = (unsigned)strtoul(optarg, NULL, 10);
        else if (option == ATTEMPT)
            options->attempt_ms = atoi(optarg);
        else if (option == INSTANT)
            options->instant = true;
        else if (option == NO_KEYS)
            options->keys = false;
        else if (option == QUIT_AFTER)
            options->quit_after = true;
        else
            return false;
    }
    return optind == argc && options->attempt_ms >= 0;
}

static bool complain(const char *what) {
    fprintf(stderr, "muster-reader-sim: %s: %s\n", what, strerror(errno));
    return false;
}

static bool open_files(struct sim *sim, const struct options *options) {
    int line;
    if (options->cards && !deck_read(&sim->deck, options->cards, &line)) {
        if (!line) return complain(options->cards);
        fprintf(stderr, "%s:%d: not of the form name,tech,uid[,kind]\n", options->cards, line);
        return false;
    }
    if (options->script && !(sim->script = fopen(options->script, "re")))
        return complain(options->script);
    if (options->trace && !(sim->trace = fopen(options->trace, "ae")))
        return complain(options->trace);
    return true;
}

static void set_up(struct sim *sim, const struct options *options) {
    srandom(options->seed);
    device_init(&sim->device, options->link);
    sim->remove_ns = CHIP_NEVER;
    sim->script_quits = options->quit_after;
    if (options->attempt_ms) sim->device.chip.timing.attempt_ns = options->attempt_ms * 1000000ll;
    if (options->instant) device_time(&sim->device, false);
}

static struct sim sim; /* zeroed, and too large for a stack */

static void end(int signal) {
    (void)signal;
    sim.quit = true;
}

static int run(const struct options *options) {
    struct control_config config = {.socket = options->control, .keys = options->keys};
    set_up(&sim, options);
    if (!open_files(&sim, options)) return 1;
    if (!device_plug(&sim.device)) return complain("pseudo-terminal"), 1;
    printf("pn532_uart:%s\n", options->link ? options->link : sim.device.port.path);
    fflush(stdout);
    return control_run(&sim, &config);
}

int main(int argc, char **argv) {
    struct options options = {.seed = (unsigned)getpid(), .keys = isatty(STDIN_FILENO)};
    if (!parse(argc, argv, &options)) {
        fputs(usage, stderr);
        return 2;
    }
    struct sigaction action = {.sa_handler = end};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    prctl(PR_SET_TIMERSLACK,
          1000ul); /* 1 us: the model needs shorter times than the default slack */
    int result = run(&options);
    port_unplug(&sim.device.port);
    deck_free(&sim.deck);
    if (sim.trace) fclose(sim.trace);
    if (sim.script) fclose(sim.script);
    return result;
}
