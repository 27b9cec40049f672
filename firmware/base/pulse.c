/* pulse: one number, written by the watched thread and read by the watchdog. */
#include "base/pulse.h"

#include "base/clock.h"

#include <stddef.h>

void pulse_beat(struct pulse *pulse, int within_ms) {
    if (pulse) __atomic_store_n(&pulse->due_ms, clock_ticks_ms() + within_ms, __ATOMIC_RELAXED);
}

int64_t pulse_due_ms(const struct pulse *pulse) {
    return __atomic_load_n(&pulse->due_ms, __ATOMIC_RELAXED);
}
