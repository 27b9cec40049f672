/* reader: the supervisor.
 *
 *   WAITING --back-off over--> RUNNING --crashed, or silent for too long--> WAITING
 * 1. READER_UP and READER_DOWN are posted in turn, never the same twice in a row.
 * 2. A crashed child is restarted with exponential back-off: 50 ms, doubled with each crash, at
 * most 800 ms. After 10 s without a crash the back-off starts at 50 ms again.
 * 3. Every wait here ends when the stop descriptor becomes readable. */
#include "reader/reader.h"

#include "base/bytes.h"
#include "base/clock.h"
#include "base/log.h"
#include "reader/child.h"
#include "reader/report.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define SILENT_MAX_MS 2000
#define START_MAX_MS                                                                               \
    8000 /* until its first report: the program may be loaded from a slow SD card */
#define BACKOFF_FIRST_MS 50
#define BACKOFF_MAX_MS 800
#define STABLE_MS 10000
#define LIFE_MS 10000 /* the longest wait is START_MAX_MS */
#define GRACE_MS 80   /* for the child to switch the field off at the end */

enum reported { REPORTED_NOTHING, REPORTED_UP, REPORTED_DOWN };

struct reader {
    pthread_t thread;
    int stop; /* eventfd: readable when it is time to end */
    char device[256], self_path[256], lock_folder[256];
    void (*post)(void *to, const struct reader_event *event);
    void *to;
    struct pulse *pulse;
    struct child_process child;
    int64_t quiet_until_ms, started_ms, start_at_ms;
    int backoff_ms;
    enum reported reported;
};

static void post_down(struct reader *reader, const char *reason) {
    if (reader->reported == REPORTED_DOWN) return;
    reader->reported = REPORTED_DOWN;
    struct reader_event event = {.kind = READER_DOWN, .seen_ns = clock_trace_ns()};
    TEXT_COPY(event.reason, reason);
    log_warn("reader", "%s, retrying", reason);
    reader->post(reader->to, &event);
}

static void post_up(struct reader *reader, const struct reader_event *event) {
    if (reader->reported == REPORTED_UP) return;
    reader->reported = REPORTED_UP;
    log_info("reader", "the reader answers");
    reader->post(reader->to, event);
}

static void deliver(struct reader *reader, const struct reader_event *event) {
    switch (event->kind) {
    case READER_UP:
        post_up(reader, event);
        break;
    case READER_DOWN:
        post_down(reader, event->reason);
        break;
    case READER_TAP:
    case READER_TWO_CARDS:
    case READER_TRY_AGAIN:
        reader->post(reader->to, event);
        break;
    }
}

static void child_crashed(struct reader *reader, const char *reason) {
    int64_t now_ms = clock_ticks_ms();
    int status = child_end(&reader->child, 0);
    if (WIFSIGNALED(status) && WTERMSIG(status) != SIGKILL)
        log_warn("reader", "the reader process was killed by signal %d", WTERMSIG(status));
    if (now_ms - reader->started_ms > STABLE_MS) reader->backoff_ms = BACKOFF_FIRST_MS;
    reader->start_at_ms = now_ms + reader->backoff_ms;
    reader->backoff_ms =
        reader->backoff_ms * 2 > BACKOFF_MAX_MS ? BACKOFF_MAX_MS : reader->backoff_ms * 2;
    post_down(reader, reason);
}

static void start(struct reader *reader) {
    struct why why;
    reader->started_ms = clock_ticks_ms();
    reader->quiet_until_ms = reader->started_ms + START_MAX_MS;
    if (child_start(reader->self_path, reader->device, reader->lock_folder, &why, &reader->child) ==
        ERR_NONE)
        return;
    reader->start_at_ms = clock_ticks_ms() + BACKOFF_MAX_MS;
    log_error("reader", "%s, retrying", why.text);
    post_down(reader, "the reader process cannot be started");
}

static void receive(struct reader *reader) {
    uint8_t bytes[REPORT_BYTES + 1];
    struct report report;
    ssize_t count = recv(reader->child.socket, bytes, sizeof bytes, MSG_DONTWAIT);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (count <= 0) {
        child_crashed(reader, "the reader process crashed");
    } else if (report_read(bytes, (size_t)count, clock_trace_ns(), &report) != ERR_NONE) {
        child_crashed(reader, "malformed report from the reader process");
    } else {
        reader->quiet_until_ms = clock_ticks_ms() + SILENT_MAX_MS;
        if (report.kind == REPORT_EVENT) deliver(reader, &report.event);
    }
}

static int wait_left_ms(const struct reader *reader) {
    int64_t until_ms = reader->child.pid ? reader->quiet_until_ms : reader->start_at_ms;
    int64_t left_ms = until_ms - clock_ticks_ms();
    return left_ms > 0 ? (int)left_ms : 0;
}

static void *run(void *arg) {
    struct reader *reader = arg;
    for (;;) {
        bool running = reader->child.pid > 0;
        pulse_beat(reader->pulse, LIFE_MS);
        struct pollfd polls[] = {{.fd = reader->stop, .events = POLLIN},
                                 {.fd = running ? reader->child.socket : -1, .events = POLLIN}};
        int ready = poll(polls, ARRAY_LENGTH(polls), wait_left_ms(reader));
        if (polls[0].revents) break;
        if (ready > 0 && polls[1].revents) {
            receive(reader);
        } else if (ready == 0 && running && wait_left_ms(reader) == 0) {
            child_crashed(reader, "the reader process hangs");
        } else if (ready == 0 && !running && wait_left_ms(reader) == 0) {
            start(reader);
        }
    }
    child_end(&reader->child, GRACE_MS);
    return NULL;
}

/* Signals are taken by app/signals only. */
static int start_thread(struct reader *reader) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int error = pthread_create(&reader->thread, NULL, run, reader);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!error) pthread_setname_np(reader->thread, "reader");
    return error;
}

enum err reader_open(const struct reader_config *config,
                     void (*post)(void *to, const struct reader_event *event), void *to,
                     struct why *why, struct reader **ret_reader) {
    struct reader *reader = calloc(1, sizeof *reader);
    if (!reader) return why_set(why, ERR_NO_MEMORY, "reader: out of memory");
    reader->post = post;
    reader->to = to;
    reader->backoff_ms = BACKOFF_FIRST_MS;
    reader->pulse = config->pulse;
    pulse_beat(reader->pulse, LIFE_MS);
    TEXT_COPY(reader->device, config->device);
    TEXT_COPY(reader->self_path, config->self_path ? config->self_path : "/proc/self/exe");
    TEXT_COPY(reader->lock_folder, config->lock_folder ? config->lock_folder : "/run/lock");
    reader->stop = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    int error = reader->stop < 0 ? errno : start_thread(reader);
    if (error) {
        if (reader->stop >= 0) close(reader->stop);
        free(reader);
        return why_set(why, err_from_errno(error), "reader: %s", strerror(error));
    }
    *ret_reader = reader;
    return ERR_NONE;
}

void reader_close(struct reader *reader) {
    if (!reader) return;
    eventfd_write(reader->stop, 1);
    pthread_join(reader->thread, NULL);
    close(reader->stop);
    free(reader);
}
