#pragma once
/* A thread's sign of life: the moment by which it will be heard of again. Any thread may look; one
 * thread beats. A thread that is about to do something long says so beforehand. */
#include <stdint.h>

struct pulse {
    int64_t due_ms; /* clock_ticks_ms; 0: has never beaten. Atomic */
};

/* Alive now, and again within so many ms. NULL: nobody listens. */
void pulse_beat(struct pulse *pulse, int within_ms);

int64_t pulse_due_ms(const struct pulse *pulse);
