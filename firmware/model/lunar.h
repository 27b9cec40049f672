#pragma once
/* The lunar calendar, solar terms and festivals, 1901-2100, from a generated table: ICU's Chinese
 * calendar is wrong on 417 days of these (it puts 2027-02-06, 正月初一, at 腊月三十). Pure; any
 * thread. */
#include <stdbool.h>
#include <stddef.h>

#define LUNAR_TEXT_SIZE 24 /* "闰十一月三十" in UTF-8 and NUL, and room */
#define SOLAR_TERMS 24

struct lunar_date {
    int year, month, day; /* lunar year named by the civil year it begins in; 1-12; 1-30 */
    bool leap;            /* the month repeats the one before it */
};

/* A day of note. shorter fits under a day number: at most four characters. */
struct festival {
    const char *name, *shorter, *english;
};

/* false outside 1901-01-01..2100-12-31, and for a day that does not exist. */
bool lunar_from_civil(int year, int month, int day, struct lunar_date *ret_date);

/* "初一" .. "三十". */
const char *lunar_day_name(int day);

/* "十月", "闰六月", "冬月", "腊月". */
void lunar_month_text(const struct lunar_date *date, char ret_text[static LUNAR_TEXT_SIZE]);

/* "十月十五". */
void lunar_date_text(const struct lunar_date *date, char ret_text[static LUNAR_TEXT_SIZE]);

/* The solar term that begins on this civil day: 0 小寒 .. 23 冬至; -1 where none does. */
int solar_term(int year, int month, int day);
const char *solar_term_name(int term, bool english);

/* The festival or day of remembrance of this civil day, or NULL. */
const struct festival *festival_of(int year, int month, int day);

/* The one line under a day number: festival, else solar term, else the month's name on its first
 * day, else the day. In English the lunar day is a number: "10/15", leap "10L/15". "" outside the
 * table. */
#define LUNAR_LINE_SIZE 48
void lunar_line(int year, int month, int day, bool english, char ret_line[static LUNAR_LINE_SIZE]);
