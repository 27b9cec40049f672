/* log: one line, one write, so lines of several threads never mix. */
#include "base/log.h"

#include "base/bytes.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static enum log_level max_level = LOG_INFO;

void log_set_level(enum log_level level) {
    max_level = level;
}

#define KEPT 16
#define KEPT_BYTES 160
static struct {
    pthread_mutex_t mutex;
    unsigned next;
    char line[KEPT][KEPT_BYTES];
} kept = {.mutex = PTHREAD_MUTEX_INITIALIZER};

static void keep(const char *line) {
    pthread_mutex_lock(&kept.mutex);
    TEXT_COPY(kept.line[kept.next++ % KEPT], line);
    pthread_mutex_unlock(&kept.mutex);
}

int log_tail(int count, size_t bytes, char *ret_lines) {
    pthread_mutex_lock(&kept.mutex);
    unsigned have = kept.next < KEPT ? kept.next : KEPT;
    if (have > (unsigned)count) have = (unsigned)count;
    for (unsigned i = 0; i < have; i++)
        text_copy(ret_lines + i * bytes, bytes, kept.line[(kept.next - have + i) % KEPT]);
    pthread_mutex_unlock(&kept.mutex);
    return (int)have;
}

void log_line(enum log_level level, const char *room, const char *fmt, ...) {
    if (level > max_level) return;
    char line[1024];
    int used = snprintf(line, sizeof line, "<%d>%s: ", (int)level, room);
    va_list args;
    va_start(args, fmt);
    int more = vsnprintf(line + used, sizeof line - (size_t)used, fmt, args);
    va_end(args);
    size_t length = (size_t)used + (more > 0 ? (size_t)more : 0);
    if (length > sizeof line - 2) length = sizeof line - 2;
    for (size_t i = 0; i < length; i++) {
        if (line[i] == '\n' || line[i] == '\r') line[i] = ' ';
    }
    line[length] = 0;
    keep(line);
    line[length++] = '\n';
    ssize_t ignored = write(STDERR_FILENO, line, length);
    (void)ignored;
}
