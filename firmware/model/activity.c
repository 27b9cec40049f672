/* activity: sign-in windows and hours.
 *
 *   start-opens_before     start   start+late_after      end    end+closes_after
 *        |------- on time ---------------|----- late -----|-----------|
 *        open (inclusive)                                         closed      */
#include "model/activity.h"

#define MINUTE_MS INT64_C(60000)

void activity_apply_rules(struct occurrence *o, const struct activity_rules *rules) {
    if (o->opens_before_min < 0) o->opens_before_min = rules->opens_before_min;
    if (o->closes_after_min < 0) o->closes_after_min = rules->closes_after_min;
    if (o->late_after_min < 0) o->late_after_min = rules->late_after_min;
}

bool activity_is_open(const struct occurrence *o, int64_t now_ms) {
    return !o->cancelled && now_ms >= o->start_ms - o->opens_before_min * MINUTE_MS &&
           now_ms < o->end_ms + o->closes_after_min * MINUTE_MS;
}

bool activity_is_late(const struct occurrence *o, int64_t now_ms) {
    return !o->all_day && now_ms > o->start_ms + o->late_after_min * MINUTE_MS;
}

int32_t activity_minutes(const struct occurrence *o, int64_t in_ms, int64_t out_ms) {
    int64_t from = in_ms > o->start_ms ? in_ms : o->start_ms;
    int64_t to = out_ms < o->end_ms ? out_ms : o->end_ms;
    return to > from ? (int32_t)((to - from) / MINUTE_MS) : 0;
}
