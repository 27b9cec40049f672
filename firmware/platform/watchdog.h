#pragma once
/* What the service manager is told (sd_notify(3)): ready, alive, stopping. Without NOTIFY_SOCKET in
 * the environment nothing is told to anybody, and that is no error. */
#include "base/err.h"
#include "base/pulse.h"

struct vital {
    const char *name;          /* of the thread, for the log */
    const struct pulse *pulse; /* borrowed for as long as somebody looks */
};

/* The name of the first that is overdue at now_ms (clock_ticks_ms), or NULL: all live. Pure. */
const char *vitals_overdue(const struct vital *vitals, int count, int64_t now_ms);

/* Any thread. */
void platform_notify_ready(void);
void platform_notify_stopping(void);

/* A thread that sends WATCHDOG=1 three times in each WATCHDOG_USEC while all vitals live. vitals:
 * borrowed. *ret_watchdog is NULL where no watchdog listens. */
struct watchdog;
MUST_CHECK enum err platform_watchdog_open(const struct vital *vitals, int count, struct why *why,
                                           struct watchdog **ret_watchdog);

/* From now on it is fed without looking: threads end one by one, and how long that may take is
 * TimeoutStopSec's to say. NULL ok. */
void platform_watchdog_release(struct watchdog *watchdog);

void platform_watchdog_close(struct watchdog *watchdog); /* NULL ok */
