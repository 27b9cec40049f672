/* picture: the glass as a PNG file, for staff at the station.
 *
 *   asked --an open page, drawn and at rest--> copied --thread--> scaled, written --> the desk
 *        \--anything else on the glass, or a page that does not settle--> in use
 * 1. Only a page that shows nothing of anybody is copied (struct screen, open), and never while a
 *    member's own look is on it or an older page still fades.
 * 2. The glass waits for neither the scaling nor the writing. */
#include "base/bytes.h"
#include "base/clock.h"
#include "base/log.h"
#include "screens/shell/glass_private.h"
#include "ui/png.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SETTLES_MS 3000 /* a page whose pictures are being decoded */

void picture_asked(struct glass *glass, int64_t asked_ms) {
    if (!glass->config.picture_path || glass->picture.writing) return; /* the desk asks again */
    glass->picture.asked_ms = asked_ms;
    glass->picture.began_ms = clock_ticks_ms();
}

static void say(struct glass *glass, enum screenshot_result what) {
    struct intent intent = {.kind = INTENT_SCREENSHOT};
    intent.u.screenshot.asked_ms = glass->picture.asked_ms;
    intent.u.screenshot.what = what;
    glass->picture.asked_ms = 0;
    if (!glass->calls.ask(glass->calls.to, &intent))
        log_warn("glass", "the desk did not take a picture's end");
}

/* At most SCREENSHOT_SIDE_MAX on the longer side; at NULL: no memory. */
static struct pixels smaller(const struct pixels *from) {
    int longer = from->width > from->height ? from->width : from->height;
    struct pixels to = {.width = from->width, .height = from->height};
    if (longer > SCREENSHOT_SIDE_MAX) {
        to.width = from->width * SCREENSHOT_SIDE_MAX / longer;
        to.height = from->height * SCREENSHOT_SIDE_MAX / longer;
    }
    to.stride = to.width;
    to.at = malloc((size_t)to.width * (size_t)to.height * sizeof *to.at);
    if (to.at) pixels_reduce(&to, from);
    return to;
}

static enum err write_file(const struct glass *glass, struct why *why) {
    char part[400];
    struct pixels small = smaller(&glass->picture.copy);
    if (!small.at) return why_set(why, ERR_NO_MEMORY, "no memory for a picture");
    snprintf(part, sizeof part, "%s.part", glass->config.picture_path);
    enum err e = png_write(&small, part, why);
    free(small.at);
    if (e == ERR_NONE && rename(part, glass->config.picture_path) != 0)
        e = why_set(why, ERR_IO, "%s: cannot be renamed", part);
    if (e != ERR_NONE) unlink(part);
    return e;
}

static void *run(void *arg) {
    struct glass *glass = arg;
    struct why why = {0};
    pthread_setname_np(pthread_self(), "picture");
    glass->picture.good = write_file(glass, &why) == ERR_NONE;
    if (!glass->picture.good) log_warn("glass", "%s", why.text);
    __atomic_store_n(&glass->picture.written, true, __ATOMIC_RELEASE);
    window_wake(glass->window);
    return NULL;
}

/* A copy without a gap between its rows; false: no memory. */
static bool copy(struct glass *glass) {
    const struct pixels *now = &glass->ui.canvas.pixels;
    struct pixels *to = &glass->picture.copy;
    *to = (struct pixels){.width = now->width, .height = now->height, .stride = now->width};
    if (now->width < 1 || now->height < 1 || !now->at) return false;
    to->at = malloc((size_t)to->width * (size_t)to->height * sizeof *to->at);
    for (int y = 0; to->at && y < to->height; y++)
        memcpy(to->at + (size_t)y * (size_t)to->stride, now->at + (size_t)y * (size_t)now->stride,
               (size_t)to->width * sizeof *to->at);
    return to->at != NULL;
}

static bool begin(struct glass *glass) {
    struct picture *p = &glass->picture;
    sigset_t all, old;
    if (!copy(glass)) return false;
    p->written = p->good = false;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    p->writing = pthread_create(&p->thread, NULL, run, glass) == 0;
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    if (!p->writing) free(p->copy.at);
    return p->writing;
}

static void end(struct glass *glass) {
    pthread_join(glass->picture.thread, NULL);
    free(glass->picture.copy.at);
    glass->picture.writing = false;
    say(glass, glass->picture.good ? SCREENSHOT_TAKEN : SCREENSHOT_FAILED);
}

static bool is_open(const struct glass *glass) {
    return glass->visit.screen && glass->visit.screen->open && glass->look_of == 0;
}

static bool is_at_rest(const struct glass *glass) {
    return !glass->dirty && glass->visit.shown && !glass->motion.moving;
}

void picture_turn(struct glass *glass, int64_t now_ms) {
    struct picture *p = &glass->picture;
    if (p->writing && __atomic_load_n(&p->written, __ATOMIC_ACQUIRE)) end(glass);
    if (p->writing || p->asked_ms == 0) return;
    bool late = now_ms - p->began_ms > SETTLES_MS;
    if (!is_open(glass)) {
        say(glass, SCREENSHOT_IN_USE);
    } else if (!is_at_rest(glass) || (glass->ui.canvas.waiting && !late)) {
        if (late) say(glass, SCREENSHOT_IN_USE);
    } else if (!begin(glass)) {
        say(glass, SCREENSHOT_FAILED);
    }
}

void picture_finish(struct glass *glass) {
    if (!glass->picture.writing) return;
    pthread_join(glass->picture.thread, NULL);
    free(glass->picture.copy.at);
    glass->picture.writing = false;
}
