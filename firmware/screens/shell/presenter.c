/* presenter: one frame.
 * An outcome is reported once, after the display has taken the first frame that shows it. */
#include "screens/shell/presenter.h"

#include "base/clock.h"

#include <time.h>

#define MINUTE_MS 60000
#define WANDER_UNITS 5 /* at most about a millimetre: enough against burn-in, hardly visible */

static bool stands_still(const struct presenter *p) {
    return p->config->still && p->navigation->session.screen->turn_ms > 0;
}

static int64_t since_ms(const struct presenter *p, int64_t now_ms) {
    const struct screen_session *session = &p->navigation->session;
    int64_t since = now_ms - session->entered_ms, turn = session->screen->turn_ms;
    return stands_still(p) ? since - since % turn + turn - 1 : since;
}

int64_t presenter_next_ms(const struct presenter *p) {
    const struct screen_session *session = &p->navigation->session;
    int64_t since = p->navigation->display->frame.since_ms;
    if (!session->screen->next_ms) return -1;
    int64_t next = session->screen->next_ms(session->state, since);
    return stands_still(p) && next >= 0 ? since + 1 : next;
}

void presenter_time(struct presenter *p, int64_t left_ms) {
    struct display *d = p->navigation->display;
    int64_t utc_ms = clock_now().utc_ms;
    bool warns = session_warns(&p->navigation->session, left_ms);
    d->hall.utc_ms = utc_ms;
    d->dirty |= utc_ms / MINUTE_MS != p->minute;
    d->dirty |= warns && (d->frame.left_ms + 999) / 1000 != (left_ms + 999) / 1000;
    d->dirty |= warns != d->frame.warning;
}

/* On attract, against burn-in, the picture moves a little each minute; at night it is dimmed. */
static void protect_panel(const struct presenter *p) {
    const struct glass_config *c = p->config;
    struct navigation *nav = p->navigation;
    struct display *d = nav->display;
    time_t now = (time_t)(d->hall.utc_ms / 1000);
    struct tm local;
    int dx, dy;
    if (nav->session.screen != nav->screens->attract || !localtime_r(&now, &local)) return;
    motion_wander(d->hall.utc_ms / MINUTE_MS, ui_u(&d->ui, WANDER_UNITS), &dx, &dy);
    pixels_shift(&d->ui.canvas.pixels, dx, dy);
    if (motion_is_night(c->night_from_min, c->night_to_min, local.tm_hour * 60 + local.tm_min))
        pixels_dim(&d->ui.canvas.pixels, c->night_brightness);
}

static void present(struct presenter *p) {
    struct navigation *nav = p->navigation;
    struct screen_session *session = &nav->session;
    if (!window_present(nav->display->window, &nav->display->ui.canvas.pixels)) return;
    p->frames++;
    if (session->shown || !p->calls->presented) return;
    session->shown = true;
    const struct outcome *outcome = session->has_outcome ? &session->outcome : NULL;
    int64_t cause_ns = outcome ? outcome->tap_seen_ns : nav->touched_ns;
    nav->touched_ns = 0;
    p->calls->presented(p->calls->to, outcome, session->screen->name, cause_ns, clock_trace_ns());
}

static void fill_frame(const struct presenter *p, struct frame *frame, int64_t now_ms) {
    const struct navigation *nav = p->navigation;
    frame->since_ms = since_ms(p, now_ms);
    frame->left_ms = session_left_ms(&nav->session, now_ms);
    frame->warning = session_warns(&nav->session, frame->left_ms);
    frame->reading = !p->calls->speak       ? READING_NONE
                     : nav->aloud->speaking ? READING_NOW
                                            : READING_READY;
    frame->reads_all = nav->aloud->reads_all;
    frame->can_record = p->calls->voice_note != NULL;
    frame->voice_note = nav->spoken->state;
}

void presenter_draw(struct presenter *p, int64_t now_ms) {
    struct navigation *nav = p->navigation;
    struct display *d = nav->display;
    scroll_step(&nav->scroll, d, now_ms);
    d->dirty = nav->scroll.moving || d->motion.moving;
    fill_frame(p, &d->frame, now_ms);
    p->minute = d->hall.utc_ms / MINUTE_MS;
    frame_draw(&d->frame);
    protect_panel(p);
    motion_draw(&d->motion, &d->ui.canvas.pixels, now_ms);
    motion_changed(&d->motion);
    present(p);
}
