#pragma once
/* Activities, their dates, and their sign-in windows. Pure; any thread. */
#include <stdbool.h>
#include <stdint.h>

#define TITLE_SIZE 96 /* UTF-8 bytes with NUL: 31 Chinese characters */
#define PLACE_SIZE 64

/* The kind of an activity: its colour and dot on the screen. The order is also the order of dots.
 */
enum activity_kind {
    ACTIVITY_DAY,          /* 活动日 */
    ACTIVITY_REMEMBRANCE,  /* 纪念 */
    ACTIVITY_RETURN,       /* 返乡欢迎 */
    ACTIVITY_DELIBERATION, /* 议事 */
    ACTIVITY_RECEPTION,    /* 接待、调解 */
    ACTIVITY_VOLUNTEER,    /* 志愿服务 */
    ACTIVITY_OTHER,
    ACTIVITY_KINDS
};

/* One date of an activity. */
struct occurrence {
    int64_t id;
    char title[TITLE_SIZE];
    char place[PLACE_SIZE];
    enum activity_kind kind;
    int64_t start_ms, end_ms; /* UTC; end exclusive */
    int32_t
        opens_before_min; /* sign-in window; below 0: the station's rule ([rules] in the config) */
    int32_t closes_after_min; /* 30 */
    int32_t late_after_min;   /* 10 */
    int32_t capacity;         /* 0: no limit */
    bool all_day;
    bool counts_hours; /* sign-out is offered and hours are counted */
    bool needs_sign_up;
    bool cancelled;
};

#define BY_RULE (-1) /* for the three minutes above */

/* The station's rules for activities that do not specify their own. */
struct activity_rules {
    int32_t opens_before_min, closes_after_min, late_after_min; /* 30, 30, 10 */
    int32_t cool_down_min;                                      /* 10 */
};
void activity_apply_rules(struct occurrence *o, const struct activity_rules *rules);

/* Open from start - opens_before (inclusive) to end + closes_after (exclusive); never when
 * cancelled. */
bool activity_is_open(const struct occurrence *o, int64_t now_ms);

/* now is after start + late_after; that very moment is still on time. */
bool activity_is_late(const struct occurrence *o, int64_t now_ms);

/* Whole minutes between sign-in and sign-out that count: inside start..end, never negative. */
int32_t activity_minutes(const struct occurrence *o, int64_t in_ms, int64_t out_ms);
