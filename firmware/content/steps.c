/* steps: request_steps.csv: the stages of requests, and the answers. */
#include "base/clock.h"
#include "content/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct sheet_column columns[] = {{"number", "编号", true},
                                              {"stage", "阶段", true},
                                              {"at", "时间", true},
                                              {"note", "说明", false},
                                              {"answer", "答复", false}};

static enum err read_stage(const char *text, struct why *why, int32_t *ret_stage) {
    static const char *const words[][REQUEST_STAGES] = {
        {"registered", "triaged", "in_hand", "answered", "followed_up"},
        {"受理登记", "分类指导", "承办", "答复", "回访"}};
    for (int i = 0; i < REQUEST_STAGES; i++) {
        if (strcmp(text, words[0][i]) != 0 && strcmp(text, words[1][i]) != 0) continue;
        *ret_stage = i;
        return ERR_NONE;
    }
    return why_set(
        why, ERR_BAD_INPUT,
        "阶段应是 受理登记、分类指导、承办、答复、回访 (stage must be registered, triaged, "
        "in_hand, answered or followed_up)");
}

/* "2026-11-24 09:30" in the station's zone. */
static enum err read_time(const char *text, struct why *why, int64_t *ret_ms) {
    struct civil t = {0};
    int used = 0;
    if (sscanf(text, "%4d-%2d-%2d %2d:%2d%n", &t.year, &t.month, &t.day, &t.hour, &t.minute,
               &used) != 5 ||
        text[used] || t.year < 2000 || t.year > 2100 || t.month < 1 || t.month > 12 || t.day < 1 ||
        t.day > civil_days_in_month(t.year, t.month) || t.hour < 0 || t.hour > 23 || t.minute < 0 ||
        t.minute > 59)
        return why_set(why, ERR_BAD_INPUT,
                       "时间应如 2026-11-24 09:30 (at must be a date and a time)");
    *ret_ms = civil_to_ms(&t);
    return ERR_NONE;
}

static enum err take_step(void *to, const struct sheet_row *row, struct why *why) {
    (void)to;
    struct change change;
    change_begin(&change, CHANGE_REQUEST_STEP);
    struct change_request_step *s = &change.u.request_step;
    if (!TEXT_COPY(s->number, row->values[0]) || !TEXT_COPY(s->note, row->values[3]) ||
        !TEXT_COPY(s->answer, row->values[4]))
        return why_set(why, ERR_BAD_INPUT, "一栏太长 (a field is too long)");
    enum err e = read_stage(row->values[1], why, &s->stage);
    if (e == ERR_NONE) e = read_time(row->values[2], why, &s->at_ms);
    if (e == ERR_NONE && s->answer[0] && s->stage != 3)
        e = why_set(why, ERR_BAD_INPUT, "答复只写在“答复”阶段 (an answer belongs to answered)");
    return e == ERR_NONE ? yield_change(row->source, &change, why) : e;
}

enum err steps_import(struct source *source, struct why *why) {
    return sheet_read(source, columns, ARRAY_LENGTH(columns), take_step, NULL, why);
}
