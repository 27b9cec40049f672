/* calendar: the peculiarities of calendars from other programs, one by one. Now is
 * 2026-11-23T09:26+08:00. */
#include "import.h"

#define HEAD "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//t//t//ZH\n"
#define TAIL "END:VCALENDAR\n"
#define EVENT(lines) "BEGIN:VEVENT\nUID:u1\nSUMMARY:活动日\n" lines "END:VEVENT\n"
#define ONE(lines) HEAD EVENT(lines) TAIL
#define ZONED                                                                                      \
    "DTSTART;TZID=Asia/Shanghai:20261124T093000\nDTEND;TZID=Asia/Shanghai:20261124T113000\n"

/* "11-24 09:30-11:30" for each date of text, in order, one per line; "x" behind a cancelled one. */
static void dates_of(struct scratch *s, const char *text, char *ret, size_t room) {
    struct collected c = {0};
    enum err e = import_text(s, "a.ics", text, &c);
    if (e != ERR_NONE) fail_msg("%s in:\n%s", s->why.text, text);
    size_t used = 0;
    ret[0] = 0;
    for (int i = 0; i < c.count; i++) {
        const struct occurrence *o = &c.list[i].u.occurrence.occurrence;
        if (c.list[i].kind != CHANGE_OCCURRENCE) continue;
        struct civil a = civil_from_ms(o->start_ms), b = civil_from_ms(o->end_ms);
        used += (size_t)snprintf(
            ret + used, room - used, "%02d-%02d %02d:%02d-%02d-%02d %02d:%02d%s\n", a.month, a.day,
            a.hour, a.minute, b.month, b.day, b.hour, b.minute, o->cancelled ? " x" : "");
    }
    assert_int_equal(c.list[c.count - 1].kind, CHANGE_DROP_OTHERS);
    assert_int_equal(c.list[c.count - 1].u.drop_others.of, CHANGE_OCCURRENCE);
    collected_finish(&c);
}

static const struct {
    const char *claim, *text, *dates;
} date_cases[] = {
    {"a zone", ONE(ZONED), "11-24 09:30-11-24 11:30\n"},
    {"UTC", ONE("DTSTART:20261124T013000Z\nDURATION:PT2H\n"), "11-24 09:30-11-24 11:30\n"},
    {"no zone is the station's", ONE("DTSTART:20261124T093000\nDURATION:PT30M\n"),
     "11-24 09:30-11-24 10:00\n"},
    {"a Windows zone without VTIMEZONE",
     ONE("DTSTART;TZID=China Standard Time:20261124T093000\nDURATION:PT1H\n"),
     "11-24 09:30-11-24 10:30\n"},
    {"another Windows zone",
     ONE("DTSTART;TZID=Tokyo Standard Time:20261124T093000\nDURATION:PT1H\n"),
     "11-24 08:30-11-24 09:30\n"},
    {"an old name of the zone", ONE("DTSTART;TZID=PRC:20261124T093000\nDURATION:PT1H\n"),
     "11-24 09:30-11-24 10:30\n"},
    {"a zone of the file's own",
     HEAD
     "BEGIN:VTIMEZONE\nTZID:Ours\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0900\n"
     "TZOFFSETTO:+0900\nEND:STANDARD\nEND:VTIMEZONE\n" EVENT(
         "DTSTART;TZID=Ours:20261124T093000\nDURATION:PT1H\n") TAIL,
     "11-24 08:30-11-24 09:30\n"},
    {"no end is an hour", ONE("DTSTART:20261124T093000\n"), "11-24 09:30-11-24 10:30\n"},
    {"all day without an end is a day", ONE("DTSTART;VALUE=DATE:20261124\n"),
     "11-24 00:00-11-25 00:00\n"},
    {"all day, two days", ONE("DTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261126\n"),
     "11-24 00:00-11-26 00:00\n"},
    {"CRLF and folded lines",
     "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:u1\r\nSUM\r\n MARY:活动\r\n "
     "日\r\nDTSTART:20261124T0930\r\n "
     "00\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
     "11-24 09:30-11-24 10:30\n"},
    {"weekly, with a count", ONE(ZONED "RRULE:FREQ=WEEKLY;COUNT=3\n"),
     "11-24 09:30-11-24 11:30\n12-01 09:30-12-01 11:30\n12-08 09:30-12-08 11:30\n"},
    {"EXDATE", ONE(ZONED "RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;TZID=Asia/Shanghai:20261201T093000\n"),
     "11-24 09:30-11-24 11:30\n12-08 09:30-12-08 11:30\n"},
    {"EXDATE in UTC", ONE(ZONED "RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20261201T013000Z\n"),
     "11-24 09:30-11-24 11:30\n12-08 09:30-12-08 11:30\n"},
    {"EXDATE as a day", ONE(ZONED "RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;VALUE=DATE:20261201\n"),
     "11-24 09:30-11-24 11:30\n12-08 09:30-12-08 11:30\n"},
    {"two EXDATEs in a line",
     ONE(ZONED "RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;TZID=Asia/"
               "Shanghai:20261124T093000,20261201T093000\n"),
     "12-08 09:30-12-08 11:30\n"},
    {"RDATE, one of them named twice",
     ONE(ZONED "RDATE;TZID=Asia/Shanghai:20261126T100000,20261124T093000\n"),
     "11-24 09:30-11-24 11:30\n11-26 10:00-11-26 12:00\n"},
    {"UNTIL as a day keeps that day's date", ONE(ZONED "RRULE:FREQ=DAILY;UNTIL=20261126\n"),
     "11-24 09:30-11-24 11:30\n11-25 09:30-11-25 11:30\n11-26 09:30-11-26 11:30\n"},
    {"UNTIL in UTC is inclusive", ONE(ZONED "RRULE:FREQ=DAILY;UNTIL=20261125T013000Z\n"),
     "11-24 09:30-11-24 11:30\n11-25 09:30-11-25 11:30\n"},
    {"UNTIL a second earlier is not", ONE(ZONED "RRULE:FREQ=DAILY;UNTIL=20261125T012959Z\n"),
     "11-24 09:30-11-24 11:30\n"},
    {"a year back, only the horizon",
     ONE("DTSTART;TZID=Asia/Shanghai:20241201T090000\nDURATION:PT1H\nRRULE:FREQ=YEARLY\n"),
     "12-01 09:00-12-01 10:00\n12-01 09:00-12-01 10:00\n"},
    {"before the horizon", ONE("DTSTART:20261022T093000\n"), ""},
    {"first day of the horizon", ONE("DTSTART:20261023T000000\n"), "10-23 00:00-10-23 01:00\n"},
    {"last moment of the horizon", ONE("DTSTART:20271222T235959\n"), "12-22 23:59-12-23 00:59\n"},
    {"after the horizon", ONE("DTSTART:20271223T000000\n"), ""},
    {"an override moves its date",
     HEAD EVENT(ZONED "RRULE:FREQ=WEEKLY;COUNT=2\n")
         EVENT("RECURRENCE-ID;TZID=Asia/Shanghai:20261201T093000\nDTSTART;TZID=Asia/"
               "Shanghai:20261202T140000\nDURATION:PT1H\n") TAIL,
     "11-24 09:30-11-24 11:30\n12-02 14:00-12-02 15:00\n"},
    {"an override before its master, in UTC, cancels",
     HEAD EVENT("RECURRENCE-ID:20261201T013000Z\nDTSTART:20261201T013000Z\nDURATION:"
                "PT2H\nSTATUS:CANCELLED\n") EVENT(ZONED "RRULE:FREQ=WEEKLY;COUNT=2\n") TAIL,
     "11-24 09:30-11-24 11:30\n12-01 09:30-12-01 11:30 x\n"},
    {"an override by day",
     HEAD EVENT(ZONED "RRULE:FREQ=WEEKLY;COUNT=2\n")
         EVENT("RECURRENCE-ID;VALUE=DATE:20261201\nDTSTART:20261201T160000\n") TAIL,
     "11-24 09:30-11-24 11:30\n12-01 16:00-12-01 17:00\n"},
    {"an override without a master stands alone",
     HEAD EVENT("RECURRENCE-ID:20261201T013000Z\nDTSTART:20261201T013000Z\nDURATION:PT2H\n") TAIL,
     "12-01 09:30-12-01 11:30\n"},
    {"cancelled", ONE(ZONED "STATUS:CANCELLED\n"), "11-24 09:30-11-24 11:30 x\n"},
    {"a cancelling file", HEAD "METHOD:CANCEL\n" EVENT(ZONED) TAIL, "11-24 09:30-11-24 11:30 x\n"},
    {"no events", HEAD TAIL, ""},
    {"a to-do is no event", HEAD "BEGIN:VTODO\nUID:t\nDTSTART:20261124T093000\nEND:VTODO\n" TAIL,
     ""},
    {"an alarm is left out",
     ONE(ZONED "BEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:x\nTRIGGER:-PT15M\nEND:VALARM\n"),
     "11-24 09:30-11-24 11:30\n"},
    {"two calendars in a file",
     ONE(ZONED) HEAD "BEGIN:VEVENT\nUID:u2\nSUMMARY:二\nDTSTART:20261125T080000\nEND:VEVENT\n" TAIL,
     "11-24 09:30-11-24 11:30\n11-25 08:00-11-25 09:00\n"},
};

static void dates_are_where_the_file_puts_them(void **state) {
    for (size_t i = 0; i < ARRAY_LENGTH(date_cases); i++) {
        char dates[4096];
        dates_of(*state, date_cases[i].text, dates, sizeof dates);
        if (strcmp(dates, date_cases[i].dates) != 0)
            fail_msg("%s: expected\n%sgot\n%s", date_cases[i].claim, date_cases[i].dates, dates);
    }
}

static void summer_time_elsewhere_keeps_the_wall_clock(void **state) {
    char dates[4096];
    dates_of(*state,
             ONE("DTSTART;TZID=America/"
                 "New_York:20270307T093000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2\n"),
             dates, sizeof dates);
    assert_string_equal(dates, "03-07 22:30-03-07 23:30\n03-14 21:30-03-14 22:30\n");
}

static void an_override_keeps_its_key(void **state) {
    struct collected c = {0};
    assert_int_equal(
        import_text(
            *state, "a.ics",
            HEAD EVENT(ZONED "RRULE:FREQ=WEEKLY;COUNT=2\n") EVENT(
                "RECURRENCE-ID;TZID=Asia/Shanghai:20261201T093000\nDTSTART:20261202T140000\n") TAIL,
            &c),
        ERR_NONE);
    const struct change_occurrence *moved = &c.list[1].u.occurrence;
    assert_string_equal(moved->uid, "u1");
    assert_int_equal(moved->recurrence_ms, INT64_C(1796088600000)); /* 2026-12-01T09:30+08:00 */
    assert_int_equal(moved->occurrence.start_ms, INT64_C(1796191200000));
    collected_finish(&c);
}

static void everything_an_event_says_is_kept(void **state) {
    struct collected c = {0};
    const char *text = ONE(
        ZONED
        "LOCATION:二楼\\,议事厅\nDESCRIPTION:第一行\\n第二行\nCATEGORIES:FOO,志愿服务\n"
        "ORGANIZER;CN=爱心到家:mailto:a@b.c\nX-MUSTER-BRING:水杯\\, 帽子\nX-MUSTER-CAPACITY:60\n"
        "X-MUSTER-COUNTS-HOURS:TRUE\nX-MUSTER-SIGN-UP:是\nX-MUSTER-OPENS-BEFORE:45\n"
        "X-MUSTER-CLOSES-AFTER:0\nX-OTHER:x\n");
    assert_int_equal(import_text(*state, "a.ics", text, &c), ERR_NONE);
    const struct change_occurrence *o = &c.list[0].u.occurrence;
    assert_string_equal(o->occurrence.title, "活动日");
    assert_string_equal(o->occurrence.place, "二楼,议事厅");
    assert_string_equal(o->description, "第一行\n第二行");
    assert_string_equal(o->organiser, "爱心到家");
    assert_string_equal(o->bring, "水杯, 帽子");
    assert_int_equal(o->occurrence.kind, ACTIVITY_VOLUNTEER);
    assert_int_equal(o->occurrence.capacity, 60);
    assert_int_equal(o->occurrence.opens_before_min, 45);
    assert_int_equal(o->occurrence.closes_after_min, 0);
    assert_int_equal(o->occurrence.late_after_min, BY_RULE);
    assert_true(o->occurrence.counts_hours);
    assert_true(o->occurrence.needs_sign_up);
    collected_finish(&c);
}

static void bad_calendars_are_refused_with_a_reason(void **state) {
    static const struct {
        const char *text, *where, *reason;
    } cases[] = {
        {"", "a.ics:1:", "not a calendar"},
        {"hello\n", "a.ics:1:", "not a calendar"},
        {HEAD EVENT(ZONED), "a.ics:", "cut short"},
        {HEAD "BEGIN:VEVENT\nUID:u1\nSUMMARY:x\n", "a.ics:", "cut short"},
        {ONE(""), "a.ics:4:", "DTSTART is missing"},
        {HEAD "BEGIN:VEVENT\nSUMMARY:x\n" ZONED "END:VEVENT\n" TAIL, "a.ics:4:", "UID is missing"},
        {HEAD "BEGIN:VEVENT\nUID:u\n" ZONED "END:VEVENT\n" TAIL, "a.ics:4:", "SUMMARY is missing"},
        {ONE("DTSTART;TZID=Mars/Olympus:20261124T093000\n"), "a.ics:4:", "unknown time zone"},
        {ONE("DTSTART:20261399T093000\n"), "a.ics:4:", "("},
        {ONE("DTSTART:18261124T093000\n"), "a.ics:4:", "bad date"},
        {ONE("DTSTART:20261124T093000\nDTEND:20261124T083000\n"), "a.ics:4:", "ends before"},
        {ONE("DTSTART:20261124T093000\nDTEND:20270124T083000\n"),
         "a.ics:4:", "longer than 31 days"},
        {ONE("DTSTART:20261124T093000\nDTEND;VALUE=DATE:20261125\n"), "a.ics:4:", "no time"},
        {ONE(ZONED "RRULE:FREQ=SECONDLY\n"), "a.ics:9:", "FREQ"},
        {ONE(ZONED "RRULE:FREQ=HOURLY\n"), "a.ics:9:", "FREQ"},
        {ONE(ZONED "RRULE:FREQ=SOMETIMES\n"), "a.ics:4:", "("},
        {ONE(ZONED "RDATE;VALUE=PERIOD:20261124T093000Z/PT1H\n"), "a.ics:4:", "PERIOD"},
        {ONE(ZONED "EXRULE:FREQ=WEEKLY\n"), "a.ics:4:", "EXRULE"},
        {ONE("RECURRENCE-ID;RANGE=THISANDFUTURE:20261124T013000Z\n" ZONED), "a.ics:4:", "RANGE"},
        {HEAD EVENT(ZONED) EVENT(ZONED) TAIL, "a.ics:10:", "duplicate UID"},
        {ONE(ZONED "X-MUSTER-CAPACITY:many\n"), "a.ics:4:", "whole number"},
        {ONE(ZONED "X-MUSTER-OPENS-BEFORE:1441\n"), "a.ics:4:", "0-1440"},
        {ONE(ZONED "X-MUSTER-SIGN-UP:maybe\n"), "a.ics:4:", "TRUE or FALSE"},
        {ONE(ZONED "DESCRIPTION:320102197901011234\n"), "a.ics:4:", "identity-card"},
        {HEAD "BEGIN:VEVENT\nUID:u\nSUMMARY:"
              "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二\n" ZONED
              "END:VEVENT\n" TAIL,
         "a.ics:4:", "too long"},
        {HEAD "BEGIN:VEVENT\nBEGIN:A\nBEGIN:B\nBEGIN:C\nEND:C\nEND:B\nEND:A\nEND:VEVENT\n" TAIL,
         "a.ics:7:", "deep"},
        {ONE(ZONED "RRULE:FREQ=DAILY;BYHOUR=8,9,10,11,12,13,14,15,16,17\n"),
         "a.ics:4:", "more dates"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
        assert_refused(*state, "a.ics", cases[i].text, cases[i].where, cases[i].reason);
}

static void gbk_bytes_are_refused_with_what_to_do(void **state) {
    assert_refused(*state, "a.ics",
                   HEAD "BEGIN:VEVENT\nUID:u1\nSUMMARY:\xBB\xEE\xB6\xAF\n" ZONED
                        "END:VEVENT\n" TAIL,
                   "a.ics:1:", "save as UTF-8");
}

static void crowds_text(char *text, int events) {
    strcpy(text, HEAD);
    for (int i = 0; i < events; i++)
        sprintf(text + strlen(text), "BEGIN:VEVENT\nUID:u%d\nSUMMARY:x\n" ZONED "END:VEVENT\n", i);
    strcat(text, TAIL);
}

static void more_than_eight_open_at_once_are_refused(void **state) {
    char text[4096], dates[4096];
    crowds_text(text, 8);
    dates_of(*state, text, dates, sizeof dates);
    crowds_text(text, 9);
    assert_refused(*state, "a.ics", text, "a.ics:1:", "2026-11-24 09:00");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(dates_are_where_the_file_puts_them, scratch_open,
                                        scratch_close),
        cmocka_unit_test_setup_teardown(summer_time_elsewhere_keeps_the_wall_clock, scratch_open,
                                        scratch_close),
        cmocka_unit_test_setup_teardown(an_override_keeps_its_key, scratch_open, scratch_close),
        cmocka_unit_test_setup_teardown(everything_an_event_says_is_kept, scratch_open,
                                        scratch_close),
        cmocka_unit_test_setup_teardown(bad_calendars_are_refused_with_a_reason, scratch_open,
                                        scratch_close),
        cmocka_unit_test_setup_teardown(gbk_bytes_are_refused_with_what_to_do, scratch_open,
                                        scratch_close),
        cmocka_unit_test_setup_teardown(more_than_eight_open_at_once_are_refused, scratch_open,
                                        scratch_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
