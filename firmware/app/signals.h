#pragma once
/* SIGTERM and SIGINT, taken by a thread with sigwait(3), so that no code runs in a signal handler.
 *
 * signals_block() comes first in main(), before any thread exists: every thread then inherits the
 * blocked mask, and a signal that arrives before signals_open() or after signals_close() stays
 * pending. A pending signal survives execv(2): the program that is executed next receives it. */
#include "base/err.h"

struct signals;

void signals_block(void); /* SIGTERM and SIGINT; SIGPIPE is ignored */

/* stop is called on the signals' thread, once for each signal. It must not block. */
MUST_CHECK enum err signals_open(void (*stop)(void *to), void *to, struct why *why,
                                 struct signals **ret_signals);
void signals_close(struct signals *signals); /* joins the thread; NULL ok */
