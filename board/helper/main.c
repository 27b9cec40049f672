/* muster-board: performs actions that need root for the kiosk. Each process handles one request.
 *
 *   systemd (muster-board.socket) --a connection on 0 and 1--> one line in -> tools -> lines out
 *
 * It runs as root, but without capabilities, devices or network. The tools it starts are D-Bus
 * clients of PID 1, timedated, NetworkManager and RAUC, which authorize root by its user id. */
#include "verbs.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LINE_TIMEOUT_MS 5000 /* until a connected client has sent its line */
#define STICKS "/run/muster-stick"
#define UPDATES "/var/lib/muster/updates"

/* Returns the length of the line without its end, or -1. */
static ssize_t read_line(char line[static REQUEST_SIZE]) {
    size_t used = 0;
    struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
    while (used < REQUEST_SIZE) {
        if (poll(&in, 1, LINE_TIMEOUT_MS) <= 0) return -1;
        ssize_t n = read(STDIN_FILENO, line + used, REQUEST_SIZE - used);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return -1;
        const char *end = memchr(line + used, '\n', (size_t)n);
        used += (size_t)n;
        if (end) return end - line;
    }
    return -1;
}

static int usage(void) {
    fprintf(stderr, "usage: muster-board [--tools FOLDER] [--sticks FOLDER] [--updates FOLDER]\n"
                    "Answers one request on standard input; muster-board.socket starts it.\n");
    return 2;
}

int main(int argc, char **argv) {
    struct helper helper = {.sticks = STICKS, .updates = UPDATES, .out = STDOUT_FILENO};
    char line[REQUEST_SIZE];
    struct request request;
    for (int i = 1; i < argc; i += 2) {
        if (i + 1 == argc) return usage();
        if (strcmp(argv[i], "--tools") == 0)
            helper.tools = argv[i + 1];
        else if (strcmp(argv[i], "--sticks") == 0)
            helper.sticks = argv[i + 1];
        else if (strcmp(argv[i], "--updates") == 0)
            helper.updates = argv[i + 1];
        else
            return usage();
    }
    signal(SIGPIPE, SIG_IGN);
    ssize_t bytes = read_line(line);
    bool good = bytes > 0 && request_parse(line, (size_t)bytes, &request)
                    ? helper_answer(&helper, &request)
                    : helper_refuse(&helper, "refused", "not a request");
    explicit_bzero(line, sizeof line);
    return good ? 0 : 1;
}
