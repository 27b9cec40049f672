/* glass: the loop.
 *
 *   wait (event, wake, or the next deadline) -> fingers and mailbox -> time-outs -> draw if dirty
 *
 * 1. Nothing is drawn unless something changed.
 * 2. The outcome is traced after the frame that shows it was handed to the display, once. */
#include "screens/shell/glass.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/mailbox.h"
#include "base/pulse.h"
#include "screens/shell/drive.h"
#include "screens/shell/glass_private.h"
#include "screens/shell/list.h"
#include "ui/png.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MAILBOX_SLOTS 24
#define PICTURE_BYTES (12 << 20) /* two that fade, on a panel of 1080x1920 */
#define LARGE_BYTES (256 << 10)
#define MINUTE_MS 60000
#define FRAME_MS 16
#define SETTLED_MS 1500 /* the store is open, what was asked for is there, pictures are decoded */
#define WANDER_UNITS 5  /* about a millimetre at most: hardly seen, enough for a panel */
#define STIR_MS 5000    /* awake at least so often, to show life */
#define PICTURE_LOOK_MS 200 /* while a page settles for a picture */
#define LIFE_MS 20000       /* STIR_MS, and the slowest frame of the slowest board, many times */
#define DRIVEN_MS 3         /* between two looks at whether the drive's wish has come true */

static enum err open_window(struct glass *glass, struct why *why) {
    struct window_config window = {.title = glass->config.station,
                                   .width = glass->config.width_px,
                                   .height = glass->config.height_px,
                                   .rotation = glass->config.rotation,
                                   .full_screen = glass->config.full_screen};
    return window_open(&window, why, &glass->window);
}

static enum err open_ui(struct glass *glass, struct why *why) {
    struct ui_config ui = {.assets_folder = glass->config.assets_folder,
                           .blob_folder = glass->config.blob_folder,
                           .keys = word_keys,
                           .key_count = WORD_COUNT,
                           .picture_bytes = PICTURE_BYTES,
                           .wake = window_wake,
                           .wake_arg = glass->window};
    enum err e = ui_open(&glass->ui, &ui, why);
    glass->ui.language = strcmp(glass->config.language, "en") == 0;
    return e;
}

static enum err open_parts(struct glass *glass, struct why *why) {
    enum err e = open_window(glass, why);
    if (!e) e = open_ui(glass, why);
    if (e) return e;
    glass->box = mailbox_new(MAILBOX_SLOTS, sizeof(struct glass_event), window_wake, glass->window);
    glass->event = calloc(1, sizeof *glass->event);
    if (!glass->box || !glass->event) return why_set(why, ERR_NO_MEMORY, "glass");
    return drive_open(glass, why, &glass->drive);
}

enum err glass_open(const struct glass_config *config, const struct glass_calls *calls,
                    struct why *why, struct glass **ret_glass) {
    struct glass *glass = calloc(1, sizeof *glass);
    if (!glass) return why_set(why, ERR_NO_MEMORY, "glass");
    mallopt(M_MMAP_THRESHOLD,
            LARGE_BYTES); /* a decoded picture goes back to the system when it is freed */
    glass->config = *config;
    glass->calls = *calls;
    enum err e = open_parts(glass, why);
    if (e) {
        glass_close(glass);
        return why_add(why, e, "glass");
    }
    TEXT_COPY(glass->hall.station, config->station);
    engines_init(&glass->engines, config->assets_folder);
    glass->hall.reader_up = glass->hall.store_open = true; /* until somebody says otherwise */
    glass->hall.utc_ms = clock_now().utc_ms;
    glass_relook(glass);
    *ret_glass = glass;
    return ERR_NONE;
}

void glass_close(struct glass *glass) {
    if (!glass) return;
    drive_close(glass->drive);
    picture_finish(glass);
    if (glass->visit.state) {
        explicit_bzero(glass->visit.state, glass->visit.screen->state_size);
        free(glass->visit.state);
    }
    engines_finish(&glass->engines);
    motion_finish(&glass->motion);
    ui_finish(&glass->ui);
    mailbox_free(glass->box);
    free(glass->event);
    window_close(glass->window);
    free(glass);
}

struct mailbox *glass_mailbox(struct glass *glass) {
    return glass->box;
}

void glass_wake(struct glass *glass) {
    window_wake(glass->window);
}

void glass_relook(struct glass *glass) {
    int width, height;
    struct why why;
    window_size(glass->window, &width, &height);
    if (width < 1 || height < 1) return; /* unplugged: wait for a display */
    struct metrics m =
        metrics_make(width, height, glass->config.diagonal_mm, glass->text_size, glass->low);
    glass->ui.theme = glass->contrast ? &theme_contrast : &theme_day;
    struct pixels on = window_pixels(glass->window);
    glass->dirty = ui_set_metrics(&glass->ui, &m, &on, &why) == ERR_NONE;
    glass->frame.overflows = false;
    motion_stop(&glass->motion);
}

void glass_usual_look(struct glass *glass) {
    glass->look_of = 0;
    glass->reads_all = false;
    if (glass->louder && glass->calls.louder) glass->calls.louder(glass->calls.to, 0);
    glass->louder = 0;
    if (glass->text_size == TEXT_NORMAL && !glass->low && !glass->contrast) return;
    glass->text_size = TEXT_NORMAL;
    glass->low = glass->contrast = false;
    glass_relook(glass);
}

static void take_events(struct glass *glass) {
    struct window_event event;
    while (window_next(glass->window, &event)) {
        if (event.kind == WINDOW_CLOSE)
            glass->closed = true;
        else if (event.kind == WINDOW_REDRAW)
            glass_relook(glass);
        else
            finger_event(glass, &event);
    }
    while (mailbox_take(glass->box, 0, glass->event, NULL)) visit_event(glass, glass->event);
    drive_serve(glass->drive);
}

static void take_time(struct glass *glass, int64_t now_ms) {
    int64_t utc_ms = clock_now().utc_ms, left = visit_left_ms(glass, now_ms);
    glass->dirty |= utc_ms / MINUTE_MS != glass->minute;
    glass->hall.utc_ms = utc_ms;
    bool warns = left >= 0 && left <= WARN_MS && !glass->visit.screen->brief;
    glass->dirty |= warns && (glass->frame.left_ms + 999) / 1000 != (left + 999) / 1000;
    glass->dirty |= warns != glass->frame.warning;
    bool recording = glass->voice_note.kind == VOICE_NOTE_RECORDING;
    if ((glass->speaking || recording) && !glass->visit.screen->brief && left >= 0) {
        visit_touched(glass); /* somebody listens, or speaks */
        return;
    }
    if (left != 0) return;
    glass_usual_look(glass);
    visit_go(glass, &screen_attract, NULL, NULL);
}

static void present(struct glass *glass) {
    struct visit *visit = &glass->visit;
    if (!window_present(glass->window, &glass->ui.canvas.pixels)) return;
    glass->frames++;
    if (visit->shown || !glass->calls.presented) return;
    visit->shown = true;
    const struct outcome *outcome = visit->has_outcome ? &visit->outcome : NULL;
    int64_t cause_ns = outcome ? outcome->tap_seen_ns : glass->touched_ns;
    glass->touched_ns = 0;
    glass->calls.presented(glass->calls.to, outcome, visit->screen->name, cause_ns,
                           clock_trace_ns());
}

/* Nobody is there: the picture wanders a little, and is dark at night. */
static void rest(struct glass *glass) {
    const struct glass_config *c = &glass->config;
    time_t now = (time_t)(glass->hall.utc_ms / 1000);
    struct tm local;
    int dx, dy;
    if (glass->visit.screen != &screen_attract || !localtime_r(&now, &local)) return;
    motion_wander(glass->hall.utc_ms / MINUTE_MS, ui_u(&glass->ui, WANDER_UNITS), &dx, &dy);
    pixels_shift(&glass->ui.canvas.pixels, dx, dy);
    if (motion_is_night(c->night_from_min, c->night_to_min, local.tm_hour * 60 + local.tm_min))
        pixels_dim(&glass->ui.canvas.pixels, c->night_brightness);
}

static bool stands_still(const struct glass *glass) {
    return glass->config.still && glass->visit.screen->turn_ms > 0;
}

static int64_t since_ms(const struct glass *glass, int64_t now_ms) {
    int64_t since = now_ms - glass->visit.entered_ms, turn = glass->visit.screen->turn_ms;
    return stands_still(glass) ? since - since % turn + turn - 1 : since;
}

/* When the page next changes by itself, in ms since entering; -1: never. */
static int64_t next_ms(const struct glass *glass) {
    const struct visit *visit = &glass->visit;
    if (!visit->screen->next_ms) return -1;
    int64_t next = visit->screen->next_ms(visit->state, glass->frame.since_ms);
    return stands_still(glass) && next >= 0 ? glass->frame.since_ms + 1 : next;
}

static void draw(struct glass *glass, int64_t now_ms) {
    int64_t left = visit_left_ms(glass, now_ms);
    glass->dirty = false;
    finger_scroll_step(glass, now_ms);
    glass->dirty = glass->scroll.moving || glass->motion.moving;
    glass->frame.since_ms = since_ms(glass, now_ms);
    glass->frame.left_ms = left;
    glass->frame.warning = left >= 0 && left <= WARN_MS && !glass->visit.screen->brief;
    glass->frame.reading = !glass->calls.speak ? READING_NONE
                           : glass->speaking   ? READING_NOW
                                               : READING_READY;
    glass->frame.reads_all = glass->reads_all;
    glass->frame.can_record = glass->calls.voice_note != NULL;
    glass->frame.voice_note = glass->voice_note;
    glass->minute = glass->hall.utc_ms / MINUTE_MS;
    int64_t start_ns = clock_trace_ns();
    frame_draw(&glass->frame);
    rest(glass);
    motion_draw(&glass->motion, &glass->ui.canvas.pixels, now_ms);
    motion_changed(&glass->motion);
    present(glass);
    drive_note_frame(glass->drive, clock_trace_ns() - start_ns);
    aloud_settled(glass);
    if (!glass->dirty && (glass->finger.down || glass->visit.screen != &screen_attract))
        motion_keep(&glass->motion, &glass->ui.canvas.pixels);
    if (glass->warmed) return;
    glass->warmed = true; /* after the first frame, which must not wait for it */
    glass_warm(glass);
}

static void tell_well(struct glass *glass) {
    bool well =
        glass->welcome_warmed && glass->store_heard && glass->hall.store_open && glass->calls.well;
    if (well && !glass->told_well) glass->told_well = glass->calls.well(glass->calls.to);
}

static void sooner(int64_t *wait_ms, int64_t at_ms, int64_t now_ms) {
    int64_t left = at_ms > now_ms ? at_ms - now_ms : 0;
    if (*wait_ms < 0 || left < *wait_ms) *wait_ms = left;
}

/* The next moment at which something on the glass changes by itself. */
static int wait_ms(const struct glass *glass, int64_t now_ms, int64_t drawn_ms) {
    const struct visit *visit = &glass->visit;
    int64_t wait = -1, left = visit_left_ms(glass, now_ms), overdue = visit_overdue_at_ms(glass);
    if (overdue >= 0) sooner(&wait, overdue, now_ms);
    if (glass->dirty) sooner(&wait, drawn_ms + FRAME_MS, now_ms);
    if (glass->picture.asked_ms) sooner(&wait, now_ms + PICTURE_LOOK_MS, now_ms);
    sooner(&wait, now_ms + MINUTE_MS - clock_now().utc_ms % MINUTE_MS, now_ms);
    int64_t next = next_ms(glass);
    if (next >= 0)
        sooner(&wait,
               visit->entered_ms + next < drawn_ms + FRAME_MS ? drawn_ms + FRAME_MS
                                                              : visit->entered_ms + next,
               now_ms);
    if (left < 0) return (int)wait;
    bool warns = !visit->screen->brief;
    if (warns && left <= WARN_MS)
        sooner(&wait, now_ms + (left - 1) % 1000 + 1, now_ms);
    else
        sooner(&wait, now_ms + left - (warns ? WARN_MS : 0), now_ms);
    return (int)wait;
}

static bool self_changed(const struct glass *glass, int64_t now_ms) {
    int64_t next = next_ms(glass);
    return next >= 0 && now_ms - glass->visit.entered_ms >= next;
}

/* Once what is shown has settled. */
static void take_screenshot(struct glass *glass, int64_t since_ms) {
    struct why why = {0};
    if (since_ms < SETTLED_MS) return;
    if (png_write(&glass->ui.canvas.pixels, glass->config.screenshot_path, &why) != ERR_NONE)
        log_error("glass", "%s", why.text);
    glass->closed = true;
}

void glass_run(struct glass *glass, const bool *stop) {
    int64_t drawn_ms = 0, began_ms = clock_ticks_ms();
    visit_go(glass, &screen_attract, NULL, NULL);
    while (!__atomic_load_n(stop, __ATOMIC_ACQUIRE) && !glass->closed) {
        int64_t now_ms = clock_ticks_ms();
        pulse_beat(glass->config.pulse, LIFE_MS);
        take_events(glass);
        take_time(glass, now_ms);
        visit_ask_overdue(glass, now_ms);
        glass->dirty |= self_changed(glass, now_ms) ||
                        (pictures_news(glass->ui.canvas.pictures) && glass->ui.canvas.waiting);
        if (glass->dirty) {
            drawn_ms = now_ms = clock_ticks_ms();
            draw(glass, now_ms);
        }
        tell_well(glass);
        picture_turn(glass, clock_ticks_ms());
        if (glass->config.screenshot_path) take_screenshot(glass, clock_ticks_ms() - began_ms);
        bool driven = glass->config.screenshot_path || drive_drawn(glass->drive);
        int wait = wait_ms(glass, clock_ticks_ms(), drawn_ms);
        int warm = (int)glass_warm_on(glass, clock_ticks_ms());
        if (warm >= 0 && (wait < 0 || warm < wait)) wait = warm;
        if (glass->config.pulse && wait > STIR_MS) wait = STIR_MS;
        window_wait(glass->window, driven && wait > DRIVEN_MS ? DRIVEN_MS : wait);
    }
}
