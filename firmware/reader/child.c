/* child: polls the field and reports to the parent. A separate process with one thread.
 *
 *   CLOSED --open--> OPENED --first good poll--> UP --repeated errors, or disconnected--> CLOSED
 * 1. While libnfc answers it sends a heartbeat at least every second; while libnfc hangs, none.
 * 2. It holds the lock of its device until it exits, and no other descriptor than its socket, the
 *    device, the lock and 0-2.
 * 3. It exits when the parent closes its end of the socket. */
#include "reader/reader.h"

#include "base/bytes.h"
#include "base/clock.h"
#include "reader/child.h"
#include "reader/jail.h"
#include "reader/kind.h"
#include "reader/presence.h"
#include "reader/report.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#define BEAT_EVERY_MS 200
#define GAP_MS 1      /* between sweeps: polling without a gap crashed the firmware of some chips */
#define REOPEN_MS 100 /* between attempts to open */
#define ERRORS_MAX                                                                                 \
    8 /* damaged answers in a row: on a noisy line, reopening sooner leaves no time to poll */
#define TIMEOUTS_MAX 3 /* time-outs in a row, 300 ms each */
#define REFRESH_SWEEPS                                                                             \
    32 /* an empty field is cycled after so many, for a card that is stuck half selected */

struct child {
    int socket;
    const char *device;
    const struct reader_kind *kind;
    void *state; /* valid while `opened` */
    bool opened, up, down_reported;
    unsigned attempts;
    int errors, timeouts, sweeps;
    bool cycle_next; /* an answer was lost, so a card may be selected without our knowledge */
    int64_t beat_ms;
    struct presence presence;
};

static void send_report(struct child *child, const struct report *report) {
    uint8_t bytes[REPORT_BYTES];
    report_write(report, bytes);
    if (send(child->socket, bytes, sizeof bytes, MSG_NOSIGNAL) < 0)
        exit(0); /* the parent is gone */
}

static void beat(struct child *child) {
    int64_t now_ms = clock_ticks_ms();
    if (now_ms - child->beat_ms < BEAT_EVERY_MS) return;
    child->beat_ms = now_ms;
    send_report(child, &(struct report){.kind = REPORT_BEAT});
}

static void report_event(struct child *child, enum reader_event_kind kind, const struct tag *tag,
                         const char *reason) {
    struct report report = {.kind = REPORT_EVENT};
    report.event.kind = kind;
    report.event.seen_ns = clock_trace_ns();
    if (tag) report.event.tag = *tag;
    TEXT_COPY(report.event.reason, reason);
    send_report(child, &report);
}

/* Waits between sweeps, and notices here that the parent has gone. */
static void wait_ms(struct child *child, int ms) {
    struct pollfd parent = {.fd = child->socket, .events = POLLIN};
    if (poll(&parent, 1, ms) <= 0) return;
    if (child->opened) child->kind->close(child->state);
    exit(0);
}

static void go_down(struct child *child, const char *reason) {
    if (child->opened) child->kind->close(child->state);
    child->opened = child->up = false;
    child->presence = (struct presence){0};
    if (!child->down_reported) report_event(child, READER_DOWN, NULL, reason);
    child->down_reported = true;
}

static void try_open(struct child *child) {
    struct why why = {""};
    beat(child);
    if (child->kind->open(child->device, child->attempts++, &why, &child->state) != ERR_NONE) {
        go_down(child, why.text);
        wait_ms(child, REOPEN_MS);
        return;
    }
    child->opened = true;
    child->errors = child->timeouts = child->sweeps = 0;
    child->cycle_next = false;
}

/* Counts a poll that failed, and closes the reader after too many. */
static void count_trouble(struct child *child, enum poll_result result) {
    child->cycle_next = true;
    switch (result) {
    case POLL_EMPTY:
    case POLL_CARD:
    case POLL_GARBLED:
        return;
    case POLL_ERROR:
        child->timeouts = 0;
        if (++child->errors >= ERRORS_MAX) go_down(child, "the reader's answers are damaged");
        return;
    case POLL_TIMEOUT:
        if (++child->timeouts >= TIMEOUTS_MAX) go_down(child, "the reader does not answer");
        return;
    case POLL_DISCONNECTED:
        go_down(child, "the reader was unplugged");
        return;
    }
}

static void poll_succeeded(struct child *child) {
    child->errors = child->timeouts = 0;
    if (child->up) return;
    child->up = true;
    child->down_reported = false;
    report_event(child, READER_UP, NULL, "");
}

/* Adds one poll to the sweep. false: the sweep is abandoned. *ret_new: a card that was not known,
 * or a garbled answer; both are polled again. */
static bool poll_once(struct child *child, enum tag_tech tech, struct sweep *sweep, bool *ret_new) {
    struct tag tag;
    enum poll_result seen = child->kind->poll(child->state, tech, &tag);
    if (seen == POLL_ERROR || seen == POLL_TIMEOUT || seen == POLL_DISCONNECTED) {
        count_trouble(child, seen);
        return false;
    }
    poll_succeeded(child);
    if (seen == POLL_GARBLED) sweep->garbled = true;
    if (seen == POLL_CARD) sweep_add(sweep, &tag);
    bool known = seen == POLL_CARD && presence_knows(&child->presence, &tag);
    *ret_new = seen != POLL_EMPTY && !known;
    return true;
}

/* Polls both technologies. After a new card its technology is polled again, then the other one, so
 * that a second card is found. */
static bool poll_both(struct child *child, struct sweep *sweep) {
    const struct presence *presence = &child->presence;
    bool two = presence->state == PRESENCE_TWO, new_card = false, ignored;
    enum tag_tech first = presence->tapped ? presence->tag.tech : TAG_A;
    enum tag_tech second = first == TAG_A ? TAG_B : TAG_A;
    if (!poll_once(child, first, sweep, &new_card)) return false;
    if (two || new_card) {
        if (!poll_once(child, first, sweep, &ignored)) return false;
        if (!poll_once(child, second, sweep, &new_card)) return false;
        return !two || poll_once(child, second, sweep, &ignored);
    }
    if (!poll_once(child, second, sweep, &new_card)) return false;
    if (!new_card) return true;
    return poll_once(child, second, sweep, &ignored) && poll_once(child, first, sweep, &ignored);
}

static bool wants_cycle(struct child *child) {
    bool idle = child->presence.state == PRESENCE_EMPTY;
    bool refresh = idle && ++child->sweeps % REFRESH_SWEEPS == 0;
    return refresh || child->cycle_next || presence_wants_cycle(&child->presence);
}

static void sweep_once(struct child *child) {
    struct sweep sweep = {.cycled = wants_cycle(child)};
    struct tag tag;
    if (sweep.cycled) {
        enum poll_result cycled = child->kind->cycle(child->state);
        if (cycled != POLL_EMPTY) {
            count_trouble(child, cycled);
            return;
        }
        child->cycle_next = false;
        child->errors = 0;
    }
    if (!poll_both(child, &sweep)) return;
    switch (presence_update(&child->presence, &sweep, &tag)) {
    case PRESENCE_NOTHING:
        break;
    case PRESENCE_TAP:
        report_event(child, READER_TAP, &tag, "");
        break;
    case PRESENCE_TWO_CARDS:
        report_event(child, READER_TWO_CARDS, NULL, "");
        break;
    case PRESENCE_TRY_AGAIN:
        report_event(child, READER_TRY_AGAIN, NULL, "");
        break;
    }
}

/* Only one program may use a reader, and libnfc's own lock does not reach the kernel. The
 * descriptor stays open until the process exits. */
static bool take_lock(const char *folder, const char *device) {
    char path[512], name[128];
    TEXT_COPY(name, device);
    for (char *c = name; *c; c++)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", *c)) *c = '_';
    snprintf(path, sizeof path, "%s/muster-reader-%s.lock", folder, name);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return true; /* without a lock folder there is no lock */
    if (flock(fd, LOCK_EX | LOCK_NB) == 0) return true;
    close(fd);
    return false;
}

int reader_child_main(int argc, char **argv) {
    if (argc != 4) return 2;
    struct child child = {.socket = CHILD_SOCKET, .device = argv[2]};
    const char *lock_folder = argv[3], *file = strchr(argv[2], ':');
    prctl(PR_SET_NAME, "muster-reader");
    signal(SIGPIPE, SIG_IGN);
    child.kind = reader_kind_for(child.device);
    bool is_file = file && child.kind == &reader_kind_fake;
    char folder[256] = "";
    if (is_file) {
        TEXT_COPY(folder, file + 1);
        char *slash = strrchr(folder, '/');
        if (slash) *slash = '\0';
    }
    jail_enter(lock_folder, is_file ? folder : NULL);
    beat(&child);
    while (!take_lock(lock_folder, child.device)) {
        go_down(&child, "another program uses the reader");
        beat(&child);
        wait_ms(&child, REOPEN_MS);
    }
    for (;;) {
        beat(&child);
        if (!child.opened) {
            try_open(&child);
        } else {
            sweep_once(&child);
            wait_ms(&child, GAP_MS);
        }
    }
}
