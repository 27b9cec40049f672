/* glass: the loop.
 *
 *   wait (event, wake, or the next deadline) -> fingers and mailbox -> time-outs -> draw if dirty
 *
 * Nothing is drawn unless something has changed. */
#include "screens/shell/glass.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/mailbox.h"
#include "base/pulse.h"
#include "screens/shell/glass_private.h"
#include "screens/shell/hook.h"
#include "ui/png.h"

#include <malloc.h>
#include <stdlib.h>

#define MAILBOX_SLOTS 24
#define LARGE_BYTES (256 << 10)
#define MINUTE_MS 60000
#define FRAME_MS 16
#define ANSWER_WAIT_MS 12      /* the first frame waits so long for its data */
#define SETTLED_MS 1500        /* enough to open the store, answer, and decode pictures */
#define STIR_MS 5000           /* at least one turn so often, so that the pulse beats */
#define SCREENSHOT_POLL_MS 200 /* while a page settles for a screenshot */
#define LIFE_MS 20000          /* STIR_MS and many of the slowest frames of the slowest board */
#define DRIVEN_MS 3            /* while a test driver waits for something to happen */

static void join_parts(struct glass *g) {
    g->aloud = (struct aloud){.calls = &g->calls, .display = &g->display};
    g->spoken = (struct spoken){.calls = &g->calls, .display = &g->display};
    g->navigation = (struct navigation){.screens = g->config.screens,
                                        .calls = &g->calls,
                                        .sets_up = g->config.sets_up,
                                        .still = g->config.still,
                                        .display = &g->display,
                                        .aloud = &g->aloud,
                                        .spoken = &g->spoken,
                                        .tickets = {.calls = &g->calls}};
    g->finger = (struct finger){.navigation = &g->navigation};
    g->screenshot = (struct screenshot){
        .calls = &g->calls, .path = g->config.station_screenshot_path, .display = &g->display};
    g->events = (struct events){.navigation = &g->navigation, .screenshot = &g->screenshot};
    g->presenter =
        (struct presenter){.config = &g->config, .calls = &g->calls, .navigation = &g->navigation};
    g->warm = (struct warm){.navigation = &g->navigation};
}

static enum err open_parts(struct glass *g, struct why *why) {
    enum err e = display_open(&g->display, &g->config, why);
    if (e != ERR_NONE) return e;
    g->box = mailbox_new(MAILBOX_SLOTS, sizeof(struct glass_event), window_wake, g->display.window);
    g->event = calloc(1, sizeof *g->event);
    if (!g->box || !g->event) return why_set(why, ERR_NO_MEMORY, "glass");
    engines_init(&g->navigation.engines, g->config.assets_folder);
    const struct glass_hook *hook = g->config.hook;
    return hook ? hook->open(hook->to, g, why) : ERR_NONE;
}

enum err glass_open(const struct glass_config *config, const struct glass_calls *calls,
                    struct why *why, struct glass **ret_glass) {
    struct glass *glass = calloc(1, sizeof *glass);
    if (!glass) return why_set(why, ERR_NO_MEMORY, "glass");
    /* A decoded picture returns to the system when it is freed. */
    mallopt(M_MMAP_THRESHOLD, LARGE_BYTES);
    glass->config = *config;
    glass->calls = *calls;
    join_parts(glass);
    enum err e = open_parts(glass, why);
    if (e) {
        glass_close(glass);
        return why_add(why, e, "glass");
    }
    *ret_glass = glass;
    return ERR_NONE;
}

void glass_close(struct glass *glass) {
    if (!glass) return;
    if (glass->config.hook) glass->config.hook->close(glass->config.hook->to);
    screenshot_finish(&glass->screenshot);
    navigation_finish(&glass->navigation);
    mailbox_free(glass->box);
    free(glass->event);
    display_close(&glass->display);
    free(glass);
}

struct mailbox *glass_mailbox(struct glass *glass) {
    return glass->box;
}

void glass_wake(struct glass *glass) {
    window_wake(glass->display.window);
}

static void take_window_events(struct glass *glass) {
    struct window_event event;
    while (window_next(glass->display.window, &event)) {
        if (event.kind == WINDOW_CLOSE)
            glass->closed = true;
        else if (event.kind == WINDOW_REDRAW)
            display_lay_out(&glass->display);
        else
            finger_event(&glass->finger, &event);
    }
}

void glass_take_posted(struct glass *glass) {
    const struct screen_session *session = &glass->navigation.session;
    while (mailbox_take(glass->box, 0, glass->event, NULL))
        events_take(&glass->events, glass->event);
    while (!session->shown && tickets_waiting(&glass->navigation.tickets)) {
        int left = (int)(session->entered_ms + ANSWER_WAIT_MS - clock_ticks_ms());
        if (left <= 0 || !mailbox_take(glass->box, left, glass->event, NULL)) return;
        events_take(&glass->events, glass->event);
    }
}

static void take_time(struct glass *glass, int64_t now_ms) {
    struct screen_session *session = &glass->navigation.session;
    int64_t left = session_left_ms(session, now_ms);
    presenter_time(&glass->presenter, left);
    bool recording = glass->spoken.state.kind == VOICE_NOTE_RECORDING;
    bool in_use = (glass->aloud.speaking || recording) && !session->screen->brief;
    if (in_use && left >= 0)
        session_touched(session);
    else if (left == 0)
        navigation_time_out(&glass->navigation);
}

static void draw(struct glass *glass, int64_t now_ms) {
    const struct navigation *nav = &glass->navigation;
    struct display *d = &glass->display;
    const struct glass_hook *hook = glass->config.hook;
    int64_t start_ns = clock_trace_ns();
    presenter_draw(&glass->presenter, now_ms);
    if (hook) hook->frame(hook->to, clock_trace_ns() - start_ns);
    if (!tickets_waiting(&nav->tickets)) aloud_settled(&glass->aloud);
    if (!d->dirty && (glass->finger.down || nav->session.screen != nav->screens->attract))
        motion_keep(&d->motion, &d->ui.canvas.pixels);
    if (glass->glyphs_warmed) return;
    glass->glyphs_warmed = true; /* after the first frame, which must not be delayed */
    warm_glyphs(&d->ui);
}

static void report_healthy(struct glass *glass) {
    bool healthy = glass->warm.welcome && glass->events.store_reported &&
                   glass->display.hall.store_open && glass->calls.healthy;
    if (healthy && !glass->reported_healthy)
        glass->reported_healthy = glass->calls.healthy(glass->calls.to);
}

static void sooner(int64_t *wait_ms, int64_t at_ms, int64_t now_ms) {
    int64_t left = at_ms > now_ms ? at_ms - now_ms : 0;
    if (*wait_ms < 0 || left < *wait_ms) *wait_ms = left;
}

/* Until the time-out, or until the question before it, or until the question's next second. */
static void sooner_time_out(const struct glass *glass, int64_t *wait_ms, int64_t now_ms) {
    const struct screen_session *session = &glass->navigation.session;
    int64_t left = session_left_ms(session, now_ms);
    bool warns = !session->screen->brief;
    if (left < 0) return;
    if (warns && left <= SESSION_WARN_MS)
        sooner(wait_ms, now_ms + (left - 1) % 1000 + 1, now_ms);
    else
        sooner(wait_ms, now_ms + left - (warns ? SESSION_WARN_MS : 0), now_ms);
}

/* The next moment at which something on the glass changes by itself. */
static int wait_ms(const struct glass *glass, int64_t now_ms, int64_t drawn_ms) {
    int64_t entered_ms = glass->navigation.session.entered_ms, next_frame_ms = drawn_ms + FRAME_MS;
    int64_t wait = -1, overdue = tickets_overdue_at_ms(&glass->navigation.tickets);
    if (overdue >= 0) sooner(&wait, overdue, now_ms);
    if (glass->display.dirty) sooner(&wait, next_frame_ms, now_ms);
    if (glass->screenshot.asked_ms) sooner(&wait, now_ms + SCREENSHOT_POLL_MS, now_ms);
    sooner(&wait, now_ms + MINUTE_MS - clock_now().utc_ms % MINUTE_MS, now_ms);
    int64_t next = presenter_next_ms(&glass->presenter);
    if (next >= 0) {
        int64_t at = entered_ms + next;
        sooner(&wait, at < next_frame_ms ? next_frame_ms : at, now_ms);
    }
    sooner_time_out(glass, &wait, now_ms);
    return (int)wait;
}

static bool has_changed(const struct glass *glass, int64_t now_ms) {
    const struct canvas *canvas = &glass->display.ui.canvas;
    int64_t next = presenter_next_ms(&glass->presenter);
    bool by_itself = next >= 0 && now_ms - glass->navigation.session.entered_ms >= next;
    return by_itself || (pictures_news(canvas->pictures) && canvas->waiting);
}

/* For `screenshot_path`: once the first page has settled. */
static void write_first_page(struct glass *glass, int64_t since_ms) {
    struct why why = {0};
    if (since_ms < SETTLED_MS) return;
    if (png_write(&glass->display.ui.canvas.pixels, glass->config.screenshot_path, &why) !=
        ERR_NONE)
        log_error("glass", "%s", why.text);
    glass->closed = true;
}

static void take_events(struct glass *glass, int64_t now_ms) {
    const struct glass_hook *hook = glass->config.hook;
    take_window_events(glass);
    glass_take_posted(glass);
    if (hook) hook->turn(hook->to);
    take_time(glass, now_ms);
    tickets_ask_overdue(&glass->navigation.tickets, now_ms);
    glass_take_posted(glass);
}

/* How long to sleep; a page may be warmed instead. */
static int rest_ms(struct glass *glass, int64_t drawn_ms) {
    const struct glass_hook *hook = glass->config.hook;
    bool driven = glass->config.screenshot_path || (hook && hook->drawn(hook->to));
    int wait = wait_ms(glass, clock_ticks_ms(), drawn_ms);
    int warm = (int)warm_when_idle(&glass->warm, clock_ticks_ms());
    if (warm >= 0 && (wait < 0 || warm < wait)) wait = warm;
    if (glass->config.pulse && wait > STIR_MS) wait = STIR_MS;
    return driven && wait > DRIVEN_MS ? DRIVEN_MS : wait;
}

void glass_run(struct glass *glass, const bool *stop) {
    struct navigation *nav = &glass->navigation;
    int64_t drawn_ms = 0, began_ms = clock_ticks_ms();
    navigation_go(nav, nav->screens->attract, NULL, NULL);
    while (!__atomic_load_n(stop, __ATOMIC_ACQUIRE) && !glass->closed) {
        int64_t now_ms = clock_ticks_ms();
        pulse_beat(glass->config.pulse, LIFE_MS);
        take_events(glass, now_ms);
        glass->display.dirty |= has_changed(glass, now_ms);
        if (glass->display.dirty) {
            drawn_ms = clock_ticks_ms();
            draw(glass, drawn_ms);
        }
        report_healthy(glass);
        screenshot_turn(&glass->screenshot, nav->session.screen->open, nav->session.shown,
                        clock_ticks_ms());
        if (glass->config.screenshot_path) write_first_page(glass, clock_ticks_ms() - began_ms);
        window_wait(glass->display.window, rest_ms(glass, drawn_ms));
    }
}
