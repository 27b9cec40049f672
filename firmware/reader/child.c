/* child: polls the field and tells the parent. A process of its own, with one thread.
 *
 *   CLOSED --open--> OPENED --first clean look--> UP --errors running, or gone--> CLOSED
 * 1. A heartbeat goes out at least every second while libnfc answers; none while it hangs.
 * 2. It holds the lock of its device while it lives, and no other descriptor than its socket,
 *    the device, the lock and 0-2.
 * 3. It ends when the parent's end of the socket closes. */
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
#define GAP_MS 1          /* between sweeps: very fast polling has crashed some chips' firmware */
#define REOPEN_MS 100     /* between tries to open */
#define ERRORS_MAX 8      /* damaged answers running: reopening sooner starves a noisy line */
#define MUTES_MAX 3       /* time-outs running, 300 ms each */
#define REFRESH_SWEEPS 32 /* an empty field is cycled so often, for a card stuck half selected */

struct child {
    int socket;
    const char *device;
    const struct reader_kind *kind;
    void *state; /* valid while opened */
    bool opened, up, down_told;
    unsigned attempts;
    int errors, mutes, sweeps;
    bool cycle_next; /* an answer was lost: cards may be selected without our knowing */
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

static void tell(struct child *child, enum reader_event_kind kind, const struct tag *tag,
                 const char *reason) {
    struct report report = {.kind = REPORT_EVENT};
    report.event.kind = kind;
    report.event.seen_ns = clock_trace_ns();
    if (tag) report.event.tag = *tag;
    TEXT_COPY(report.event.reason, reason);
    send_report(child, &report);
}

/* The gap between sweeps; also where the end of the parent is noticed. */
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
    if (!child->down_told) tell(child, READER_DOWN, NULL, reason);
    child->down_told = true;
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
    child->errors = child->mutes = child->sweeps = 0;
    child->cycle_next = false;
}

/* What a look that did not go well means. */
static void count_trouble(struct child *child, enum look look) {
    child->cycle_next = true;
    switch (look) {
    case LOOK_EMPTY:
    case LOOK_CARD:
    case LOOK_GARBLED:
        return;
    case LOOK_ERROR:
        child->mutes = 0;
        if (++child->errors >= ERRORS_MAX) go_down(child, "the reader's answers are damaged");
        return;
    case LOOK_MUTE:
        if (++child->mutes >= MUTES_MAX) go_down(child, "the reader does not answer");
        return;
    case LOOK_GONE:
        go_down(child, "the reader was unplugged");
        return;
    }
}

static void note_good(struct child *child) {
    child->errors = child->mutes = 0;
    if (child->up) return;
    child->up = true;
    child->down_told = false;
    tell(child, READER_UP, NULL, "");
}

/* One look added to the sweep. false: the sweep is broken off. *ret_new: a card or a garbled answer
 * that calls for a second look. */
static bool look(struct child *child, enum tag_tech tech, struct sweep *sweep, bool *ret_new) {
    struct tag tag;
    enum look seen = child->kind->look(child->state, tech, &tag);
    if (seen == LOOK_ERROR || seen == LOOK_MUTE || seen == LOOK_GONE) {
        count_trouble(child, seen);
        return false;
    }
    note_good(child);
    if (seen == LOOK_GARBLED) sweep->garbled = true;
    if (seen == LOOK_CARD) sweep_add(sweep, &tag);
    bool known = seen == LOOK_CARD && presence_knows(&child->presence, &tag);
    *ret_new = seen != LOOK_EMPTY && !known;
    return true;
}

/* Both technologies; at the first card that is new, its own technology again and then the other. */
static bool look_around(struct child *child, struct sweep *sweep) {
    const struct presence *presence = &child->presence;
    bool two = presence->state == PRESENCE_TWO, new_card = false, ignored;
    enum tag_tech first = presence->tapped ? presence->tag.tech : TAG_A;
    enum tag_tech second = first == TAG_A ? TAG_B : TAG_A;
    if (!look(child, first, sweep, &new_card)) return false;
    if (two || new_card) {
        if (!look(child, first, sweep, &ignored)) return false;
        if (!look(child, second, sweep, &new_card)) return false;
        return !two || look(child, second, sweep, &ignored);
    }
    if (!look(child, second, sweep, &new_card)) return false;
    if (!new_card) return true;
    return look(child, second, sweep, &ignored) && look(child, first, sweep, &ignored);
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
        enum look cycled = child->kind->cycle(child->state);
        if (cycled != LOOK_EMPTY) {
            count_trouble(child, cycled);
            return;
        }
        child->cycle_next = false;
        child->errors = 0;
    }
    if (!look_around(child, &sweep)) return;
    switch (presence_update(&child->presence, &sweep, &tag)) {
    case PRESENCE_NOTHING:
        break;
    case PRESENCE_TAP:
        tell(child, READER_TAP, &tag, "");
        break;
    case PRESENCE_TWO_CARDS:
        tell(child, READER_TWO_CARDS, NULL, "");
        break;
    case PRESENCE_TRY_AGAIN:
        tell(child, READER_TRY_AGAIN, NULL, "");
        break;
    }
}

/* One reader, one program: libnfc's own lock does not reach the kernel. The descriptor lives as
 * long as the process. */
static bool take_lock(const char *folder, const char *device) {
    char path[512], name[128];
    TEXT_COPY(name, device);
    for (char *c = name; *c; c++)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", *c)) *c = '_';
    snprintf(path, sizeof path, "%s/muster-reader-%s.lock", folder, name);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    return fd < 0 || flock(fd, LOCK_EX | LOCK_NB) == 0; /* no lock folder: go on without */
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
