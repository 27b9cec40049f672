#pragma once
/* Notifications to the service manager (sd_notify(3)): ready, alive, stopping. Without
 * NOTIFY_SOCKET in the environment nothing is sent, which is no error. */
#include "base/err.h"
#include "base/pulse.h"

struct vital {
    const char *name;          /* of the thread, for the log */
    const struct pulse *pulse; /* borrowed while the watchdog is open */
};

/* The name of the first that is overdue at now_ms (clock_ticks_ms); NULL: none is. Pure. */
const char *vitals_overdue(const struct vital *vitals, int count, int64_t now_ms);

/* Any thread. */
void platform_notify_ready(void);
void platform_notify_stopping(void);

/* Starts a thread that sends WATCHDOG=1 three times in each WATCHDOG_USEC while no vital is
 * overdue. vitals: borrowed. *ret_watchdog is NULL if the service manager has no watchdog for us.
 */
struct watchdog;
MUST_CHECK enum err platform_watchdog_open(const struct vital *vitals, int count, struct why *why,
                                           struct watchdog **ret_watchdog);

/* From now on it pings without checking: threads end one by one, and TimeoutStopSec limits how long
 * that may take. NULL ok. */
void platform_watchdog_release(struct watchdog *watchdog);

void platform_watchdog_close(struct watchdog *watchdog); /* NULL ok */
