/* answer: what the glass asks to see. */
#include "base/log.h"
#include "desk/desk_private.h"

#include <string.h>

#define EXPECTED_FOR_MS 60000 /* model/intent.h */

static enum err read_answer(struct desk *desk, const struct intent *i, struct answer *a,
                            struct why *why) {
    struct store *store = desk->store;
    int64_t now_ms = clock_now().utc_ms;
    switch (i->kind) {
    case INTENT_TODAY:
        a->kind = ANSWER_TODAY;
        return store_today(store, now_ms, why, &a->u.today);
    case INTENT_STORIES:
        a->kind = ANSWER_STORIES;
        return store_stories(store, i->u.stories.tag, i->u.stories.initials, i->u.stories.offset,
                             i->u.stories.limit, why, &a->u.stories);
    case INTENT_STORY:
        a->kind = ANSWER_STORY;
        return store_story(store, i->u.story.id, i->u.story.tag, why, &a->u.story);
    case INTENT_MONTH:
        a->kind = ANSWER_MONTH;
        return store_month(store, i->u.month.year, i->u.month.month, why, &a->u.month);
    case INTENT_DAY:
        a->kind = ANSWER_DAY;
        return store_days(store, i->u.day.year, i->u.day.month, i->u.day.day, i->u.day.days, why,
                          &a->u.day);
    case INTENT_ACTIVITY:
        a->kind = ANSWER_ACTIVITY;
        return store_activity_page(store, i->u.activity.occurrence_id, why, &a->u.activity);
    case INTENT_CATEGORIES:
        a->kind = ANSWER_CATEGORIES;
        return store_categories(store, why, &a->u.categories);
    case INTENT_GUIDES:
        a->kind = ANSWER_GUIDES;
        return store_guides(store, i->u.guides.search, i->u.guides.offset, i->u.guides.limit, why,
                            &a->u.guides);
    case INTENT_GUIDE:
        a->kind = ANSWER_GUIDE;
        return store_guide(store, i->u.guide.id, why, &a->u.guide);
    case INTENT_MAP:
        a->kind = ANSWER_MAP;
        return store_map(store, why, &a->u.map);
    case INTENT_MINE:
        a->kind = ANSWER_MINE;
        if (!desk_person(desk)) return why_set(why, ERR_NOT_FOUND, "nobody is at the glass");
        return store_mine(store, desk_person(desk), now_ms, why, &a->u.mine);
    case INTENT_MEMBERS:
        a->kind = ANSWER_MEMBERS;
        if (!desk_staff(desk)) return why_set(why, ERR_PERMISSION, "nobody of the staff is here");
        return store_find_members(store, i->u.members.search, i->u.members.offset,
                                  i->u.members.limit, why, &a->u.members);
    case INTENT_STAFF:
        a->kind = ANSWER_STAFF;
        return desk_staff_see(desk, &i->u.staff, &a->u.staff, why);
    case INTENT_NOTICES:
        a->kind = ANSWER_NOTICES;
        return store_notices(store, now_ms, why, &a->u.notices);
    case INTENT_TEAMS:
        a->kind = ANSWER_TEAMS;
        return store_teams(store, now_ms, why, &a->u.teams);
    case INTENT_TEAM:
        a->kind = ANSWER_TEAM;
        return store_team(store, i->u.team.id, now_ms, why, &a->u.team);
    case INTENT_SETUP_SEE:
    case INTENT_SETUP_DO:
        a->kind = ANSWER_SETUP;
        return desk_setup(desk, i, &a->u.setup, why);
    case INTENT_STAFF_DO:
    case INTENT_FILE_REQUEST:
    case INTENT_TRACK:
    case INTENT_RATE:
    case INTENT_KEEP_LOOK:
    case INTENT_SIGN_OUT:
    case INTENT_CHOOSE:
    case INTENT_EXPECT:
    case INTENT_FORGET:
    case INTENT_PICTURE:
    case INTENT_KINDS:
        break;
    }
    return why_set(why, ERR_UNSUPPORTED, "the glass asked for something unknown");
}

static enum err keep_look(struct desk *desk, const struct intent *i, struct answer *a,
                          struct why *why) {
    a->kind = ANSWER_KEPT;
    if (!desk_person(desk)) return why_set(why, ERR_NOT_FOUND, "nobody is at the glass");
    enum err e = store_begin(desk->store, why);
    if (e == ERR_NONE) e = store_keep_look(desk->store, desk_person(desk), &i->u.look, why);
    if (e == ERR_NONE) return store_commit(desk->store, why);
    store_rollback(desk->store);
    return e;
}

static enum err make_answer(struct desk *desk, const struct intent *i, struct answer *a,
                            struct why *why) {
    if (!desk->store) return why_set(why, desk->state.code, "the store is closed");
    switch (i->kind) {
    case INTENT_FILE_REQUEST:
        return desk_file_request(desk, i, a, why);
    case INTENT_TRACK:
        return desk_track(desk, i, a, why);
    case INTENT_RATE:
        return desk_rate(desk, i, a, why);
    case INTENT_KEEP_LOOK:
        return keep_look(desk, i, a, why);
    default: /* reads */
        return read_answer(desk, i, a, why);
    }
}

void desk_post_answer(struct desk *desk, uint32_t ticket, enum answer_kind kind) {
    desk->out.kind = GLASS_ANSWER;
    desk->out.u.answer.kind = kind;
    desk->out.u.answer.ticket = ticket;
    desk->config.post(desk->config.to, &desk->out);
}

static void answer(struct desk *desk, const struct intent *i) {
    struct why why = {0};
    struct answer *a = &desk->out.u.answer;
    memset(&desk->out, 0, sizeof desk->out); /* nothing of the last person goes along */
    enum err e = make_answer(desk, i, a, &why);
    if (e != ERR_NONE && e != ERR_NOT_FOUND && e != ERR_PERMISSION && desk_failed(desk, e, &why))
        e = make_answer(desk, i, a, &why);
    if (e != ERR_NONE) {
        a->kind = ANSWER_FAILED;
        a->u.failed = (struct answer_failed){.code = e, .at_start = !desk->store};
    }
    desk_post_answer(desk, i->ticket, a->kind);
}

static void expect(struct desk *desk, const struct intent *i) {
    desk->expectation = i->u.expect.what;
    desk->expected_occurrence = i->u.expect.occurrence_id;
    int64_t lasts_ms = i->u.expect.what == EXPECT_CARD ? STAFF_KEPT_MS : EXPECTED_FOR_MS;
    desk->expected_team = i->u.expect.team_id;
    desk->expectation_until_ms =
        i->u.expect.what == EXPECT_CHECK_IN ? 0 : clock_ticks_ms() + lasts_ms;
}

static void forget(struct desk *desk) {
    desk->person = (struct tap_member){0};
    desk->person_until_ms = 0;
    desk->followed_request = 0;
    desk->expectation = EXPECT_CHECK_IN;
    desk->expectation_until_ms = 0;
    desk_staff_forget(desk);
}

void desk_on_intent(struct desk *desk, const struct intent *i) {
    if (i->kind == INTENT_EXPECT)
        expect(desk, i);
    else if (i->kind == INTENT_FORGET)
        forget(desk);
    else if (i->kind == INTENT_PICTURE)
        desk_on_picture(desk, i);
    else if (i->kind == INTENT_STAFF_DO)
        desk_on_staff_do(desk, i);
    else
        answer(desk, i);
}
