#pragma once
/* Every word the kiosk says, by key; the words are in assets/strings/. Their order does not matter,
 * but that of numbered ones, and that the first is no dock's title. */

#define WORDS(X) \
    X(SCROLL_UP, "scroll_up") \
    X(SCROLL_DOWN, "scroll_down") \
    X(BACK, "back") \
    X(WARN_LEFT, "warn_left") \
    X(WARN_STAY, "warn_stay") \
    X(LOADING, "loading") \
    X(MONTH_1, "month_1") \
    X(MONTH_2, "month_2") \
    X(MONTH_3, "month_3") \
    X(MONTH_4, "month_4") \
    X(MONTH_5, "month_5") \
    X(MONTH_6, "month_6") \
    X(MONTH_7, "month_7") \
    X(MONTH_8, "month_8") \
    X(MONTH_9, "month_9") \
    X(MONTH_10, "month_10") \
    X(MONTH_11, "month_11") \
    X(MONTH_12, "month_12") \
    X(WEEKDAY_1, "weekday_1") \
    X(WEEKDAY_2, "weekday_2") \
    X(WEEKDAY_3, "weekday_3") \
    X(WEEKDAY_4, "weekday_4") \
    X(WEEKDAY_5, "weekday_5") \
    X(WEEKDAY_6, "weekday_6") \
    X(WEEKDAY_7, "weekday_7") \
    X(DATE_BAR, "date_bar") \
    X(DATE_DAY, "date_day") \
    X(ALL_DAY, "all_day") \
    X(TODAY, "today") \
    X(TODAY_ALL_DAY, "today_all_day") \
    X(TODAY_OVER, "today_over") \
    X(TODAY_RUNNING, "today_running") \
    X(TODAY_IN_MINUTES, "today_in_minutes") \
    X(TODAY_LATER, "today_later") \
    X(TODAY_NOTHING, "today_nothing") \
    X(TODAY_NOTHING_LINE, "today_nothing_line") \
    X(DOCK_TAP, "dock_tap") \
    X(DOCK_TAP_BELOW, "dock_tap_below") \
    X(DOCK_TAP_RIGHT, "dock_tap_right") \
    X(DOCK_PAUSED, "dock_paused") \
    X(DOCK_PAUSED_LINE, "dock_paused_line") \
    X(DOCK_REFUSES, "dock_refuses") \
    X(DOCK_REFUSES_LINE, "dock_refuses_line") \
    X(ATTRACT_BADGE, "attract_badge") \
    X(ATTRACT_MORE, "attract_more") \
    X(ATTRACT_STATION, "attract_station") \
    X(ATTRACT_WELCOME, "attract_welcome") \
    X(ACTIVITY_ARRIVED, "activity_arrived") \
    X(HOME_GREETING, "home_greeting") \
    X(HOME_TODAY, "home_today") \
    X(HOME_TODAY_ALL_DAY, "home_today_all_day") \
    X(HOME_NOTHING_TODAY, "home_nothing_today") \
    X(HOME_WALL, "home_wall") \
    X(HOME_WALL_LINE, "home_wall_line") \
    X(HOME_SCHEDULE, "home_schedule") \
    X(HOME_SCHEDULE_LINE, "home_schedule_line") \
    X(HOME_REQUEST, "home_request") \
    X(HOME_REQUEST_LINE, "home_request_line") \
    X(HOME_MINE, "home_mine") \
    X(HOME_MINE_LINE, "home_mine_line") \
    X(HOME_GUIDES, "home_guides") \
    X(HOME_MAP, "home_map") \
    X(LOOK_LARGE, "look_large") \
    X(LOOK_HUGE, "look_huge") \
    X(LOOK_NORMAL, "look_normal") \
    X(LOOK_CONTRAST, "look_contrast") \
    X(LOOK_COLOURS, "look_colours") \
    X(LOOK_LOW, "look_low") \
    X(LOOK_HIGH, "look_high") \
    X(WELCOME, "welcome") \
    X(WELCOME_LATE, "welcome_late") \
    X(STAT_NTH, "stat_nth") \
    X(STAT_NTH_LABEL, "stat_nth_label") \
    X(STAT_TIMES, "stat_times") \
    X(STAT_TIMES_LABEL, "stat_times_label") \
    X(STAT_HOURS, "stat_hours") \
    X(STAT_HOURS_LABEL, "stat_hours_label") \
    X(WAITING_TITLE, "waiting_title") \
    X(WAITING_LINE, "waiting_line") \
    X(LOOK_AT, "look_at") \
    X(GOING_NEXT, "going_next") \
    X(OUT_TITLE, "out_title") \
    X(OUT_LINE, "out_line") \
    X(OUT_ASK, "out_ask") \
    X(OUT_CODE, "out_code")

#define WORD_ENUM(name, key) WORD_##name,
enum word { WORDS(WORD_ENUM) WORD_COUNT };
#undef WORD_ENUM

extern const char *const word_keys[WORD_COUNT];
