/* lunar: the table says when a lunar year begins and how long its months are; the rest is
 * calculated.
 */
#include "model/lunar.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "model/lunar_table.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static const char *const month_names[] = {"正月", "二月", "三月", "四月", "五月", "六月",
                                          "七月", "八月", "九月", "十月", "冬月", "腊月"};
static const char *const day_names[] = {
    "初一", "初二", "初三", "初四", "初五", "初六", "初七", "初八", "初九", "初十",
    "十一", "十二", "十三", "十四", "十五", "十六", "十七", "十八", "十九", "二十",
    "廿一", "廿二", "廿三", "廿四", "廿五", "廿六", "廿七", "廿八", "廿九", "三十"};
static const char *const term_names[SOLAR_TERMS][2] = {
    {"小寒", "Minor Cold"},  {"大寒", "Major Cold"},     {"立春", "Start of Spring"},
    {"雨水", "Rain Water"},  {"惊蛰", "Insects Awaken"}, {"春分", "Spring Equinox"},
    {"清明", "Qingming"},    {"谷雨", "Grain Rain"},     {"立夏", "Start of Summer"},
    {"小满", "Grain Buds"},  {"芒种", "Grain in Ear"},   {"夏至", "Summer Solstice"},
    {"小暑", "Minor Heat"},  {"大暑", "Major Heat"},     {"立秋", "Start of Autumn"},
    {"处暑", "End of Heat"}, {"白露", "White Dew"},      {"秋分", "Autumn Equinox"},
    {"寒露", "Cold Dew"},    {"霜降", "Frost"},          {"立冬", "Start of Winter"},
    {"小雪", "Minor Snow"},  {"大雪", "Major Snow"},     {"冬至", "Winter Solstice"}};

struct dated_festival {
    int month, day;
    struct festival festival;
};
static const struct dated_festival civil_festivals[] = {
    {1, 1, {"元旦", "元旦", "New Year's Day"}},
    {3, 8, {"国际妇女节", "妇女节", "Women's Day"}},
    {5, 1, {"劳动节", "劳动节", "Labour Day"}},
    {5, 4, {"青年节", "青年节", "Youth Day"}},
    {7, 1, {"建党节", "建党节", "Party Founding Day"}},
    {8, 1, {"建军节", "建军节", "Army Day"}},
    {9, 3, {"抗战胜利纪念日", "抗战胜利", "Victory Day"}},
    {9, 30, {"烈士纪念日", "烈士纪念", "Martyrs' Day"}},
    {10, 1, {"国庆节", "国庆节", "National Day"}},
    {12, 13, {"国家公祭日", "国家公祭", "Memorial Day"}},
};
static const struct dated_festival lunar_festivals[] = {
    {1, 1, {"春节", "春节", "Spring Festival"}}, {1, 15, {"元宵节", "元宵节", "Lantern Festival"}},
    {5, 5, {"端午节", "端午节", "Dragon Boat"}}, {7, 7, {"七夕", "七夕", "Qixi"}},
    {8, 15, {"中秋节", "中秋节", "Mid-Autumn"}}, {9, 9, {"重阳节", "重阳节", "Double Ninth"}},
    {12, 8, {"腊八节", "腊八节", "Laba"}},
};
static const struct festival qingming = {"清明节", "清明节", "Qingming"};
static const struct festival new_years_eve = {"除夕", "除夕", "New Year's Eve"};

#define TERM_QINGMING 6

/* Days since 1970-01-01 (proleptic Gregorian), after Howard Hinnant's days_from_civil. */
static int day_number(int year, int month, int day) {
    int y = month <= 2 ? year - 1 : year, era = y / 400, of_era = y - era * 400;
    int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static bool in_table(int year, int month, int day) {
    return year >= LUNAR_FIRST_YEAR && year <= LUNAR_LAST_YEAR && month >= 1 && month <= 12 &&
           day >= 1 && day <= civil_days_in_month(year, month);
}

static const struct lunar_year *year_of(int year) {
    return &lunar_years[year - (LUNAR_FIRST_YEAR - 1)];
}

static int first_day(int year) {
    return day_number(year, year_of(year)->month, year_of(year)->day);
}

bool lunar_from_civil(int year, int month, int day, struct lunar_date *ret_date) {
    if (!in_table(year, month, day)) return false;
    int today = day_number(year, month, day);
    int named = today < first_day(year) ? year - 1 : year;
    const struct lunar_year *y = year_of(named);
    int left = today - first_day(named), slot = 0;
    for (;; slot++) {
        int length = y->long_months >> slot & 1 ? 30 : 29;
        if (left < length) break;
        left -= length;
    }
    bool leap = y->leap != 0 && slot == y->leap;
    int number = slot + 1 - (y->leap != 0 && slot >= y->leap);
    *ret_date = (struct lunar_date){.year = named, .month = number, .day = left + 1, .leap = leap};
    return true;
}

const char *lunar_day_name(int day) {
    assert(day >= 1 && day <= 30);
    return day_names[day - 1];
}

void lunar_month_text(const struct lunar_date *date, char ret_text[static LUNAR_TEXT_SIZE]) {
    snprintf(ret_text, LUNAR_TEXT_SIZE, "%s%s", date->leap ? "闰" : "",
             month_names[date->month - 1]);
}

void lunar_date_text(const struct lunar_date *date, char ret_text[static LUNAR_TEXT_SIZE]) {
    snprintf(ret_text, LUNAR_TEXT_SIZE, "%s%s%s", date->leap ? "闰" : "",
             month_names[date->month - 1], day_names[date->day - 1]);
}

int solar_term(int year, int month, int day) {
    if (!in_table(year, month, day)) return -1;
    const uint8_t *days = lunar_terms[year - LUNAR_FIRST_YEAR];
    int first = 2 * (month - 1);
    return days[first] == day ? first : days[first + 1] == day ? first + 1 : -1;
}

const char *solar_term_name(int term, bool english) {
    assert(term >= 0 && term < SOLAR_TERMS);
    return term_names[term][english];
}

static const struct festival *festival_in(const struct dated_festival *list, size_t count,
                                          int month, int day) {
    for (size_t i = 0; i < count; i++) {
        if (list[i].month == month && list[i].day == day) return &list[i].festival;
    }
    return NULL;
}

const struct festival *festival_of(int year, int month, int day) {
    struct lunar_date lunar;
    if (!lunar_from_civil(year, month, day, &lunar)) return NULL;
    const struct festival *found = NULL;
    if (!lunar.leap) {
        found = festival_in(lunar_festivals, ARRAY_LENGTH(lunar_festivals), lunar.month, lunar.day);
    }
    if (found) return found;
    /* The eve is the day before a year begins: its month may have 29 days or 30, or repeat. */
    if (day_number(year, month, day) + 1 == first_day(year)) return &new_years_eve;
    if (solar_term(year, month, day) == TERM_QINGMING) return &qingming;
    return festival_in(civil_festivals, ARRAY_LENGTH(civil_festivals), month, day);
}

void lunar_line(int year, int month, int day, bool english, char ret_line[static LUNAR_LINE_SIZE]) {
    struct lunar_date lunar;
    ret_line[0] = 0;
    if (!lunar_from_civil(year, month, day, &lunar)) return;
    const struct festival *festival = festival_of(year, month, day);
    int term = solar_term(year, month, day);
    if (festival) {
        snprintf(ret_line, LUNAR_LINE_SIZE, "%s", english ? festival->english : festival->shorter);
    } else if (term >= 0) {
        snprintf(ret_line, LUNAR_LINE_SIZE, "%s", solar_term_name(term, english));
    } else if (english) {
        snprintf(ret_line, LUNAR_LINE_SIZE, "%d%s/%d", lunar.month, lunar.leap ? "L" : "",
                 lunar.day);
    } else if (lunar.day == 1) {
        lunar_month_text(&lunar, ret_line);
    } else {
        snprintf(ret_line, LUNAR_LINE_SIZE, "%s", lunar_day_name(lunar.day));
    }
}
