#pragma once
/* A thread's heartbeat: the time by which it will beat again. Any thread may read it; one thread
 * beats. A thread that starts a long task announces its length beforehand. */
#include <stdint.h>

struct pulse {
    int64_t due_ms; /* clock_ticks_ms; 0: has never beaten. Atomic */
};

/* Beats now, and promises the next beat within so many ms. NULL ok: no watchdog. */
void pulse_beat(struct pulse *pulse, int within_ms);

int64_t pulse_due_ms(const struct pulse *pulse);
