/* screenshot: copies the frame, then scales and writes it on a thread.
 *
 *   asked --an open page, drawn and at rest--> copied --thread--> scaled, written --> the desk
 *        \--any other page, or one that does not settle--> in use
 *
 * 1. Only a page that shows no personal data is copied (struct screen, open), and never while a
 *    member's own appearance is on it or an older page still fades.
 * 2. The loop waits neither for the scaling nor for the writing. */
#include "screens/shell/screenshot.h"

#include "base/bytes.h"
#include "base/clock.h"
#include "base/log.h"
#include "ui/png.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SETTLES_MS 3000 /* enough to decode the pictures of a page */

void screenshot_asked(struct screenshot *s, int64_t asked_ms) {
    if (!s->path || s->writing) return; /* the desk asks again */
    s->asked_ms = asked_ms;
    s->began_ms = clock_ticks_ms();
}

static void report(struct screenshot *s, enum screenshot_result what) {
    struct intent intent = {.kind = INTENT_SCREENSHOT};
    intent.u.screenshot.asked_ms = s->asked_ms;
    intent.u.screenshot.what = what;
    s->asked_ms = 0;
    if (!s->calls->ask(s->calls->to, &intent))
        log_warn("glass", "the desk's mailbox is full: the result of a screenshot was dropped");
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

static enum err write_file(const struct screenshot *s, struct why *why) {
    char part[400];
    struct pixels small = smaller(&s->copy);
    if (!small.at) return why_set(why, ERR_NO_MEMORY, "no memory for a screenshot");
    snprintf(part, sizeof part, "%s.part", s->path);
    enum err e = png_write(&small, part, why);
    free(small.at);
    if (e == ERR_NONE && rename(part, s->path) != 0)
        e = why_set(why, ERR_IO, "%s: cannot be renamed", part);
    if (e != ERR_NONE) unlink(part);
    return e;
}

static void *run(void *arg) {
    struct screenshot *s = arg;
    struct why why = {0};
    pthread_setname_np(pthread_self(), "screenshot");
    s->good = write_file(s, &why) == ERR_NONE;
    if (!s->good) log_warn("glass", "%s", why.text);
    __atomic_store_n(&s->written, true, __ATOMIC_RELEASE);
    window_wake(s->display->window);
    return NULL;
}

/* A copy without a gap between its rows; false: no memory. */
static bool copy(struct screenshot *s) {
    const struct pixels *now = &s->display->ui.canvas.pixels;
    struct pixels *to = &s->copy;
    *to = (struct pixels){.width = now->width, .height = now->height, .stride = now->width};
    if (now->width < 1 || now->height < 1 || !now->at) return false;
    to->at = malloc((size_t)to->width * (size_t)to->height * sizeof *to->at);
    for (int y = 0; to->at && y < to->height; y++)
        memcpy(to->at + (size_t)y * (size_t)to->stride, now->at + (size_t)y * (size_t)now->stride,
               (size_t)to->width * sizeof *to->at);
    return to->at != NULL;
}

static bool begin(struct screenshot *s) {
    sigset_t all, old;
    if (!copy(s)) return false;
    s->written = s->good = false;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    s->writing = pthread_create(&s->thread, NULL, run, s) == 0;
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    if (!s->writing) free(s->copy.at);
    return s->writing;
}

void screenshot_turn(struct screenshot *s, bool open, bool shown, int64_t now_ms) {
    const struct display *d = s->display;
    if (s->writing && __atomic_load_n(&s->written, __ATOMIC_ACQUIRE)) {
        screenshot_finish(s);
        report(s, s->good ? SCREENSHOT_TAKEN : SCREENSHOT_FAILED);
    }
    if (s->writing || s->asked_ms == 0) return;
    bool late = now_ms - s->began_ms > SETTLES_MS;
    bool at_rest = !d->dirty && shown && !d->motion.moving;
    if (!open || d->appearance_of != 0) {
        report(s, SCREENSHOT_IN_USE);
    } else if (!at_rest || (d->ui.canvas.waiting && !late)) {
        if (late) report(s, SCREENSHOT_IN_USE);
    } else if (!begin(s)) {
        report(s, SCREENSHOT_FAILED);
    }
}

void screenshot_finish(struct screenshot *s) {
    if (!s->writing) return;
    pthread_join(s->thread, NULL);
    free(s->copy.at);
    s->writing = false;
}
