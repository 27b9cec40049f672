/* tool: spawn the program, write its input, read its output, reap it.
 *
 *   spawn (own process group) --lines--> on_line --both pipes closed--> wait
 *                             --limit_s or OUTPUT_LIMIT bytes--> kill the group, wait */
#include "tool.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define OUTPUT_LIMIT 65536
#define LINE_SIZE 512

struct stream {
    int fd;
    char line[LINE_SIZE];
    size_t used;
};

struct running {
    const struct tool *tool;
    struct stream out, err;
    size_t bytes_read;
    char *last;
    bool has_error_line; /* last is from standard error */
};

static int64_t now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void end_line(struct running *r, struct stream *stream) {
    stream->line[stream->used] = 0;
    if (stream->used > 0) {
        bool is_error = stream == &r->err;
        if (is_error || !r->has_error_line) snprintf(r->last, 256, "%s", stream->line);
        r->has_error_line |= is_error;
        if (!is_error && r->tool->on_line) r->tool->on_line(r->tool->to, stream->line);
    }
    stream->used = 0;
}

/* A line that is too long is split. A carriage return ends a line too, because progress displays
 * use it. */
static void read_stream(struct running *r, struct stream *stream) {
    char bytes[1024];
    ssize_t n = read(stream->fd, bytes, sizeof bytes);
    if (n < 0 && errno == EINTR) return;
    for (ssize_t i = 0; i < n; i++) {
        if (bytes[i] == '\n' || bytes[i] == '\r' || stream->used == LINE_SIZE - 1)
            end_line(r, stream);
        if (bytes[i] != '\n' && bytes[i] != '\r') stream->line[stream->used++] = bytes[i];
    }
    if (n > 0) {
        r->bytes_read += (size_t)n;
        return;
    }
    end_line(r, stream);
    close(stream->fd);
    stream->fd = -1;
}

static enum tool_end read_output(struct running *r) {
    int64_t until_ms = now_ms() + r->tool->limit_s * INT64_C(1000);
    while (r->out.fd >= 0 || r->err.fd >= 0) {
        int64_t left_ms = until_ms - now_ms();
        struct pollfd fds[] = {{r->out.fd, POLLIN, 0}, {r->err.fd, POLLIN, 0}};
        if (left_ms <= 0) return TOOL_TIMEOUT;
        if (r->bytes_read > OUTPUT_LIMIT) return TOOL_OUTPUT_TOO_LONG;
        if (poll(fds, 2, (int)left_ms) <= 0) continue;
        if (fds[0].revents) read_stream(r, &r->out);
        if (fds[1].revents) read_stream(r, &r->err);
    }
    return TOOL_DONE;
}

/* The tool gets a fixed environment; the fixed locale makes its output predictable. */
static int spawn(const struct tool *tool, const int in[2], const int out[2], const int err[2],
                 pid_t *ret_pid) {
    static char *const environment[] = {"PATH=/usr/sbin:/usr/bin", "LC_ALL=C.UTF-8", NULL};
    char path[256];
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t defaults;
    snprintf(path, sizeof path, "%s/%s", tool->folder ? tool->folder : "/usr/bin", tool->argv[0]);
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, in[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, out[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, err[1], STDERR_FILENO);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    int error =
        posix_spawn(ret_pid, path, &files, &attributes, (char *const *)tool->argv, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return error;
}

static void close_pipe(int ends[2]) {
    if (ends[0] >= 0) close(ends[0]);
    if (ends[1] >= 0) close(ends[1]);
}

static void feed(int fd, const char *input) {
    size_t left = input ? strlen(input) : 0; /* less than a pipe holds: never blocks */
    if (left && write(fd, input, left) != (ssize_t)left)
        fprintf(stderr, "muster-board: cannot write a tool's input\n");
}

static enum tool_end follow(struct running *r, pid_t pid) {
    int status = 0;
    enum tool_end end = read_output(r);
    if (end != TOOL_DONE) kill(-pid, SIGKILL);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    if (r->out.fd >= 0) close(r->out.fd);
    if (r->err.fd >= 0) close(r->err.fd);
    if (end != TOOL_DONE) return end;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? TOOL_DONE : TOOL_FAILED;
}

enum tool_end tool_run(const struct tool *tool, char last[static 256]) {
    int in[2] = {-1, -1}, out[2] = {-1, -1}, err[2] = {-1, -1};
    pid_t pid;
    last[0] = 0;
    int error = pipe2(in, O_CLOEXEC) < 0 || pipe2(out, O_CLOEXEC) < 0 || pipe2(err, O_CLOEXEC) < 0
                    ? errno
                    : spawn(tool, in, out, err, &pid);
    if (error) {
        close_pipe(in);
        close_pipe(out);
        close_pipe(err);
        snprintf(last, 256, "%s: %s", tool->argv[0], strerror(error));
        return error == ENOENT ? TOOL_MISSING : TOOL_FAILED;
    }
    close(in[0]);
    close(out[1]);
    close(err[1]);
    feed(in[1], tool->input);
    close(in[1]);
    struct running running = {
        .tool = tool, .out = {.fd = out[0]}, .err = {.fd = err[0]}, .last = last};
    return follow(&running, pid);
}
