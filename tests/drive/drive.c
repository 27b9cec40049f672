/* drive: a line protocol on a unix socket. A thread reads lines and posts them; the ui thread
 * carries them out one after the other and answers each with one line, "ok ..." or "error ...".
 *
 *   touch X Y | touch LABEL      drag X1 Y1 X2 Y2 MS      screen | text | widgets | frames
 *   stroke X,Y X,Y ...           (thousandths of the pad, from point to point)
 *   aloud                        (speaking or silent, and what is read)
 *   size (of the frame)          pixel X Y (its colour)
 *   look                         (text size, contrast, position)
 *   frame-times                  (of the frames since it was last asked)
 *   shot FILE.png                wait SCREEN MS           set size|language|contrast|low VALUE
 *
 * Touches are real events. touch, drag and set are answered when the glass has come to rest. */
#include "drive.h"

#include "drive_private.h"

#include "base/bytes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SET_REST_MS 1500

static void set(struct drive *drive, const char *rest) {
    struct view_state now;
    char what[16], value[16];
    if (sscanf(rest, "%15s %15s", what, value) != 2) {
        answer_now(&drive->answer, "error set WHAT VALUE");
        return;
    }
    view_state(drive->glass, &now);
    if (strcmp(what, "size") == 0)
        now.text_size = strcmp(value, "huge") == 0    ? TEXT_HUGE
                        : strcmp(value, "large") == 0 ? TEXT_LARGE
                                                      : TEXT_NORMAL;
    if (strcmp(what, "contrast") == 0) now.contrast = strcmp(value, "on") == 0;
    if (strcmp(what, "low") == 0) now.low = strcmp(value, "on") == 0;
    if (strcmp(what, "language") == 0)
        view_set_language(drive->glass, strcmp(value, "en") == 0);
    else
        view_set_appearance(drive->glass, now.text_size, now.contrast, now.low);
    answer_at_rest(&drive->answer, NULL, SET_REST_MS);
}

static void wait_for_screen(struct drive *drive, const char *rest) {
    char screen[48];
    long long ms;
    if (sscanf(rest, "%47s %lld", screen, &ms) == 2)
        answer_at_rest(&drive->answer, screen, ms);
    else
        answer_now(&drive->answer, "error wait SCREEN MS");
}

static const struct {
    const char *name;
    void (*run)(struct drive *drive, const char *rest);
} requests[] = {
    {"touch", touch_tap},
    {"drag", touch_drag},
    {"stroke", touch_stroke},
    {"screen", show_screen},
    {"text", show_words},
    {"widgets", show_widgets},
    {"frames", show_frames},
    {"aloud", show_aloud},
    {"size", show_size},
    {"pixel", show_pixel},
    {"shot", show_shot},
    {"look", show_appearance},
    {"set", set},
    {"frame-times", times_show},
    {"wait", wait_for_screen},
};

static void run_line(struct drive *drive, char *line) {
    char *rest = strchr(line, ' ');
    if (rest)
        *rest++ = '\0';
    else
        rest = line + strlen(line);
    for (size_t i = 0; i < ARRAY_LENGTH(requests); i++) {
        if (strcmp(line, requests[i].name) != 0) continue;
        requests[i].run(drive, rest);
        return;
    }
    answer_now(&drive->answer, "error unknown request");
}

static void turn(void *to) {
    struct drive *drive = to;
    struct request request;
    drive->answer.fresh = false;
    touch_turn(drive);
    while (drive->answer.pending == PENDING_NONE &&
           mailbox_take(drive->socket.box, 0, &request, NULL)) {
        drive->answer.fd = request.fd;
        run_line(drive, request.line);
    }
}

static bool drawn(void *to) {
    struct drive *drive = to;
    return answer_when_due(&drive->answer, drive->glass, drive->drag.moving);
}

static void frame(void *to, int64_t ns) {
    times_add(((struct drive *)to)->times, ns);
}

static void wake(void *to) {
    glass_wake(((struct drive *)to)->glass);
}

static enum err open_drive(void *to, struct glass *glass, struct why *why) {
    struct drive *drive = to;
    drive->glass = glass;
    return socket_open(&drive->socket, drive->path, wake, drive, why);
}

static void close_drive(void *to) {
    struct drive *drive = to;
    struct glass_hook *hook = drive->hook;
    socket_close(&drive->socket);
    times_free(drive->times);
    free(drive);
    free(hook);
}

struct glass_hook *drive_hook(const char *path) {
    struct drive *drive = calloc(1, sizeof *drive);
    struct frame_times *times = times_new();
    struct glass_hook *hook = calloc(1, sizeof *hook);
    if (!drive || !times || !hook) {
        free(drive);
        times_free(times);
        free(hook);
        return NULL;
    }
    socket_init(&drive->socket);
    TEXT_COPY(drive->path, path);
    drive->hook = hook;
    drive->times = times;
    *hook = (struct glass_hook){.to = drive,
                                .open = open_drive,
                                .close = close_drive,
                                .turn = turn,
                                .drawn = drawn,
                                .frame = frame};
    return hook;
}
