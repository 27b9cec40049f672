/* clock: the kernel's clocks, and the wall clock in the station's time zone. */
#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/timex.h>
#include <time.h>
#include <unistd.h>

static struct {
    bool on, frozen;
    int64_t shift_ms; /* added to the real clock; the time itself if frozen */
} pretend;

static int64_t read_ms(clockid_t id) {
    struct timespec t;
    clock_gettime(id, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

struct moment clock_now(void) {
    struct timex tx = {0};
    int state = adjtimex(&tx);
    struct moment now = {
        .utc_ms = read_ms(CLOCK_REALTIME),
        .mono_ms = read_ms(CLOCK_BOOTTIME),
        .synced = state != -1 && state != TIME_ERROR && !(tx.status & STA_UNSYNC),
    };
    if (pretend.on) now.utc_ms = pretend.frozen ? pretend.shift_ms : now.utc_ms + pretend.shift_ms;
    return now;
}

int64_t clock_trace_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

int64_t clock_ticks_ms(void) {
    return read_ms(CLOCK_MONOTONIC);
}

enum err clock_set(int64_t utc_ms, struct why *why) {
    struct timespec t = {.tv_sec = (time_t)(utc_ms / 1000), .tv_nsec = utc_ms % 1000 * 1000000};
    if (pretend.on) { /* the pretended clock of a test or the tour */
        clock_pretend(utc_ms, pretend.frozen);
        return ERR_NONE;
    }
    if (clock_settime(CLOCK_REALTIME, &t) == 0) return ERR_NONE;
    return why_set(why, err_from_errno(errno), "the clock cannot be set: %s", strerror(errno));
}

void clock_boot_id(char ret_id[static BOOT_ID_SIZE]) {
    strcpy(ret_id, "unknown");
    int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    if (fd < 0) return;
    char id[BOOT_ID_SIZE] = "";
    if (read(fd, id, BOOT_ID_SIZE - 1) == BOOT_ID_SIZE - 1) memcpy(ret_id, id, BOOT_ID_SIZE);
    close(fd);
}

void clock_pretend(int64_t utc_ms, bool frozen) {
    pretend.on = true;
    pretend.frozen = frozen;
    pretend.shift_ms = frozen ? utc_ms : utc_ms - read_ms(CLOCK_REALTIME);
}

struct civil civil_from_ms(int64_t utc_ms) {
    int64_t floor_s = utc_ms / 1000 - (utc_ms % 1000 < 0);
    time_t s = (time_t)floor_s;
    struct tm tm;
    localtime_r(&s, &tm);
    return (struct civil){
        .year = tm.tm_year + 1900,
        .month = tm.tm_mon + 1,
        .day = tm.tm_mday,
        .hour = tm.tm_hour,
        .minute = tm.tm_min,
        .second = tm.tm_sec,
        .weekday = tm.tm_wday == 0 ? 7 : tm.tm_wday,
    };
}

int64_t civil_to_ms(const struct civil *civil) {
    struct tm tm = {
        .tm_year = civil->year - 1900,
        .tm_mon = civil->month - 1,
        .tm_mday = civil->day,
        .tm_hour = civil->hour,
        .tm_min = civil->minute,
        .tm_sec = civil->second,
        .tm_isdst = -1,
    };
    return (int64_t)mktime(&tm) * 1000;
}

int64_t civil_day_start_ms(int64_t utc_ms) {
    struct civil c = civil_from_ms(utc_ms);
    c.hour = c.minute = c.second = 0;
    return civil_to_ms(&c);
}

int64_t civil_month_start_ms(int64_t utc_ms) {
    struct civil c = civil_from_ms(utc_ms);
    return civil_to_ms(&(struct civil){.year = c.year, .month = c.month, .day = 1});
}

int64_t civil_year_start_ms(int64_t utc_ms) {
    return civil_to_ms(&(struct civil){.year = civil_from_ms(utc_ms).year, .month = 1, .day = 1});
}

int civil_days_in_month(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

int civil_weekday(int year, int month, int day) {
    static const int shift[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4}; /* Sakamoto's method */
    int y = month < 3 ? year - 1 : year;
    int sunday_first = (y + y / 4 - y / 100 + y / 400 + shift[month - 1] + day) % 7;
    return sunday_first == 0 ? 7 : sunday_first;
}

void civil_format_rfc3339(int64_t utc_ms, char ret_text[static 32]) {
    time_t s = (time_t)(utc_ms / 1000 - (utc_ms % 1000 < 0));
    struct tm tm;
    localtime_r(&s, &tm);
    char text[32];
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S%z", &tm);
    size_t n = strlen(text); /* ...+0800 -> ...+08:00 */
    snprintf(ret_text, 32, "%.*s:%s", (int)(n - 2), text, text + n - 2);
}

enum err civil_parse_rfc3339(const char *text, int64_t *ret_utc_ms) {
    struct tm tm = {0};
    int used = 0, offset_h = 0, offset_m = 0;
    char sign = 0;
    if (sscanf(text, "%4d-%2d-%2d%*1[T ]%2d:%2d:%2d%n", &tm.tm_year, &tm.tm_mon, &tm.tm_mday,
               &tm.tm_hour, &tm.tm_min, &tm.tm_sec, &used) != 6)
        return ERR_BAD_INPUT;
    const char *zone = text + used;
    if (strcmp(zone, "Z") != 0) {
        if (sscanf(zone, "%c%2d:%2d", &sign, &offset_h, &offset_m) != 3 ||
            (sign != '+' && sign != '-'))
            return ERR_BAD_INPUT;
    }
    if (tm.tm_mon < 1 || tm.tm_mon > 12 || tm.tm_mday < 1 || tm.tm_mday > 31 || tm.tm_hour > 23 ||
        tm.tm_min > 59 || tm.tm_sec > 60)
        return ERR_BAD_INPUT;
    tm.tm_year -= 1900;
    tm.tm_mon -= 1;
    int64_t shift_s = (offset_h * 60 + offset_m) * 60;
    *ret_utc_ms = ((int64_t)timegm(&tm) - (sign == '-' ? -shift_s : shift_s)) * 1000;
    return ERR_NONE;
}
