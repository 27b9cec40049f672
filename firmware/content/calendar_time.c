/* calendar_time: what libical does not do: zones by their Windows names, floating times, days. */
#include "content/calendar.h"

#include <string.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>

#define DAY_MS INT64_C(86400000)
#define HOUR_MS INT64_C(3600000)
#define YEAR_FIRST 1970
#define YEAR_LAST 2100
#define LENGTH_MAX_MS (31 * DAY_MS)

/* Names that are neither in tzdata's zone.tab nor Windows names. */
static const char *const other_names[][2] = {
    {"PRC", "Asia/Shanghai"},
    {"Asia/Beijing", "Asia/Shanghai"},
    {"Asia/Chongqing", "Asia/Shanghai"},
    {"Asia/Chungking", "Asia/Shanghai"},
    {"Asia/Harbin", "Asia/Shanghai"},
    {"Asia/Kashgar", "Asia/Urumqi"},
    {"UTC", "UTC"},
    {"Etc/UTC", "UTC"},
    {"GMT", "UTC"},
};

/* "China Standard Time" -> "Asia/Shanghai", by ICU's table; "": it is no Windows name. */
static void from_windows(const char *name, char *ret_id, size_t ret_bytes) {
    UErrorCode code = U_ZERO_ERROR;
    UChar windows[64], id[64];
    ret_id[0] = 0;
    if (strlen(name) >= ARRAY_LENGTH(windows)) return;
    u_uastrcpy(windows, name);
    int32_t n = ucal_getTimeZoneIDForWindowsID(windows, -1, "CN", id, ARRAY_LENGTH(id), &code);
    if (U_FAILURE(code) || n <= 0 || (size_t)n >= ret_bytes) return;
    u_UCharsToChars(id, ret_id, n);
    ret_id[n] = 0;
}

static icaltimezone *builtin_zone(const char *name) {
    if (strcmp(name, "UTC") == 0) return icaltimezone_get_utc_timezone();
    return icaltimezone_get_builtin_timezone(name);
}

enum err calendar_zone(struct calendar *cal, const char *tzid, icaltimezone **ret_zone) {
    char id[64];
    const char *name = tzid;
    for (size_t i = 0; i < ARRAY_LENGTH(other_names); i++) {
        if (strcmp(tzid, other_names[i][0]) == 0) name = other_names[i][1];
    }
    from_windows(tzid, id, sizeof id);
    icaltimezone *zone = builtin_zone(id[0] ? id : name);
    if (!zone) zone = icaltimezone_get_builtin_timezone_from_tzid(tzid);
    if (!zone && cal->vcalendar) zone = icalcomponent_get_timezone(cal->vcalendar, tzid);
    if (!zone)
        return calendar_refuse(cal, "不认识的时区“%s” (unknown time zone)", excerpt_of(tzid).text);
    *ret_zone = zone;
    return ERR_NONE;
}

/* libical reads month 13 as January of the next year. */
static bool is_real(struct icaltimetype t) {
    return t.year >= YEAR_FIRST && t.year <= YEAR_LAST && t.month >= 1 && t.month <= 12 &&
           t.day >= 1 && t.day <= icaltime_days_in_month(t.month, t.year) && t.hour >= 0 &&
           t.hour <= 23 && t.minute >= 0 && t.minute <= 59 && t.second >= 0 && t.second <= 60;
}

enum err calendar_time(struct calendar *cal, icalproperty *property, struct icaltimetype t,
                       struct event_time *ret_time) {
    struct event_time time = {.zone = cal->station, .all_day = t.is_date};
    icalparameter *tzid = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
    enum err e = ERR_NONE;
    if (!is_real(t)) return calendar_refuse(cal, "日期或时间不对 (a bad date or time)");
    if (icaltime_is_utc(t))
        time.zone = icaltimezone_get_utc_timezone();
    else if (tzid && !t.is_date)
        e = calendar_zone(cal, icalparameter_get_tzid(tzid), &time.zone);
    if (e != ERR_NONE) return e;
    time.local = t;
    time.local.zone = NULL;
    *ret_time = time;
    return ERR_NONE;
}

int64_t calendar_ms(const struct calendar *cal, const struct event_time *time) {
    struct icaltimetype t = time->local;
    if (t.is_date) t.hour = t.minute = t.second = 0;
    t.is_date = 0;
    return (int64_t)icaltime_as_timet_with_zone(t, time->all_day ? cal->station : time->zone) *
           1000;
}

static enum err length_of(struct calendar *cal, icalcomponent *event, int64_t start_ms,
                          struct event_span *span) {
    icalproperty *end = icalcomponent_get_first_property(event, ICAL_DTEND_PROPERTY);
    icalproperty *duration = icalcomponent_get_first_property(event, ICAL_DURATION_PROPERTY);
    int64_t length_ms = span->start.all_day ? DAY_MS : HOUR_MS; /* if the file has no end */
    if (end) {
        struct event_time time;
        enum err e = calendar_time(cal, end, icalproperty_get_dtend(end), &time);
        if (e != ERR_NONE) return e;
        if (time.all_day != span->start.all_day)
            return calendar_refuse(cal,
                                   "DTSTART 和 DTEND 一个有时刻一个没有 (one of them has no time)");
        length_ms = calendar_ms(cal, &time) - start_ms;
    } else if (duration) {
        length_ms = (int64_t)icaldurationtype_as_int(icalproperty_get_duration(duration)) * 1000;
    }
    if (length_ms < 0) return calendar_refuse(cal, "结束早于开始 (it ends before it starts)");
    if (length_ms > LENGTH_MAX_MS) return calendar_refuse(cal, "超过 31 天 (longer than 31 days)");
    span->length_ms = length_ms;
    span->days = length_ms < DAY_MS
                     ? 1
                     : (int)((length_ms + HOUR_MS) / DAY_MS); /* a day may be an hour short */
    return ERR_NONE;
}

enum err calendar_span(struct calendar *cal, icalcomponent *event, struct event_span *ret_span) {
    struct event_span span = {0};
    icalproperty *start = icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY);
    if (!start) return calendar_refuse(cal, "没有 DTSTART (DTSTART is missing)");
    enum err e = calendar_time(cal, start, icalproperty_get_dtstart(start), &span.start);
    if (e == ERR_NONE) e = length_of(cal, event, calendar_ms(cal, &span.start), &span);
    if (e == ERR_NONE) *ret_span = span;
    return e;
}

void calendar_place(const struct calendar *cal, const struct event_span *span,
                    const struct event_time *start, struct occurrence *occurrence) {
    occurrence->start_ms = calendar_ms(cal, start);
    occurrence->end_ms = occurrence->start_ms + span->length_ms;
    occurrence->all_day = span->start.all_day;
    if (!occurrence->all_day) return;
    struct event_time end = *start;
    icaltime_adjust(&end.local, span->days, 0, 0, 0);
    occurrence->end_ms = calendar_ms(cal, &end);
}
