/* navigation: the session of the current screen, from its beginning to its end.
 *
 * 1. When a session ends, its state and what it asked are wiped.
 * 2. An answer to an earlier session, or to an earlier intent of this one, is dropped.
 * 3. Back at the start, the desk is told to forget the person. */
#include "screens/shell/navigation.h"

#include "base/clock.h"

#include <string.h>

static bool is_start(const struct navigation *nav, const struct screen *screen) {
    return screen == nav->screens->attract || screen == nav->screens->home;
}

static void begin_fade(struct navigation *nav, const struct outcome *outcome) {
    struct display *d = nav->display;
    if (outcome || !nav->session.screen || nav->still)
        motion_stop(&d->motion);
    else
        motion_begin(&d->motion, &d->ui.canvas.pixels, clock_ticks_ms());
}

void navigation_go(struct navigation *nav, const struct screen *screen, const struct where *where,
                   const struct outcome *outcome) {
    struct screen_session *session = &nav->session;
    struct where to = where ? *where : (struct where){0}; /* where may lie in the ending session */
    struct asks asks = {0};
    if (screen == nav->screens->attract && nav->sets_up) screen = nav->screens->setup;
    bool left_pages = is_start(nav, screen) && !is_start(nav, session->screen);
    begin_fade(nav, outcome);
    session_end(session);
    tickets_end(&nav->tickets);
    if (left_pages) tickets_notify(&nav->tickets, INTENT_FORGET);
    to.engines = &nav->engines;
    session_begin(session, screen, &to, outcome);
    display_show(nav->display, screen, session->state);
    nav->scroll = (struct scroll){0};
    aloud_entered(nav->aloud);
    spoken_entered(nav->spoken, screen);
    if (screen->enter) screen->enter(session->state, &session->where, outcome, &asks);
    tickets_post(&nav->tickets, &asks);
    explicit_bzero(&to, sizeof to);
}

static void reset_person(struct navigation *nav) {
    struct display *d = nav->display;
    d->appearance_of = 0;
    aloud_reset(nav->aloud);
    if (d->text_size != TEXT_NORMAL || d->low || d->contrast)
        display_set_appearance(d, TEXT_NORMAL, false, false);
}

void navigation_time_out(struct navigation *nav) {
    reset_person(nav);
    navigation_go(nav, nav->screens->attract, NULL, NULL);
}

static void change_appearance(struct navigation *nav, enum step_kind kind) {
    struct display *d = nav->display;
    enum text_size size = d->text_size;
    if (kind == STEP_TEXT_SIZE) size = (size + 1) % TEXT_SIZES;
    display_set_appearance(d, size, d->contrast != (kind == STEP_CONTRAST),
                           d->low != (kind == STEP_LOW));
}

static void keep_appearance(struct navigation *nav) {
    const struct display *d = nav->display;
    struct asks asks = {0};
    asks_add(&asks, INTENT_KEEP_APPEARANCE)->u.appearance = (struct appearance){
        .kept = true, .text_size = (uint8_t)d->text_size, .contrast = d->contrast, .low = d->low};
    tickets_post(&nav->tickets, &asks);
}

/* true: the step stays on this screen. */
static bool step_in_place(struct navigation *nav, enum step_kind kind) {
    if (kind == STEP_READ_ALL) {
        aloud_all(nav->aloud, !nav->aloud->reads_all);
    } else if (kind == STEP_KEEP_APPEARANCE) {
        keep_appearance(nav);
    } else if (kind == STEP_TEXT_SIZE || kind == STEP_CONTRAST || kind == STEP_LOW) {
        change_appearance(nav, kind);
    } else if (kind == STEP_CHINESE || kind == STEP_ENGLISH) {
        nav->display->ui.language = kind == STEP_ENGLISH;
        display_lay_out(nav->display);
    } else {
        return false;
    }
    return true;
}

void navigation_step(struct navigation *nav, const struct step *step) {
    if (step->kind == STEP_STAY) return;
    nav->display->dirty = true;
    if (step_in_place(nav, step->kind)) return;
    if (step->kind == STEP_DONE) reset_person(nav);
    const struct screen *screen = nav->screens->for_step(nav->session.screen, step->kind);
    if (screen) navigation_go(nav, screen, &step->where, NULL);
}

void navigation_answer(struct navigation *nav, const struct answer *answer) {
    struct screen_session *session = &nav->session;
    struct asks asks = {0};
    if (!tickets_take(&nav->tickets, answer)) return;
    nav->display->dirty = true;
    if (session->screen->answer) session->screen->answer(session->state, answer, &asks);
    tickets_post(&nav->tickets, &asks);
    if (!session->screen->lead) return;
    struct step step = session->screen->lead(session->state);
    navigation_step(nav, &step);
}

#define OUTCOME_CHIME(kind, word, record, chime, screen) [OUTCOME_##kind] = CHIME_##chime,
static const enum glass_chime chimes[OUTCOME_KINDS] = {OUTCOMES(OUTCOME_CHIME)};

/* Shows the appearance that this member keeps, before the member's page is drawn. Another member's
 * is removed. One that was just set by a touch stays: the member who taps now has set it. */
static void apply_appearance(struct display *d, const struct outcome *outcome) {
    struct appearance kept = outcome->appearance;
    bool anothers = d->appearance_of && d->appearance_of != outcome->member_id;
    if (!kept.kept && !anothers) return;
    d->appearance_of = kept.kept ? outcome->member_id : 0;
    display_set_appearance(
        d, kept.text_size < TEXT_SIZES ? (enum text_size)kept.text_size : TEXT_NORMAL,
        kept.contrast, kept.low);
}

void navigation_outcome(struct navigation *nav, const struct outcome *outcome) {
    struct screen_session *session = &nav->session;
    const struct glass_calls *calls = nav->calls;
    struct asks asks = {0};
    if (calls->chime) calls->chime(calls->to, chimes[outcome->kind]);
    apply_appearance(nav->display, outcome);
    bool kept =
        session->screen->outcome && session->screen->outcome(session->state, outcome, &asks);
    nav->tickets.asked.expecting = false; /* this tap was the expected one */
    if (!kept) {
        navigation_go(nav, nav->screens->for_outcome(outcome->kind), NULL, outcome);
        return;
    }
    session_set_outcome(session, outcome);
    session->shown = false;
    session_touched(session);
    tickets_post(&nav->tickets, &asks);
    nav->display->dirty = true;
}

void navigation_finish(struct navigation *nav) {
    session_end(&nav->session);
    engines_finish(&nav->engines);
}
