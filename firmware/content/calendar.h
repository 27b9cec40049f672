#pragma once
/* Inside the content room only: one calendar file on its way to dates. One thread: libical keeps
 * its zones in globals. */
#include "content/content_private.h"

#include <libical/ical.h>

#define CALENDAR_DATES_MAX 2000 /* of one file, a month back and 13 months ahead */
#define CALENDAR_EVENTS_MAX 2000
#define CALENDAR_STEPS_MAX                                                                         \
    40000 /* of one rule, from its start to the horizon: a daily one since 1970 is 21,000 */
#define CALENDAR_MONTHS_BACK 1
#define CALENDAR_MONTHS_AHEAD 13

struct calendar {
    const struct source *source;
    struct why *why;
    int line;                 /* of the event under way */
    icalcomponent *vcalendar; /* of the event under way */
    icaltimezone *station;
    int64_t from_ms, to_ms;
    struct change_occurrence *list;
    size_t count, room;
};

/* A time of an event: local fields, and their zone. */
struct event_time {
    struct icaltimetype local; /* zone NULL */
    icaltimezone *zone;
    bool all_day;
};

struct event_span {
    struct event_time start;
    int64_t length_ms; /* of a timed event */
    int days;          /* of an all-day event */
};

#define calendar_refuse(cal, ...) refuse((cal)->why, (cal)->source, (cal)->line, __VA_ARGS__)

/* calendar_time.c */
MUST_CHECK enum err calendar_zone(struct calendar *cal, const char *tzid, icaltimezone **ret_zone);
MUST_CHECK enum err calendar_time(struct calendar *cal, icalproperty *property,
                                  struct icaltimetype t, struct event_time *ret_time);
int64_t calendar_ms(const struct calendar *cal, const struct event_time *time);
MUST_CHECK enum err calendar_span(struct calendar *cal, icalcomponent *event,
                                  struct event_span *ret_span);
/* Fills start_ms and end_ms for the date that begins at `start`. */
void calendar_place(const struct calendar *cal, const struct event_span *span,
                    const struct event_time *start, struct occurrence *occurrence);

/* calendar_event.c: the properties of an event besides its times. */
MUST_CHECK enum err calendar_event(struct calendar *cal, icalcomponent *event,
                                   struct change_occurrence *ret_occurrence);

/* calendar_rule.c: adds every date of an event that is not an override to cal->list. */
MUST_CHECK enum err calendar_expand(struct calendar *cal, icalcomponent *event);
MUST_CHECK enum err calendar_add(struct calendar *cal, const struct change_occurrence *occurrence);
