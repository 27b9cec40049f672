/* dates: every pattern comes from the string files, so that both languages read naturally. */
#include "screens/widgets/dates.h"

#include "base/clock.h"
#include "model/lunar.h"

#include <stdio.h>
#include <string.h>

#define MINUTE_MS 60000
#define HOUR_MIN 60

void dates_time(int64_t utc_ms, char *ret_text, size_t bytes) {
    struct civil c = civil_from_ms(utc_ms);
    snprintf(ret_text, bytes, "%02d:%02d", c.hour, c.minute);
}

const char *dates_weekday(const struct page *page, int weekday) {
    return page_word(page, (enum word)(WORD_WEEKDAY_1 + weekday - 1));
}

static void fill_day(const struct page *page, const struct civil *c, enum word pattern,
                     const char *lunar, char *ret_text, size_t bytes) {
    char day[16];
    snprintf(day, sizeof day, "%d", c->day);
    strings_fill(ret_text, bytes, page_word(page, pattern), "month",
                 page_word(page, (enum word)(WORD_MONTH_1 + c->month - 1)), "day", day, "weekday",
                 dates_weekday(page, c->weekday), "lunar", lunar, NULL);
}

void dates_bar(const struct page *page, char *ret_text, size_t bytes) {
    char lunar[LUNAR_TEXT_SIZE] = "";
    struct civil c = civil_from_ms(page->hall->utc_ms);
    bool known = dates_lunar_date(c.year, c.month, c.day, lunar, sizeof lunar);
    fill_day(page, &c, known ? WORD_DATE_BAR : WORD_DATE_DAY, lunar, ret_text, bytes);
}

void dates_day(const struct page *page, int64_t utc_ms, char *ret_text, size_t bytes) {
    struct civil c = civil_from_ms(utc_ms);
    fill_day(page, &c, WORD_DATE_DAY, "", ret_text, bytes);
}

void dates_month(const struct page *page, int64_t utc_ms, char *ret_text, size_t bytes) {
    struct civil c = civil_from_ms(utc_ms);
    char year[8];
    snprintf(year, sizeof year, "%04d", c.year);
    strings_fill(ret_text, bytes, page_word(page, WORD_SCHEDULE_MONTH), "year", year, "month",
                 page_word(page, (enum word)(WORD_MONTH_1 + c.month - 1)), NULL);
}

void dates_span(const struct page *page, const struct occurrence *o, char *ret_text, size_t bytes) {
    char from[16], to[16];
    if (o->all_day) {
        snprintf(ret_text, bytes, "%s", page_word(page, WORD_ALL_DAY));
        return;
    }
    dates_time(o->start_ms, from, sizeof from);
    dates_time(o->end_ms, to, sizeof to);
    snprintf(ret_text, bytes, "%s–%s", from, to);
}

bool dates_is_today(const struct page *page, int year, int month, int day) {
    struct civil now = civil_from_ms(page->hall->utc_ms);
    return now.year == year && now.month == month && now.day == day;
}

static void fill_count(const struct page *page, enum word pattern, int64_t count, char *ret_text,
                       size_t bytes) {
    char number[24];
    snprintf(number, sizeof number, "%lld", (long long)count);
    strings_fill(ret_text, bytes, page_word(page, pattern), "n", number, NULL);
}

void dates_until(const struct page *page, const struct occurrence *o, char *ret_text,
                 size_t bytes) {
    int64_t minutes = (o->start_ms - page->hall->utc_ms + MINUTE_MS - 1) / MINUTE_MS;
    if (o->all_day)
        snprintf(ret_text, bytes, "%s", page_word(page, WORD_TODAY_ALL_DAY));
    else if (page->hall->utc_ms >= o->end_ms)
        snprintf(ret_text, bytes, "%s", page_word(page, WORD_TODAY_OVER));
    else if (minutes <= 0)
        snprintf(ret_text, bytes, "%s", page_word(page, WORD_TODAY_RUNNING));
    else if (minutes <= HOUR_MIN)
        fill_count(page, WORD_TODAY_IN_MINUTES, minutes, ret_text, bytes);
    else
        snprintf(ret_text, bytes, "%s", page_word(page, WORD_TODAY_LATER));
}

void dates_length(const struct page *page, int minutes, char *ret_text, size_t bytes) {
    char hours[16], rest[16];
    snprintf(hours, sizeof hours, "%d", minutes / HOUR_MIN);
    snprintf(rest, sizeof rest, "%d", minutes % HOUR_MIN);
    enum word pattern = minutes < HOUR_MIN   ? WORD_LENGTH_MINUTES
                        : minutes % HOUR_MIN ? WORD_LENGTH_BOTH
                                             : WORD_LENGTH_HOURS;
    strings_fill(ret_text, bytes, page_word(page, pattern), "h", hours, "m", rest, NULL);
}

bool dates_lunar_date(int year, int month, int day, char *ret_text, size_t bytes) {
    struct lunar_date lunar;
    char text[LUNAR_TEXT_SIZE];
    if (!lunar_from_civil(year, month, day, &lunar)) return false;
    lunar_date_text(&lunar, text);
    snprintf(ret_text, bytes, "%s", text);
    return true;
}
