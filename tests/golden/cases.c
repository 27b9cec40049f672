/* cases: one line a picture. */
#include "golden/cases.h"

#include "base/bytes.h"
#include "screens/list.h"

#define NONE OUTCOME_KINDS, REFUSAL_NONE

const struct golden_case golden_cases[] = {
    {"attract", &screen_attract, NONE, NULL, {0}},
    {"home", &screen_home, NONE, NULL, {0}},
    {"welcome", &screen_welcome, OUTCOME_WELCOME, REFUSAL_NONE, NULL, {0}},
};
const int golden_case_count = ARRAY_LENGTH(golden_cases);

void golden_show(struct stage *stage, const struct golden_case *c) {
    golden_show_filled(stage, c, FIXTURE_USUAL);
}

void golden_show_filled(struct stage *stage, const struct golden_case *c, enum fixture_fill fill) {
    struct where where = {0};
    struct outcome outcome = {0};
    bool tapped = c->outcome != OUTCOME_KINDS;
    stage->hall = (struct hall){.utc_ms = FIXTURE_NOW_MS, .reader_up = true, .store_open = true};
    TEXT_COPY(stage->hall.station, "龙尚社区退役军人服务站");
    fixture_set_fill(fill);
    if (c->prepare) c->prepare(stage, &where);
    if (tapped) outcome = fixture_outcome(c->outcome, c->reason);
    stage_show(stage, c->screen, &where, tapped ? &outcome : NULL);
    for (int i = 0; i < 4 && c->touches[i]; i++) stage_touch(stage, c->touches[i]);
}
