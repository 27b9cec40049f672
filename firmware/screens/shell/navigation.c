/* visit: from screen to screen.
 * 1. When a visit ends its state is wiped, and so is what it asked.
 * 2. An answer to an older visit, or to an older question of this one, is dropped.
 * 3. Back at the start the desk is told to forget the person. */
#include "base/clock.h"
#include "base/mailbox.h"
#include "screens/shell/glass_private.h"
#include "screens/shell/list.h"
#include "screens/shell/route.h"

#include <stdlib.h>
#include <string.h>

#define OVERDUE_MS 3000
#define ANSWER_WAIT_MS 12 /* the first frame waits so long for its data */

static enum answer_kind answer_to(enum intent_kind kind) {
    switch (kind) {
    case INTENT_TODAY:
        return ANSWER_TODAY;
    case INTENT_STORIES:
        return ANSWER_STORIES;
    case INTENT_STORY:
        return ANSWER_STORY;
    case INTENT_MONTH:
        return ANSWER_MONTH;
    case INTENT_DAY:
        return ANSWER_DAY;
    case INTENT_ACTIVITY:
        return ANSWER_ACTIVITY;
    case INTENT_CATEGORIES:
        return ANSWER_CATEGORIES;
    case INTENT_GUIDES:
        return ANSWER_GUIDES;
    case INTENT_GUIDE:
        return ANSWER_GUIDE;
    case INTENT_MAP:
        return ANSWER_MAP;
    case INTENT_MINE:
        return ANSWER_MINE;
    case INTENT_MEMBERS:
        return ANSWER_MEMBERS;
    case INTENT_FILE_REQUEST:
        return ANSWER_TICKET;
    case INTENT_STAFF:
        return ANSWER_STAFF;
    case INTENT_STAFF_DO:
        return ANSWER_STAFF_DONE;
    case INTENT_TRACK:
    case INTENT_RATE:
        return ANSWER_TRACK;
    case INTENT_NOTICES:
        return ANSWER_NOTICES;
    case INTENT_TEAMS:
        return ANSWER_TEAMS;
    case INTENT_TEAM:
        return ANSWER_TEAM;
    case INTENT_KEEP_APPEARANCE:
        return ANSWER_KEPT;
    case INTENT_SETUP_SEE:
    case INTENT_SETUP_DO:
        return ANSWER_SETUP;
    case INTENT_SIGN_OUT:
    case INTENT_CHOOSE:
    case INTENT_EXPECT:
    case INTENT_FORGET:
    case INTENT_SCREENSHOT:
    case INTENT_KINDS:
        break;
    }
    return ANSWER_KINDS;
}

static void post_one(struct glass *glass, struct intent *intent) {
    enum answer_kind kind = answer_to(intent->kind);
    intent->ticket = ++glass->next_ticket;
    glass->visit.asked_ms = clock_ticks_ms();
    if (kind != ANSWER_KINDS) glass->visit.tickets[kind] = intent->ticket;
    if (intent->kind == INTENT_EXPECT) {
        glass->visit.expecting_card = intent->u.expect.what == EXPECT_CARD;
        glass->visit.expecting = intent->u.expect.what != EXPECT_CHECK_IN;
    }
    glass->calls.ask(glass->calls.to, intent);
}

/* What only reads may be asked again when the content changes; a wrong number would count twice. */
static bool may_repeat(enum intent_kind kind) {
    return kind != INTENT_FILE_REQUEST && kind != INTENT_TRACK && kind != INTENT_RATE &&
           kind != INTENT_KEEP_APPEARANCE && kind != INTENT_STAFF_DO && kind != INTENT_SETUP_DO;
}

void visit_post(struct glass *glass, struct asks *asks) {
    for (int i = 0; i < asks->count; i++) post_one(glass, &asks->intents[i]);
    if (asks->count > 0 && may_repeat(asks->intents[0].kind)) glass->visit.last_asks = *asks;
    memset(asks, 0, sizeof *asks);
}

static void tell(struct glass *glass, enum intent_kind kind) {
    struct intent intent = {.kind = kind, .ticket = ++glass->next_ticket};
    glass->calls.ask(glass->calls.to, &intent);
}

static bool waiting(const struct visit *visit) {
    for (int i = 0; i < ANSWER_KINDS; i++)
        if (visit->tickets[i]) return true;
    return false;
}

/* Events that come meanwhile take their usual way; one of them may have led elsewhere. */
static void await_answers(struct glass *glass) {
    const struct screen *screen = glass->visit.screen;
    int64_t until = clock_ticks_ms() + ANSWER_WAIT_MS;
    while (waiting(&glass->visit) && glass->visit.screen == screen) {
        int left = (int)(until - clock_ticks_ms());
        if (left <= 0 || !mailbox_take(glass->box, left, glass->event, NULL)) return;
        visit_event(glass, glass->event);
    }
}

void visit_end(struct glass *glass) {
    struct visit *visit = &glass->visit;
    if (visit->state) {
        explicit_bzero(visit->state, visit->screen->state_size);
        free(visit->state);
    }
    if (visit->expecting) tell(glass, visit->expecting_card ? INTENT_EXPECT : INTENT_FORGET);
    explicit_bzero(visit, sizeof *visit);
}

void visit_go(struct glass *glass, const struct screen *screen, const struct where *where,
              const struct outcome *outcome) {
    struct where to = where ? *where : (struct where){0};
    struct asks asks = {0};
    if (screen == &screen_attract && glass->config.sets_up) screen = &screen_setup_language;
    bool start = screen == &screen_attract || screen == &screen_home;
    bool was_start = glass->visit.screen == &screen_attract || glass->visit.screen == &screen_home;
    if (outcome || !glass->visit.screen || glass->config.still)
        motion_stop(&glass->motion);
    else
        motion_begin(&glass->motion, &glass->ui.canvas.pixels, clock_ticks_ms());
    visit_end(glass);
    if (start && !was_start) tell(glass, INTENT_FORGET);
    struct visit *visit = &glass->visit;
    visit->screen = screen;
    visit->state = calloc(1, screen->state_size + 1);
    if (!visit->state) abort(); /* a few kilobytes: nothing sensible is left to show */
    visit->where = to;
    visit->where.engines = &glass->engines;
    visit->entered_ms = visit->timer_ms = clock_ticks_ms();
    if (outcome) {
        visit->has_outcome = true;
        visit->outcome = *outcome;
    }
    glass->frame = (struct frame){
        .ui = &glass->ui, .hall = &glass->hall, .screen = screen, .state = visit->state};
    glass->scroll = (struct scroll){0};
    glass->ui.pressed = false;
    glass->dirty = true;
    aloud_entered(glass);
    spoken_entered(glass, screen);
    if (screen->enter) screen->enter(visit->state, &visit->where, outcome, &asks);
    visit_post(glass, &asks);
    explicit_bzero(&to, sizeof to);
    await_answers(glass);
}

static void change_look(struct glass *glass, enum step_kind kind) {
    if (kind == STEP_TEXT_SIZE) glass->text_size = (glass->text_size + 1) % TEXT_SIZES;
    if (kind == STEP_CONTRAST) glass->contrast = !glass->contrast;
    if (kind == STEP_LOW) glass->low = !glass->low;
    glass_relook(glass);
}

static void keep_look(struct glass *glass) {
    struct asks asks = {0};
    asks_add(&asks, INTENT_KEEP_APPEARANCE)->u.appearance =
        (struct appearance){.kept = true,
                            .text_size = (uint8_t)glass->text_size,
                            .contrast = glass->contrast,
                            .low = glass->low};
    visit_post(glass, &asks);
}

void visit_step(struct glass *glass, const struct step *step) {
    if (step->kind == STEP_STAY) return;
    glass->dirty = true;
    if (step->kind == STEP_READ_ALL) {
        aloud_all(glass, !glass->reads_all);
        return;
    }
    if (step->kind == STEP_KEEP_LOOK) {
        keep_look(glass);
        return;
    }
    if (step->kind == STEP_TEXT_SIZE || step->kind == STEP_CONTRAST || step->kind == STEP_LOW) {
        change_look(glass, step->kind);
        return;
    }
    if (step->kind == STEP_CHINESE || step->kind == STEP_ENGLISH) {
        glass->ui.language = step->kind == STEP_ENGLISH;
        glass_relook(glass);
        return;
    }
    if (step->kind == STEP_DONE) glass_usual_look(glass);
    const struct screen *screen = route_step(glass->visit.screen, step->kind);
    if (screen) visit_go(glass, screen, &step->where, NULL);
}

static void take_answer(struct glass *glass, const struct answer *answer) {
    struct visit *visit = &glass->visit;
    struct asks asks = {0};
    bool failed = answer->kind == ANSWER_FAILED, mine = false;
    for (int i = 0; i < ANSWER_KINDS; i++) {
        bool hit = visit->tickets[i] == answer->ticket && answer->ticket != 0;
        if (hit) visit->tickets[i] = 0;
        mine |= hit && (failed || i == (int)answer->kind);
    }
    if (!mine) return;
    glass->dirty = true;
    if (visit->screen->answer) visit->screen->answer(visit->state, answer, &asks);
    visit_post(glass, &asks);
    if (!visit->screen->lead) return;
    struct step step = visit->screen->lead(visit->state);
    visit_step(glass, &step);
}

static enum glass_chime chime_of(const struct outcome *outcome) {
#define CHIME(kind, word, record, chime, screen) [OUTCOME_##kind] = CHIME_##chime,
    static const enum glass_chime chimes[OUTCOME_KINDS] = {OUTCOMES(CHIME)};
#undef CHIME
    return (unsigned)outcome->kind < OUTCOME_KINDS ? chimes[outcome->kind] : CHIME_REFUSED;
}

/* The glass as this member likes it, before his page is drawn. Another's liking is taken off; what
 * was just set with the finger stays, for whoever set it is who taps now. */
static void wear_look(struct glass *glass, const struct outcome *outcome) {
    struct appearance look = outcome->appearance;
    bool anothers = glass->look_of && glass->look_of != outcome->member_id;
    if (!look.kept && !anothers) return;
    glass->look_of = look.kept ? outcome->member_id : 0;
    glass->text_size = look.text_size < TEXT_SIZES ? (enum text_size)look.text_size : TEXT_NORMAL;
    glass->contrast = look.contrast;
    glass->low = look.low;
    glass_relook(glass);
}

static void take_outcome(struct glass *glass, const struct outcome *outcome) {
    struct visit *visit = &glass->visit;
    struct asks asks = {0};
    struct outcome copy = *outcome; /* glass->event is used again while the next screen waits */
    if (glass->calls.chime) glass->calls.chime(glass->calls.to, chime_of(outcome));
    wear_look(glass, &copy);
    if (visit->screen->outcome && visit->screen->outcome(visit->state, outcome, &asks)) {
        visit->has_outcome = true;
        visit->outcome = copy;
        visit->shown = false;
        visit->expecting = false;
        visit_touched(glass);
        visit_post(glass, &asks);
        glass->dirty = true;
    } else {
        visit->expecting = false; /* the tap has used it up */
        visit_go(glass, route_outcome(copy.kind), NULL, &copy);
    }
    explicit_bzero(&copy, sizeof copy);
}

static void take_store(struct glass *glass, const struct store_state *store) {
    bool was_open = glass->hall.store_open;
    glass->store_heard = true;
    glass->hall.store_open = store->open;
    glass->hall.store_code = store->code;
    glass->hall.refuses_taps = store->read_only;
    glass->dirty = true;
    if (!store->open && was_open) visit_go(glass, &screen_out_of_order, NULL, NULL);
    if (store->open && !was_open) visit_go(glass, &screen_attract, NULL, NULL);
}

/* Content changed: what is on the glass is asked for again. */
static void ask_again(struct glass *glass) {
    struct asks asks = glass->visit.last_asks;
    int kept = 0;
    for (int i = 0; i < asks.count; i++)
        if (answer_to(asks.intents[i].kind) != ANSWER_KINDS) asks.intents[kept++] = asks.intents[i];
    asks.count = kept;
    visit_post(glass, &asks);
}

int64_t visit_overdue_at_ms(const struct glass *glass) {
    return waiting(&glass->visit) ? glass->visit.asked_ms + OVERDUE_MS : -1;
}

void visit_ask_overdue(struct glass *glass, int64_t now_ms) {
    int64_t at = visit_overdue_at_ms(glass);
    if (at < 0 || now_ms < at) return;
    glass->visit.asked_ms = now_ms; /* also where there is nothing that may be asked twice */
    ask_again(glass);
}

void visit_event(struct glass *glass, const struct glass_event *event) {
    switch (event->kind) {
    case GLASS_OUTCOME:
        take_outcome(glass, &event->u.outcome);
        break;
    case GLASS_ANSWER:
        take_answer(glass, &event->u.answer);
        break;
    case GLASS_READER:
        glass->dirty |= glass->hall.reader_up != event->u.reader.up;
        glass->hall.reader_up = event->u.reader.up;
        break;
    case GLASS_STORE:
        take_store(glass, &event->u.store);
        break;
    case GLASS_SPEAKING:
        glass->speaking = event->u.speaking;
        glass->dirty = true;
        break;
    case GLASS_VOICE_NOTE:
        spoken_told(glass, &event->u.voice_note);
        break;
    case GLASS_ROTATION:
        window_rotate(glass->window, event->u.rotation);
        glass_relook(glass);
        break;
    case GLASS_SCREENSHOT:
        picture_asked(glass, event->u.screenshot.asked_ms);
        break;
    case GLASS_CHANGED:
        ask_again(glass);
        break;
    }
}

int64_t visit_left_ms(const struct glass *glass, int64_t now_ms) {
    const struct visit *visit = &glass->visit;
    if (visit->screen->timeout_ms == 0) return -1;
    int64_t left = visit->timer_ms + visit->screen->timeout_ms - now_ms;
    return left > 0 ? left : 0;
}

void visit_touched(struct glass *glass) {
    glass->visit.timer_ms = clock_ticks_ms();
}
