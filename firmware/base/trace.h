#pragma once
/* The trace: JSON lines on CLOCK_MONOTONIC, for measuring a tap's path from outside (--trace FILE).
 *   {"t":123456789012345,"event":"committed","tap":123456789000000,"outcome":"welcome"}
 * tap is the tap's own card_seen time and so names it; of a screen that a finger opened, when it
 * was lifted. No identity is ever in it. Any thread. */
#include "base/err.h"

#include <stdint.h>

struct trace;

MUST_CHECK enum err trace_open(const char *path, struct why *why, struct trace **ret_trace);
void trace_close(struct trace *trace); /* NULL ok */

/* One line, written at once. trace may be NULL: then nothing happens. outcome and screen are plain
 * words of ours, or NULL. */
void trace_event(struct trace *trace, const char *event, int64_t at_ns, int64_t tap_ns,
                 const char *outcome, const char *screen);
