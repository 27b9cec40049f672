#pragma once
/* Clocks. The wall clock is not trusted: every record carries all of struct moment. Any thread. */
#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct moment {
    int64_t utc_ms; /* CLOCK_REALTIME, ms since 1970-01-01 UTC */
    int64_t
        mono_ms; /* CLOCK_BOOTTIME, ms since this boot; continues during suspend, never goes back */
    bool synced; /* the kernel says the clock is synchronised (adjtimex(2), !STA_UNSYNC) */
};

#define BOOT_ID_SIZE 37 /* a UUID as text and its NUL */

struct moment clock_now(void);

/* CLOCK_MONOTONIC in ns: for latencies and traces, never stored with a record. */
int64_t clock_trace_ns(void);

/* CLOCK_MONOTONIC in ms: for timeouts and animation. */
int64_t clock_ticks_ms(void);

/* Sets the machine's clock (clock_settime(2)). ERR_PERMISSION: this user may not (CAP_SYS_TIME). */
MUST_CHECK enum err clock_set(int64_t utc_ms, struct why *why);

/* This boot's id from /proc/sys/kernel/random/boot_id; "unknown" if there is none. */
void clock_boot_id(char ret_id[static BOOT_ID_SIZE]);

/* For tests and the tour: pretends that the time is utc_ms. The clock runs on from there, or stands
 * still if frozen. Call it before threads start. */
void clock_pretend(int64_t utc_ms, bool frozen);

/* Local wall time in a zone. */
struct civil {
    int year, month, day;     /* 2026, 1-12, 1-31 */
    int hour, minute, second; /* 0-23, 0-59, 0-60 */
    int weekday;              /* 1 Monday ... 7 Sunday, ISO 8601 */
};

/* The zone is the process's TZ; main sets it once from [station] timezone (tzset). */
struct civil civil_from_ms(int64_t utc_ms);
int64_t civil_to_ms(const struct civil *civil); /* reads year..second; out-of-range fields carry */
int64_t civil_day_start_ms(int64_t utc_ms);     /* 00:00 local of that day */
int64_t civil_month_start_ms(int64_t utc_ms);   /* 00:00 local of the first of that month */
int64_t civil_year_start_ms(int64_t utc_ms);
int civil_days_in_month(int year, int month);
int civil_weekday(int year, int month, int day); /* 1 Monday ... 7 Sunday */

/* "2026-11-23T09:26:00+08:00" (RFC 3339) in the zone; needs 32 bytes. And back; zone offset
 * required. */
void civil_format_rfc3339(int64_t utc_ms, char ret_text[static 32]);
MUST_CHECK enum err civil_parse_rfc3339(const char *text, int64_t *ret_utc_ms);
