/* calendar_rule: the dates of one event: DTSTART, RRULE, RDATE, less EXDATE (RFC 5545, 3.8.5).
 * The rule runs on local times without a zone, so that 09:30 stays 09:30. UNTIL is compared here,
 * because libical drops the timed date of the last day where UNTIL is a day. */
#include "content/calendar.h"

#include <stdlib.h>
#include <string.h>

struct expansion {
    struct calendar *cal;
    icalcomponent *event;
    struct event_span span;
    struct change_occurrence model; /* everything but the times */
    size_t first;                   /* of cal->list: its own dates */
};

enum err calendar_add(struct calendar *cal, const struct change_occurrence *occurrence) {
    if (cal->count == CALENDAR_DATES_MAX)
        return calendar_refuse(cal, "一个文件里超过 %d 场 (more dates than that in one file)",
                               CALENDAR_DATES_MAX);
    if (cal->count == cal->room) {
        size_t room = cal->room ? cal->room * 2 : 64;
        struct change_occurrence *list = realloc(cal->list, room * sizeof *list);
        if (!list) return why_set(cal->why, ERR_NO_MEMORY, "%s: out of memory", cal->source->name);
        cal->list = list;
        cal->room = room;
    }
    cal->list[cal->count++] = *occurrence;
    return ERR_NONE;
}

/* Does an EXDATE name the date that starts at start_ms? An EXDATE without a time names every date
 * that starts on that day.
 */
static enum err is_excluded(struct expansion *x, const struct event_time *start, int64_t start_ms,
                            bool *ret_excluded) {
    *ret_excluded = false;
    for (icalproperty *p = icalcomponent_get_first_property(x->event, ICAL_EXDATE_PROPERTY); p;
         p = icalcomponent_get_next_property(x->event, ICAL_EXDATE_PROPERTY)) {
        struct event_time out;
        enum err e = calendar_time(x->cal, p, icalproperty_get_exdate(p), &out);
        if (e != ERR_NONE) return e;
        bool same_day = out.local.year == start->local.year &&
                        out.local.month == start->local.month && out.local.day == start->local.day;
        if (out.all_day ? same_day : calendar_ms(x->cal, &out) == start_ms) *ret_excluded = true;
    }
    return ERR_NONE;
}

static enum err add_date(struct expansion *x, const struct event_time *start) {
    struct calendar *cal = x->cal;
    struct change_occurrence c = x->model;
    bool excluded;
    calendar_place(cal, &x->span, start, &c.occurrence);
    c.recurrence_ms = c.occurrence.start_ms;
    if (c.occurrence.end_ms < cal->from_ms || c.occurrence.start_ms >= cal->to_ms) return ERR_NONE;
    for (size_t i = x->first; i < cal->count; i++) {
        if (cal->list[i].recurrence_ms == c.recurrence_ms) return ERR_NONE; /* named twice */
    }
    enum err e = is_excluded(x, start, c.occurrence.start_ms, &excluded);
    return e != ERR_NONE || excluded ? e : calendar_add(cal, &c);
}

/* The end of the rule, inclusive; INT64_MAX: none. */
static int64_t until_ms(const struct expansion *x, const struct icalrecurrencetype *rule) {
    struct event_time until = x->span.start;
    if (icaltime_is_null_time(rule->until)) return INT64_MAX;
    until.local = rule->until;
    until.local.zone = NULL;
    if (icaltime_is_utc(rule->until)) until.zone = icaltimezone_get_utc_timezone();
    if (rule->until.is_date) {
        until.local.is_date = 0;
        until.local.hour = 23;
        until.local.minute = until.local.second = 59;
    }
    return calendar_ms(x->cal, &until) + 999;
}

static enum err add_rule(struct expansion *x, struct icalrecurrencetype rule) {
    struct calendar *cal = x->cal;
    if (rule.freq == ICAL_NO_RECURRENCE) return calendar_refuse(cal, "RRULE 不对 (a bad RRULE)");
    if (rule.freq < ICAL_DAILY_RECURRENCE)
        return calendar_refuse(cal, "每时、每分、每秒重复的不接受 (FREQ must be DAILY or slower)");
    int64_t last_ms = until_ms(x, &rule);
    rule.until = icaltime_null_time();
    icalrecur_iterator *dates = icalrecur_iterator_new(rule, x->span.start.local);
    if (!dates) return calendar_refuse(cal, "RRULE 不对 (a bad RRULE)");
    enum err e = ERR_NONE;
    struct event_time start = x->span.start;
    for (int step = 0; e == ERR_NONE; step++) {
        start.local = icalrecur_iterator_next(dates);
        if (icaltime_is_null_time(start.local)) break;
        int64_t ms = calendar_ms(cal, &start);
        if (ms > last_ms || ms >= cal->to_ms) break;
        if (step == CALENDAR_STEPS_MAX)
            e = calendar_refuse(cal, "重复次数太多 (the rule has too many dates)");
        else
            e = add_date(x, &start);
    }
    icalrecur_iterator_free(dates);
    return e;
}

static enum err add_listed(struct expansion *x, icalproperty *property) {
    struct event_time start;
    struct icaldatetimeperiodtype listed = icalproperty_get_rdate(property);
    if (!icalperiodtype_is_null_period(listed.period))
        return calendar_refuse(x->cal, "RDATE 不能是时段 (RDATE as a PERIOD is not read)");
    enum err e = calendar_time(x->cal, property, listed.time, &start);
    if (e == ERR_NONE && start.all_day != x->span.start.all_day)
        e = calendar_refuse(x->cal,
                            "RDATE 和 DTSTART 一个有时刻一个没有 (one of them has no time)");
    return e == ERR_NONE ? add_date(x, &start) : e;
}

enum err calendar_expand(struct calendar *cal, icalcomponent *event) {
    struct expansion x = {.cal = cal, .event = event, .first = cal->count};
    if (icalcomponent_get_first_property(event, ICAL_EXRULE_PROPERTY))
        return calendar_refuse(cal, "EXRULE 已废止 (EXRULE is not read; use EXDATE)");
    enum err e = calendar_event(cal, event, &x.model);
    if (e == ERR_NONE) e = calendar_span(cal, event, &x.span);
    if (e == ERR_NONE) e = add_date(&x, &x.span.start);
    for (icalproperty *p = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
         e == ERR_NONE && p; p = icalcomponent_get_next_property(event, ICAL_RRULE_PROPERTY)) {
        e = add_rule(&x, icalproperty_get_rrule(p));
    }
    for (icalproperty *p = icalcomponent_get_first_property(event, ICAL_RDATE_PROPERTY);
         e == ERR_NONE && p; p = icalcomponent_get_next_property(event, ICAL_RDATE_PROPERTY)) {
        e = add_listed(&x, p);
    }
    return e;
}
