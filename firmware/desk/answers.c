/* answers: one function for each intent that is answered. */
#include "desk/answers.h"

#include <string.h>

typedef enum err answer_body(struct answers *a, const struct intent *i, struct answer *ret,
                             struct why *why);

static enum err answer_today(struct answers *a, const struct intent *i, struct answer *ret,
                             struct why *why) {
    (void)i;
    return store_today(a->context->store, clock_now().utc_ms, why, &ret->u.today);
}

static enum err answer_stories(struct answers *a, const struct intent *i, struct answer *ret,
                               struct why *why) {
    return store_stories(a->context->store, i->u.stories.tag, i->u.stories.initials,
                         i->u.stories.offset, i->u.stories.limit, why, &ret->u.stories);
}

static enum err answer_story(struct answers *a, const struct intent *i, struct answer *ret,
                             struct why *why) {
    return store_story(a->context->store, i->u.story.id, i->u.story.tag, why, &ret->u.story);
}

static enum err answer_month(struct answers *a, const struct intent *i, struct answer *ret,
                             struct why *why) {
    return store_month(a->context->store, i->u.month.year, i->u.month.month, why, &ret->u.month);
}

static enum err answer_day(struct answers *a, const struct intent *i, struct answer *ret,
                           struct why *why) {
    return store_days(a->context->store, i->u.day.year, i->u.day.month, i->u.day.day, i->u.day.days,
                      why, &ret->u.day);
}

static enum err answer_activity(struct answers *a, const struct intent *i, struct answer *ret,
                                struct why *why) {
    return store_activity_page(a->context->store, i->u.activity.occurrence_id, why,
                               &ret->u.activity);
}

static enum err answer_categories(struct answers *a, const struct intent *i, struct answer *ret,
                                  struct why *why) {
    (void)i;
    return store_categories(a->context->store, why, &ret->u.categories);
}

static enum err answer_guides(struct answers *a, const struct intent *i, struct answer *ret,
                              struct why *why) {
    return store_guides(a->context->store, i->u.guides.search, i->u.guides.offset,
                        i->u.guides.limit, why, &ret->u.guides);
}

static enum err answer_guide(struct answers *a, const struct intent *i, struct answer *ret,
                             struct why *why) {
    return store_guide(a->context->store, i->u.guide.id, why, &ret->u.guide);
}

static enum err answer_map(struct answers *a, const struct intent *i, struct answer *ret,
                           struct why *why) {
    (void)i;
    return store_map(a->context->store, why, &ret->u.map);
}

static enum err no_member(struct why *why) {
    return why_set(why, ERR_NOT_FOUND, "no member is known at the kiosk");
}

static enum err answer_mine(struct answers *a, const struct intent *i, struct answer *ret,
                            struct why *why) {
    (void)i;
    int64_t member = visitor_id(a->visitor);
    if (!member) return no_member(why);
    return store_mine(a->context->store, member, clock_now().utc_ms, why, &ret->u.mine);
}

static enum err answer_members(struct answers *a, const struct intent *i, struct answer *ret,
                               struct why *why) {
    if (!desk_staff_id(a->staff)) return why_set(why, ERR_PERMISSION, "no staff are signed in");
    return store_find_members(a->context->store, i->u.members.search, i->u.members.offset,
                              i->u.members.limit, why, &ret->u.members);
}

static enum err answer_file_request(struct answers *a, const struct intent *i, struct answer *ret,
                                    struct why *why) {
    return requests_file(a->requests, i, ret, why);
}

static enum err answer_track(struct answers *a, const struct intent *i, struct answer *ret,
                             struct why *why) {
    return requests_track(a->requests, i, ret, why);
}

static enum err answer_rate(struct answers *a, const struct intent *i, struct answer *ret,
                            struct why *why) {
    return requests_rate(a->requests, i, ret, why);
}

static enum err answer_notices(struct answers *a, const struct intent *i, struct answer *ret,
                               struct why *why) {
    (void)i;
    return store_notices(a->context->store, clock_now().utc_ms, why, &ret->u.notices);
}

static enum err answer_teams(struct answers *a, const struct intent *i, struct answer *ret,
                             struct why *why) {
    (void)i;
    return store_teams(a->context->store, clock_now().utc_ms, why, &ret->u.teams);
}

static enum err answer_team(struct answers *a, const struct intent *i, struct answer *ret,
                            struct why *why) {
    return store_team(a->context->store, i->u.team.id, clock_now().utc_ms, why, &ret->u.team);
}

static enum err answer_keep_appearance(struct answers *a, const struct intent *i,
                                       struct answer *ret, struct why *why) {
    struct store *store = a->context->store;
    int64_t member = visitor_id(a->visitor);
    if (!member) return no_member(why);
    enum err e = store_begin(store, why);
    if (e == ERR_NONE) e = store_keep_appearance(store, member, &i->u.appearance, why);
    ret->u.kept.kept = true;
    if (e == ERR_NONE) return store_commit(store, why);
    store_rollback(store);
    return e;
}

static enum err answer_staff(struct answers *a, const struct intent *i, struct answer *ret,
                             struct why *why) {
    return desk_staff_query(a->staff, &i->u.staff, &ret->u.staff, why);
}

static enum err answer_setup(struct answers *a, const struct intent *i, struct answer *ret,
                             struct why *why) {
    return setup_answer(a->setup, i, &ret->u.setup, why);
}

static enum err make_answer(struct answers *a, const struct intent *i, struct answer *ret,
                            struct why *why) {
#define BODY(kind, name, answer) [INTENT_##kind] = answer_##name,
    static answer_body *const bodies[INTENT_KINDS] = {INTENTS_ANSWERED(BODY)};
#undef BODY
    if (!a->context->store) return why_set(why, a->context->state.code, "the store is closed");
    answer_body *body = (unsigned)i->kind < INTENT_KINDS ? bodies[i->kind] : NULL;
    if (!body) return why_set(why, ERR_UNSUPPORTED, "an unknown intent");
    ret->kind = intent_answer(i->kind);
    return body(a, i, ret, why);
}

void answers_on_intent(struct answers *answers, const struct intent *intent) {
    struct desk_context *context = answers->context;
    struct answer *answer = &context->out.u.answer;
    struct why why = {0};
    memset(&context->out, 0, sizeof context->out); /* nothing of the last person stays in it */
    enum err e = make_answer(answers, intent, answer, &why);
    if (e != ERR_NONE && e != ERR_NOT_FOUND && e != ERR_PERMISSION) {
        context_failed(context, e, &why);
        if (maintenance_reopen(answers->maintenance))
            e = make_answer(answers, intent, answer, &why);
    }
    if (e != ERR_NONE) {
        answer->kind = ANSWER_FAILED;
        answer->u.failed = (struct answer_failed){.code = e, .at_start = !context->store};
    }
    context_post_answer(context, intent->ticket, answer->kind);
}
