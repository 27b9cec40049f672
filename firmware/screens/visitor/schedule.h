#pragma once
/* The schedule's parts: the month's grid and the list of activities. UI thread only. */
#include "screens/shell/screen.h"

struct schedule {
    struct where where; /* the chosen day; with `week`, seven days from that Monday */
    bool month_here, day_here;
    struct answer_month month;
    struct answer_day day;
};

enum {
    SCHEDULE_BACK,
    SCHEDULE_TODAY,
    SCHEDULE_WEEK,
    SCHEDULE_MONTH_BEFORE,
    SCHEDULE_MONTH_AFTER,
    SCHEDULE_DAY,
    SCHEDULE_ACTIVITY,
    SCHEDULE_SIGN_UP,
    SCHEDULE_WEEK_BEFORE,
    SCHEDULE_WEEK_AFTER,
    SCHEDULE_CALENDAR
};

/* The colour of an activity's dot and edge. */
uint32_t schedule_colour(const struct theme *theme, enum activity_kind kind);

/* Draws weekdays and days over the width of the rect, from page->y on. Returns the height in px. */
int schedule_calendar(const struct schedule *s, struct page *page, struct rect column);
/* Draws the activities of the chosen day or week as cards, from y on, within x and w of column.
 * Returns the y below them. */
int schedule_list(const struct schedule *s, struct page *page, struct rect column, int y);
