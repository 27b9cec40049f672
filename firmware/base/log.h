#pragma once
/* The log: one line per event on stderr. Where stderr is the journal (sd-daemon(3),
 * JOURNAL_STREAM), a line begins with its priority, "<4>desk: …"; elsewhere, as in a terminal,
 * errors and warnings begin with that word, "warning: desk: …". Never log a card, a telephone
 * number or a name. Any thread; a line is one write(2). */
#include "base/err.h"

#include <stddef.h>

enum log_level {
    LOG_ERROR = 3,
    LOG_WARN = 4,
    LOG_INFO = 6,
    LOG_DEBUG = 7 /* not written */
};                /* the priorities of syslog(3) */

/* Copies the newest lines, oldest first, each into `bytes` bytes of ret_lines, with their "<4>".
 * Returns how many there are, at most count. They are the only state of the log. */
int log_tail(int count, size_t bytes, char *ret_lines);

void log_line(enum log_level level, const char *room, const char *fmt, ...) PRINTF_LIKE(3, 4);

#define log_error(room, ...) log_line(LOG_ERROR, room, __VA_ARGS__)
#define log_warn(room, ...) log_line(LOG_WARN, room, __VA_ARGS__)
#define log_info(room, ...) log_line(LOG_INFO, room, __VA_ARGS__)
#define log_debug(room, ...) log_line(LOG_DEBUG, room, __VA_ARGS__)
