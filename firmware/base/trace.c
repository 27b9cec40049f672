/* trace: one write(2) for each line to a file opened for appending, so threads need no lock. */
#include "base/trace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct trace {
    int fd;
};

enum err trace_open(const char *path, struct why *why, struct trace **ret_trace) {
    struct trace *trace = malloc(sizeof *trace);
    if (!trace) return why_set(why, ERR_NO_MEMORY, "%s: out of memory", path);
    trace->fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (trace->fd < 0) {
        free(trace);
        return why_set(why, err_from_errno(errno), "%s: %s", path, strerror(errno));
    }
    *ret_trace = trace;
    return ERR_NONE;
}

void trace_close(struct trace *trace) {
    if (!trace) return;
    close(trace->fd);
    free(trace);
}

void trace_event(struct trace *trace, const char *event, int64_t at_ns, int64_t tap_ns,
                 const char *outcome, const char *screen) {
    if (!trace) return;
    char line[256];
    int used = snprintf(line, sizeof line, "{\"t\":%lld,\"event\":\"%s\",\"tap\":%lld",
                        (long long)at_ns, event, (long long)tap_ns);
    if (outcome)
        used += snprintf(line + used, sizeof line - (size_t)used, ",\"outcome\":\"%s\"", outcome);
    if (screen)
        used += snprintf(line + used, sizeof line - (size_t)used, ",\"screen\":\"%s\"", screen);
    used += snprintf(line + used, sizeof line - (size_t)used, "}\n");
    ssize_t ignored = write(trace->fd, line, (size_t)used);
    (void)ignored;
}
