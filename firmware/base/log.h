#pragma once
/* The log: one line an event on stderr, as journald reads it ("<6>desk: ...").
 * Never a card, a phone number or a name. Any thread; a line is one write(2). */
#include "base/err.h"

#include <stddef.h>

enum log_level {
    LOG_ERROR = 3,
    LOG_WARN = 4,
    LOG_INFO = 6,
    LOG_DEBUG = 7
}; /* syslog(3) priorities */

/* The only globals: the level, set once before threads start, and the newest lines for the device
 * page. Lines above the level are not written. */
void log_set_level(enum log_level level);

/* The newest lines, oldest first, each into bytes of ret_lines (count of them, one after the
 * other); how many there are. */
int log_tail(int count, size_t bytes, char *ret_lines);

void log_line(enum log_level level, const char *room, const char *fmt, ...) PRINTF_LIKE(3, 4);

#define log_error(room, ...) log_line(LOG_ERROR, room, __VA_ARGS__)
#define log_warn(room, ...) log_line(LOG_WARN, room, __VA_ARGS__)
#define log_info(room, ...) log_line(LOG_INFO, room, __VA_ARGS__)
#define log_debug(room, ...) log_line(LOG_DEBUG, room, __VA_ARGS__)
