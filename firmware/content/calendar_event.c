/* calendar_event: titles, places, kinds, and our own X-MUSTER properties. */
#include "content/calendar.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct {
    const char *word;
    enum activity_kind kind;
} kinds[] = {
    {"活动日", ACTIVITY_DAY},
    {"活动", ACTIVITY_DAY},
    {"activity day", ACTIVITY_DAY},
    {"activity", ACTIVITY_DAY},
    {"纪念", ACTIVITY_REMEMBRANCE},
    {"祭扫", ACTIVITY_REMEMBRANCE},
    {"remembrance", ACTIVITY_REMEMBRANCE},
    {"返乡欢迎", ACTIVITY_RETURN},
    {"欢迎", ACTIVITY_RETURN},
    {"return", ACTIVITY_RETURN},
    {"议事", ACTIVITY_DELIBERATION},
    {"deliberation", ACTIVITY_DELIBERATION},
    {"接待", ACTIVITY_RECEPTION},
    {"调解", ACTIVITY_RECEPTION},
    {"reception", ACTIVITY_RECEPTION},
    {"mediation", ACTIVITY_RECEPTION},
    {"志愿服务", ACTIVITY_VOLUNTEER},
    {"志愿", ACTIVITY_VOLUNTEER},
    {"volunteer", ACTIVITY_VOLUNTEER},
    {"其他", ACTIVITY_OTHER},
    {"other", ACTIVITY_OTHER},
};

/* The first category that this program knows; unknown ones are ignored. */
static enum activity_kind kind_of(icalcomponent *event) {
    for (icalproperty *p = icalcomponent_get_first_property(event, ICAL_CATEGORIES_PROPERTY); p;
         p = icalcomponent_get_next_property(event, ICAL_CATEGORIES_PROPERTY)) {
        const char *text = icalproperty_get_categories(p);
        while (text && *text) {
            size_t n = strcspn(text, ",");
            for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++) {
                if (strlen(kinds[i].word) == n && strncasecmp(kinds[i].word, text, n) == 0)
                    return kinds[i].kind;
            }
            text += n + (text[n] == ',');
        }
    }
    return ACTIVITY_OTHER;
}

static const char *text_of(icalcomponent *event, icalproperty_kind kind) {
    icalproperty *p = icalcomponent_get_first_property(event, kind);
    icalvalue *value = p ? icalproperty_get_value(p) : NULL;
    const char *text = value ? icalvalue_get_text(value) : NULL;
    return text ? text : "";
}

static const char *own_of(icalcomponent *event, const char *name) {
    for (icalproperty *p = icalcomponent_get_first_property(event, ICAL_X_PROPERTY); p;
         p = icalcomponent_get_next_property(event, ICAL_X_PROPERTY)) {
        const char *is = icalproperty_get_x_name(p), *text = icalproperty_get_x(p);
        if (is && text && strcasecmp(is, name) == 0) return text;
    }
    return "";
}

static enum err own_number(struct calendar *cal, icalcomponent *event, const char *name, long max,
                           int32_t *ret_number) {
    const char *text = own_of(event, name);
    char *end;
    if (!text[0]) return ERR_NONE;
    long number = strtol(text, &end, 10);
    if (*end || number < 0 || number > max)
        return calendar_refuse(cal, "%s 应是 0–%ld 的整数 (must be a whole number in 0-%ld)", name,
                               max, max);
    *ret_number = (int32_t)number;
    return ERR_NONE;
}

static enum err own_yes(struct calendar *cal, icalcomponent *event, const char *name,
                        bool *ret_yes) {
    const char *text = own_of(event, name);
    bool yes =
        strcasecmp(text, "TRUE") == 0 || strcasecmp(text, "YES") == 0 || strcmp(text, "是") == 0;
    bool no =
        strcasecmp(text, "FALSE") == 0 || strcasecmp(text, "NO") == 0 || strcmp(text, "否") == 0;
    if (text[0] && !yes && !no)
        return calendar_refuse(cal, "%s 应是 TRUE 或 FALSE (must be TRUE or FALSE)", name);
    *ret_yes = yes;
    return ERR_NONE;
}

static enum err read_words(struct calendar *cal, icalcomponent *event,
                           struct change_occurrence *c) {
    icalproperty *organiser = icalcomponent_get_first_property(event, ICAL_ORGANIZER_PROPERTY);
    icalparameter *cn =
        organiser ? icalproperty_get_first_parameter(organiser, ICAL_CN_PARAMETER) : NULL;
    const char *uid = icalcomponent_get_uid(event);
    const struct {
        const char *text, *name;
        char *field;
        size_t bytes;
    } texts[] = {
        {uid ? uid : "", "UID ", c->uid, sizeof c->uid},
        {text_of(event, ICAL_SUMMARY_PROPERTY), "SUMMARY ", c->occurrence.title, TITLE_SIZE},
        {text_of(event, ICAL_LOCATION_PROPERTY), "LOCATION ", c->occurrence.place, PLACE_SIZE},
        {text_of(event, ICAL_DESCRIPTION_PROPERTY), "DESCRIPTION ", c->description,
         sizeof c->description},
        {cn ? icalparameter_get_cn(cn) : "", "ORGANIZER ", c->organiser, sizeof c->organiser},
        {own_of(event, "X-MUSTER-BRING"), "X-MUSTER-BRING ", c->bring, sizeof c->bring},
        {own_of(event, "X-MUSTER-TEAM"), "X-MUSTER-TEAM ", c->team, sizeof c->team},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(texts); i++) {
        enum err e = fill(texts[i].field, texts[i].bytes, texts[i].text, texts[i].name, cal->source,
                          cal->line, cal->why);
        if (e != ERR_NONE) return e;
        if (has_private_number(texts[i].text) && texts[i].field != c->uid)
            return calendar_refuse(
                cal,
                "%s像有身份证号或银行卡号 (looks like an identity-card or bank card "
                "number)",
                texts[i].name);
    }
    if (!c->uid[0]) return calendar_refuse(cal, "没有 UID (UID is missing)");
    if (!c->occurrence.title[0]) return calendar_refuse(cal, "没有 SUMMARY (SUMMARY is missing)");
    return ERR_NONE;
}

static bool is_cancelled(const struct calendar *cal, icalcomponent *event) {
    icalproperty *status = icalcomponent_get_first_property(event, ICAL_STATUS_PROPERTY);
    return (status && icalproperty_get_status(status) == ICAL_STATUS_CANCELLED) ||
           icalcomponent_get_method(cal->vcalendar) == ICAL_METHOD_CANCEL;
}

enum err calendar_event(struct calendar *cal, icalcomponent *event,
                        struct change_occurrence *ret_occurrence) {
    enum { DAY_MIN = 24 * 60 };
    struct change_occurrence c = {.occurrence = {.kind = kind_of(event),
                                                 .opens_before_min = BY_RULE,
                                                 .closes_after_min = BY_RULE,
                                                 .late_after_min = BY_RULE,
                                                 .cancelled = is_cancelled(cal, event)}};
    struct occurrence *o = &c.occurrence;
    enum err e = read_words(cal, event, &c);
    if (e == ERR_NONE) e = own_number(cal, event, "X-MUSTER-CAPACITY", 100000, &o->capacity);
    if (e == ERR_NONE)
        e = own_number(cal, event, "X-MUSTER-OPENS-BEFORE", DAY_MIN, &o->opens_before_min);
    if (e == ERR_NONE)
        e = own_number(cal, event, "X-MUSTER-CLOSES-AFTER", DAY_MIN, &o->closes_after_min);
    if (e == ERR_NONE)
        e = own_number(cal, event, "X-MUSTER-LATE-AFTER", DAY_MIN, &o->late_after_min);
    if (e == ERR_NONE) e = own_yes(cal, event, "X-MUSTER-COUNTS-HOURS", &o->counts_hours);
    if (e == ERR_NONE) e = own_yes(cal, event, "X-MUSTER-SIGN-UP", &o->needs_sign_up);
    if (e == ERR_NONE) *ret_occurrence = c;
    return e;
}
