/* board: one connection for each request: a line is sent, lines come back until "ok" or
 * "error CODE TEXT". */
#include "platform/board.h"

#include "base/bytes.h"
#include "base/clock.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define REQUEST_SIZE 512 /* board/helper/request.h */
#define LINE_SIZE 1024
#define STILL_MS 500

struct asking {
    int fd;
    int64_t until_ms;
    board_said *said;
    void *to;
    bool abandoned;
    struct why *why;
};

static enum err compose(const char *const parts[], struct why *why, char line[static REQUEST_SIZE],
                        size_t *ret_bytes) {
    size_t used = 0;
    for (int i = 0; parts[i]; i++) {
        size_t n = strlen(parts[i]);
        if (strpbrk(parts[i], "\t\n") || used + n + 1 >= REQUEST_SIZE)
            return why_set(why, ERR_BAD_INPUT,
                           "board: an argument contains a character that cannot be sent");
        memcpy(line + used, parts[i], n);
        used += n;
        line[used++] = parts[i + 1] ? '\t' : '\n';
    }
    *ret_bytes = used;
    return ERR_NONE;
}

static enum err reach(const char *path, struct why *why, int *ret_fd) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (!TEXT_COPY(address.sun_path, path))
        return why_set(why, ERR_BAD_INPUT, "board: the socket's path is too long");
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) == 0) {
        *ret_fd = fd;
        return ERR_NONE;
    }
    int error = errno;
    if (fd >= 0) close(fd);
    enum err e = error == ENOENT || error == ECONNREFUSED ? ERR_NOT_FOUND : err_from_errno(error);
    return why_set(why, e, "board: %s: %s", path, strerror(error));
}

static enum err code_of(const char *word, size_t bytes) {
    static const struct {
        const char *word;
        enum err e;
    } codes[] = {{"refused", ERR_BAD_INPUT},
                 {"unknown", ERR_UNSUPPORTED},
                 {"missing", ERR_NOT_FOUND},
                 {"timeout", ERR_TIMEOUT}};
    for (size_t i = 0; i < ARRAY_LENGTH(codes); i++)
        if (strlen(codes[i].word) == bytes && strncmp(codes[i].word, word, bytes) == 0)
            return codes[i].e;
    return ERR_IO;
}

static void tell(struct asking *a, const char *line) {
    if (a->said && !a->said(a->to, line)) a->abandoned = true;
}

/* true: data can be read. */
static bool wait_for_more(struct asking *a, enum err *ret_e) {
    struct pollfd in = {.fd = a->fd, .events = POLLIN};
    while (!a->abandoned) {
        int64_t left_ms = a->until_ms - clock_ticks_ms();
        if (left_ms <= 0) break;
        if (poll(&in, 1, (int)(left_ms < STILL_MS ? left_ms : STILL_MS)) > 0) return true;
        tell(a, NULL);
    }
    *ret_e = why_set(a->why, ERR_TIMEOUT, a->abandoned ? "board: abandoned" : "board: no answer");
    return false;
}

/* true: that was the last line, and *ret_e is the result of the request. */
static bool take(struct asking *a, const char *line, enum err *ret_e) {
    if (strncmp(line, "= ", 2) == 0) tell(a, line + 2);
    if (strncmp(line, "error ", 6) == 0) {
        const char *code = line + 6;
        size_t n = strcspn(code, " ");
        *ret_e = why_set(a->why, code_of(code, n), "board: %s", code + n + (code[n] == ' '));
        return true;
    }
    *ret_e = ERR_NONE;
    return strcmp(line, "ok") == 0;
}

static enum err hear(struct asking *a) {
    char text[LINE_SIZE];
    size_t used = 0;
    enum err e;
    while (wait_for_more(a, &e)) {
        ssize_t n = read(a->fd, text + used, sizeof text - 1 - used);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return why_set(a->why, ERR_IO, "board: the connection was closed");
        used += (size_t)n;
        text[used] = 0;
        for (char *end; (end = memchr(text, '\n', used));) {
            *end = 0;
            if (take(a, text, &e)) return e;
            used -= (size_t)(end + 1 - text);
            memmove(text, end + 1, used + 1);
        }
        if (used == sizeof text - 1) return why_set(a->why, ERR_IO, "board: a line is too long");
    }
    return e;
}

enum err board_ask(const char *socket, const char *const parts[], int limit_s, board_said *said,
                   void *to, struct why *why) {
    char line[REQUEST_SIZE];
    size_t bytes = 0;
    struct asking asking = {
        .until_ms = clock_ticks_ms() + limit_s * INT64_C(1000), .said = said, .to = to, .why = why};
    enum err e = compose(parts, why, line, &bytes);
    if (e == ERR_NONE) e = reach(socket, why, &asking.fd);
    if (e == ERR_NONE) {
        e = send(asking.fd, line, bytes, MSG_NOSIGNAL) == (ssize_t)bytes
                ? hear(&asking)
                : why_set(why, ERR_IO, "board: %s", strerror(errno));
        close(asking.fd);
    }
    explicit_bzero(line, sizeof line); /* a passphrase may have been in it */
    return e;
}

enum err board_set_clock(const char *socket, int64_t utc_ms, struct why *why) {
    char seconds[24];
    snprintf(seconds, sizeof seconds, "%lld", (long long)((utc_ms + 500) / 1000));
    return board_ask(socket, (const char *const[]){"set-clock", seconds, NULL}, 30, NULL, NULL,
                     why);
}

enum err board_open_stick(const char *socket, const char *folder, bool writable, struct why *why) {
    const char *slash = strrchr(folder, '/');
    const char *verb = writable ? "stick-writable" : "stick-readonly";
    return board_ask(socket, (const char *const[]){verb, slash ? slash + 1 : folder, NULL}, 60,
                     NULL, NULL, why);
}
