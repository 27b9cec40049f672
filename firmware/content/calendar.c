/* calendar: an .ics file to dates.
 * 1. The text is checked before libical sees it: libical returns NULL without a reason for a file
 *    that is cut short, and nests without limit.
 * 2. Masters first, then overrides onto their dates: libical's own loop ignores RECURRENCE-ID.
 * 3. Dates are passed on in order of time, then CHANGE_DROP_OTHERS: what the file no longer has is
 *    dropped. */
#include "content/calendar.h"
#include "base/clock.h"
#include "content/seen.h"
#include "model/check_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define DEPTH_MAX 4 /* VCALENDAR, VEVENT or VTIMEZONE, STANDARD or VALARM, and one to spare */
#define MIN_MS INT64_C(60000)

struct outline {
    int event_lines[CALENDAR_EVENTS_MAX]; /* of each BEGIN:VEVENT, as they come */
    int event_count, depth, calendars;
};

static bool begins(const char *line, const char *word) {
    return strncasecmp(line, word, strlen(word)) == 0;
}

static enum err look_at_line(struct calendar *cal, struct outline *outline, const char *at) {
    size_t n = strcspn(at, "\n");
    if (begins(at, "BEGIN:")) {
        outline->depth++;
        outline->calendars += begins(at, "BEGIN:VCALENDAR");
        if (outline->depth > DEPTH_MAX) return calendar_refuse(cal, "嵌套太深 (nested too deeply)");
    }
    if (begins(at, "END:")) outline->depth--;
    if (begins(at, "BEGIN:VEVENT")) {
        if (outline->event_count == CALENDAR_EVENTS_MAX)
            return calendar_refuse(cal, "超过 %d 项 (more events than that)", CALENDAR_EVENTS_MAX);
        outline->event_lines[outline->event_count++] = cal->line;
    }
    if (begins(at, "RRULE") && (memmem(at, n, "SECONDLY", 8) || memmem(at, n, "MINUTELY", 8) ||
                                memmem(at, n, "HOURLY", 6)))
        return calendar_refuse(cal, "每时、每分、每秒重复的不接受 (FREQ must be DAILY or slower)");
    return ERR_NONE;
}

static enum err look_through(struct calendar *cal, struct outline *outline) {
    const char *at = cal->source->text;
    for (cal->line = 1; *at; cal->line++) {
        enum err e = look_at_line(cal, outline, at);
        if (e != ERR_NONE) return e;
        at += strcspn(at, "\n");
        at += *at == '\n';
    }
    if (outline->calendars == 0) {
        cal->line = 1;
        return calendar_refuse(cal, "不是日历文件，没有 BEGIN:VCALENDAR (not a calendar file)");
    }
    if (outline->depth != 0)
        return calendar_refuse(cal, "文件不完整，缺少 END (cut short: an END line is missing)");
    return ERR_NONE;
}

/* libical stores what it could not read as X-LIC-ERROR; an empty property is not treated as an
 * error. */
static enum err refuse_errors(struct calendar *cal, icalcomponent *event) {
    for (icalproperty *p = icalcomponent_get_first_property(event, ICAL_XLICERROR_PROPERTY); p;
         p = icalcomponent_get_next_property(event, ICAL_XLICERROR_PROPERTY)) {
        const char *text = icalproperty_get_xlicerror(p);
        if (text && begins(text, "No value for")) continue;
        /* "Can't parse as RECUR value in RRULE property. Removing ...": the first sentence. */
        int sentence = text ? (int)strcspn(text, ".") : 0;
        return calendar_refuse(cal, "读不懂 (%.*s)", sentence, text ? text : "");
    }
    return ERR_NONE;
}

static bool is_override(icalcomponent *event) {
    return icalcomponent_get_first_property(event, ICAL_RECURRENCEID_PROPERTY) != NULL;
}

static struct change_occurrence *find_date(struct calendar *cal, const char *uid, int64_t at_ms,
                                           bool by_day) {
    for (size_t i = 0; i < cal->count; i++) {
        int64_t ms = cal->list[i].recurrence_ms;
        bool same = by_day ? ms >= at_ms && civil_day_start_ms(ms) == civil_day_start_ms(at_ms)
                           : ms == at_ms;
        if (same && strcmp(cal->list[i].uid, uid) == 0) return &cal->list[i];
    }
    return NULL;
}

static enum err override_date(struct calendar *cal, icalcomponent *event) {
    struct change_occurrence c;
    struct event_span span;
    struct event_time instead_of;
    icalproperty *id = icalcomponent_get_first_property(event, ICAL_RECURRENCEID_PROPERTY);
    if (icalproperty_get_first_parameter(id, ICAL_RANGE_PARAMETER))
        return calendar_refuse(cal, "RANGE=THISANDFUTURE 不接受 (RANGE is not read)");
    enum err e = calendar_event(cal, event, &c);
    if (e == ERR_NONE) e = calendar_span(cal, event, &span);
    if (e == ERR_NONE) e = calendar_time(cal, id, icalproperty_get_recurrenceid(id), &instead_of);
    if (e != ERR_NONE) return e;
    calendar_place(cal, &span, &span.start, &c.occurrence);
    c.recurrence_ms = calendar_ms(cal, &instead_of);
    struct change_occurrence *date =
        find_date(cal, c.uid, c.recurrence_ms, instead_of.all_day && !span.start.all_day);
    if (date) {
        c.recurrence_ms = date->recurrence_ms;
        *date = c;
        return ERR_NONE;
    }
    bool seen = c.occurrence.end_ms >= cal->from_ms && c.occurrence.start_ms < cal->to_ms;
    return seen ? calendar_add(cal, &c) : ERR_NONE;
}

/* One pass over the events of all calendars in the file. */
static enum err read_events(struct calendar *cal, icalcomponent *root,
                            const struct outline *outline, bool overrides, struct seen *masters) {
    int index = 0;
    icalcomponent *first = icalcomponent_isa(root) == ICAL_VCALENDAR_COMPONENT
                               ? root
                               : icalcomponent_get_first_component(root, ICAL_VCALENDAR_COMPONENT);
    for (icalcomponent *v = first; v;
         v = v == root ? NULL : icalcomponent_get_next_component(root, ICAL_VCALENDAR_COMPONENT)) {
        cal->vcalendar = v;
        for (icalcomponent *event = icalcomponent_get_first_component(v, ICAL_VEVENT_COMPONENT);
             event; event = icalcomponent_get_next_component(v, ICAL_VEVENT_COMPONENT), index++) {
            cal->line = index < outline->event_count ? outline->event_lines[index] : 1;
            if (is_override(event) != overrides) continue;
            enum err e = refuse_errors(cal, event);
            const char *uid = icalcomponent_get_uid(event);
            if (e == ERR_NONE && !overrides && uid) {
                int line = seen_add(masters, uid, strlen(uid), cal->line);
                if (line < 0)
                    e = why_set(cal->why, ERR_NO_MEMORY, "%s: out of memory", cal->source->name);
                if (line > 0)
                    e = calendar_refuse(cal, "UID 重复，第 %d 行已有 (duplicate UID)", line);
            }
            if (e == ERR_NONE)
                e = overrides ? override_date(cal, event) : calendar_expand(cal, event);
            if (e != ERR_NONE) return e;
        }
    }
    return ERR_NONE;
}

static int by_time(const void *a, const void *b) {
    const struct change_occurrence *x = a, *y = b;
    if (x->occurrence.start_ms != y->occurrence.start_ms)
        return x->occurrence.start_ms < y->occurrence.start_ms ? -1 : 1;
    int uid = strcmp(x->uid, y->uid);
    return uid                                   ? uid
           : x->recurrence_ms < y->recurrence_ms ? -1
                                                 : x->recurrence_ms > y->recurrence_ms;
}

/* A tap considers OPEN_MAX open activities, so no moment may have more. The default rules apply to
 * an activity without its own. The number is highest when one opens. */
static enum err refuse_crowds(struct calendar *cal) {
    static const struct activity_rules usual = {.opens_before_min = 30, .closes_after_min = 30};
    for (size_t i = 0; i < cal->count; i++) {
        struct occurrence o = cal->list[i].occurrence;
        activity_apply_rules(&o, &usual);
        int64_t opens_ms = o.start_ms - o.opens_before_min * MIN_MS;
        int open = 0;
        for (size_t k = 0; k < cal->count && !o.cancelled; k++) {
            struct occurrence other = cal->list[k].occurrence;
            activity_apply_rules(&other, &usual);
            open += activity_is_open(&other, opens_ms);
        }
        if (open <= OPEN_MAX) continue;
        struct civil at = civil_from_ms(opens_ms);
        cal->line = 1;
        return calendar_refuse(
            cal,
            "%d-%02d-%02d %02d:%02d 同时可签到的超过 %d 场 (more than %d activities open at once)",
            at.year, at.month, at.day, at.hour, at.minute, OPEN_MAX, OPEN_MAX);
    }
    return ERR_NONE;
}

static enum err yield_dates(struct calendar *cal) {
    struct change *change = calloc(1, sizeof *change);
    if (!change) return why_set(cal->why, ERR_NO_MEMORY, "%s: out of memory", cal->source->name);
    enum err e = ERR_NONE;
    for (size_t i = 0; e == ERR_NONE && i < cal->count; i++) {
        change->kind = CHANGE_OCCURRENCE;
        change->u.occurrence = cal->list[i];
        e = yield_change(cal->source, change, cal->why);
    }
    change->kind = CHANGE_DROP_OTHERS;
    change->u.drop_others.of = CHANGE_OCCURRENCE;
    if (e == ERR_NONE) e = yield_change(cal->source, change, cal->why);
    free(change);
    return e;
}

static int64_t months_from(int64_t now_ms, int months) {
    struct civil day = civil_from_ms(now_ms);
    day.month += months;
    day.hour = day.minute = day.second = 0;
    return civil_to_ms(&day);
}

static enum err read_all(struct calendar *cal, icalcomponent *root, const struct outline *outline) {
    struct seen masters = {0};
    enum err e = read_events(cal, root, outline, false, &masters);
    if (e == ERR_NONE) e = read_events(cal, root, outline, true, &masters);
    seen_finish(&masters);
    if (e != ERR_NONE) return e;
    if (cal->count) qsort(cal->list, cal->count, sizeof *cal->list, by_time);
    e = refuse_crowds(cal);
    return e == ERR_NONE ? yield_dates(cal) : e;
}

enum err calendar_import(struct source *source, struct why *why) {
    const char *zone = source->ctx->zone ? source->ctx->zone : "Asia/Shanghai";
    struct calendar cal = {.source = source,
                           .why = why,
                           .line = 1,
                           .from_ms = months_from(source->ctx->now_ms, -CALENDAR_MONTHS_BACK),
                           .to_ms = months_from(source->ctx->now_ms, CALENDAR_MONTHS_AHEAD)};
    struct outline *outline = calloc(1, sizeof *outline);
    icalcomponent *root = NULL;
    if (!outline) return why_set(why, ERR_NO_MEMORY, "%s: out of memory", source->name);
    icalerror_set_errors_are_fatal(false);
    enum err e = calendar_zone(&cal, zone, &cal.station);
    if (e != ERR_NONE)
        e = why_set(why, ERR_UNSUPPORTED, "no time zone %s: is tzdata installed?", zone);
    if (e == ERR_NONE) e = look_through(&cal, outline);
    if (e == ERR_NONE) {
        root = icalparser_parse_string(source->text);
        cal.line = 1;
        if (!root) e = calendar_refuse(&cal, "读不懂这个日历 (the calendar cannot be read)");
    }
    if (e == ERR_NONE) e = read_all(&cal, root, outline);
    if (root) icalcomponent_free(root);
    icalmemory_free_ring();
    free(cal.list);
    free(outline);
    return e;
}
