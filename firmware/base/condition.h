#pragma once
/* Condition variables with deadlines on CLOCK_MONOTONIC, so that a change of the wall clock does
 * not affect a wait. Any thread. */
#include <pthread.h>
#include <stdint.h>
#include <time.h>

void condition_init(pthread_cond_t *ret_condition);

/* The deadline for pthread_cond_timedwait, delay_ms from now. */
struct timespec condition_deadline(int64_t delay_ms);
