/* log: one line is one write, so that lines of several threads never mix. */
#include "base/log.h"

#include "base/bytes.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEPT 16
#define KEPT_BYTES 160
#define PREFIX_BYTES 3 /* "<4>" */

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

/* JOURNAL_STREAM holds "device:inode" of the stream that systemd connected. It is compared, because
 * a program that redirects its stderr inherits the variable too. */
static bool stderr_is_journal(void) {
    const char *value = getenv("JOURNAL_STREAM");
    unsigned long long device = 0, inode = 0;
    struct stat st;
    return value && sscanf(value, "%llu:%llu", &device, &inode) == 2 &&
           fstat(STDERR_FILENO, &st) == 0 && st.st_dev == device && st.st_ino == inode;
}

static const char *terminal_prefix(enum log_level level) {
    return level == LOG_ERROR ? "error: " : level == LOG_WARN ? "warning: " : "";
}

/* line: with its "<4>". */
static void write_line(enum log_level level, const char *line) {
    char text[1100];
    int n = stderr_is_journal() ? snprintf(text, sizeof text, "%s\n", line)
                                : snprintf(text, sizeof text, "%s%s\n", terminal_prefix(level),
                                           line + PREFIX_BYTES);
    ssize_t ignored = write(STDERR_FILENO, text, (size_t)n);
    (void)ignored;
}

void log_line(enum log_level level, const char *room, const char *fmt, ...) {
    if (level > LOG_INFO) return;
    char line[1024];
    int used = snprintf(line, sizeof line, "<%d>%s: ", (int)level, room);
    va_list args;
    va_start(args, fmt);
    vsnprintf(line + used, sizeof line - (size_t)used, fmt, args);
    va_end(args);
    for (char *c = line; *c; c++)
        if (*c == '\n' || *c == '\r') *c = ' ';
    keep(line);
    write_line(level, line);
}
