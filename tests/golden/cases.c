/* cases: one line a picture. */
#include "golden/cases.h"

#include "base/bytes.h"
#include "screens/list.h"

#define NONE OUTCOME_KINDS, REFUSAL_NONE

static void first(struct stage *stage, struct where *where) {
    (void)stage;
    where->id = 1;
}

static void known(struct stage *stage, struct where *where) {
    (void)stage;
    where->id = 7;
}

static void sign_up_at_once(struct stage *stage, struct where *where) {
    (void)stage;
    where->id = 1;
    where->offset = 1;
}

static void week(struct stage *stage, struct where *where) {
    (void)stage;
    where->week = true;
}

static void reader_down(struct stage *stage, struct where *where) {
    (void)where;
    stage->hall.reader_up = false;
}

static void store_lost(struct stage *stage, struct where *where) {
    (void)where;
    stage->hall.store_open = false;
    stage->hall.store_code = ERR_CORRUPT;
}

static void draft(struct stage *stage, struct where *where) {
    (void)stage;
    TEXT_COPY(where->draft.category, "work");
    TEXT_COPY(where->draft.category_title, "就业创业");
    TEXT_COPY(where->draft.text, "我想参加技能培训");
    TEXT_COPY(where->draft.phone, "13800000000");
}

const struct golden_case golden_cases[] = {
    {"attract", &screen_attract, NONE, NULL, {0}},
    {"home", &screen_home, NONE, NULL, {0}},
    {"home_reader_down", &screen_home, NONE, reader_down, {0}},
    {"welcome", &screen_welcome, OUTCOME_WELCOME, REFUSAL_NONE, NULL, {0}},
    {"already_in", &screen_already_in, OUTCOME_ALREADY_IN, REFUSAL_NONE, NULL, {0}},
    {"sign_out", &screen_sign_out, OUTCOME_ASK_SIGN_OUT, REFUSAL_NONE, NULL, {0}},
    {"signed_out", &screen_signed_out, OUTCOME_SIGNED_OUT, REFUSAL_NONE, NULL, {0}},
    {"choose", &screen_choose, OUTCOME_CHOOSE_ACTIVITY, REFUSAL_NONE, NULL, {0}},
    {"visit", &screen_visit, OUTCOME_VISIT, REFUSAL_NONE, NULL, {0}},
    {"unknown", &screen_unknown, OUTCOME_UNKNOWN_CARD, REFUSAL_NONE, NULL, {0}},
    {"refused_lost", &screen_refused, OUTCOME_REFUSED, REFUSAL_LOST, NULL, {0}},
    {"refused_revoked", &screen_refused, OUTCOME_REFUSED, REFUSAL_REVOKED, NULL, {0}},
    {"refused_random_uid", &screen_refused, OUTCOME_REFUSED, REFUSAL_RANDOM_UID, NULL, {0}},
    {"refused_two_cards", &screen_refused, OUTCOME_REFUSED, REFUSAL_TWO_CARDS, NULL, {0}},
    {"refused_try_again", &screen_refused, OUTCOME_REFUSED, REFUSAL_TRY_AGAIN, NULL, {0}},
    {"refused_not_saved", &screen_refused, OUTCOME_REFUSED, REFUSAL_NOT_SAVED, NULL, {0}},
    {"refused_too_late", &screen_refused, OUTCOME_REFUSED, REFUSAL_TOO_LATE, NULL, {0}},
    {"signed_up", &screen_signed_up, OUTCOME_SIGNED_UP, REFUSAL_NONE, NULL, {0}},
    {"sign_up_full", &screen_signed_up, OUTCOME_SIGN_UP_FULL, REFUSAL_NONE, NULL, {0}},
    {"wall", &screen_wall, NONE, NULL, {0}},
    {"search", &screen_search, NONE, NULL, {0}},
    {"story", &screen_story, NONE, first, {0}},
    {"schedule", &screen_schedule, NONE, NULL, {0}},
    {"schedule_week", &screen_schedule, NONE, week, {0}},
    {"activity", &screen_activity, NONE, first, {0}},
    {"activity_sign_up", &screen_activity, NONE, sign_up_at_once, {0}},
    {"request", &screen_request, NONE, NULL, {0}},
    {"say", &screen_say, NONE, draft, {0}},
    {"phone", &screen_phone, NONE, draft, {0}},
    {"confirm", &screen_confirm, NONE, draft, {0}},
    {"ticket", &screen_ticket, NONE, draft, {0}},
    {"mine_card", &screen_mine, NONE, NULL, {0}},
    {"mine", &screen_mine, NONE, known, {0}},
    {"guides", &screen_guides, NONE, NULL, {0}},
    {"guide", &screen_guide, NONE, first, {0}},
    {"map", &screen_map, NONE, NULL, {0}},
    {"out_of_order", &screen_out_of_order, NONE, store_lost, {0}},
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
