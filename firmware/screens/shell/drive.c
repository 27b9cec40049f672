/* drive: a line protocol on a unix socket. A thread reads lines and posts them; the ui thread does
 * them one after the other and answers, each with one line "ok ..." or "error ...".
 *
 *   touch X Y | touch LABEL      drag X1 Y1 X2 Y2 MS      screen | text | widgets | frames
 *   aloud (speaking or silent, and what is read)
 *   stroke X,Y X,Y ...           (thousandths of the pad, from point to point)
 *   size (of the picture)        pixel X Y (its colour)
 *   look (text size, contrast, position)
 *   frame-times (of the frames since it was last asked)
 *   shot FILE.png                wait SCREEN MS           set size|language|contrast|low VALUE
 *
 * Touches are real events. touch, drag and set are answered when the glass has come to rest. */
#include "screens/shell/drive.h"

#ifdef MUSTER_DRIVE

#include "base/clock.h"
#include "base/mailbox.h"
#include "screens/shell/glass_private.h"
#include "ui/png.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define LINE_BYTES 512
#define CLIENTS 4
#define FRAMES_NOTED 16384
#define FRAME_US 16600 /* of a display of 60 frames a second */
#define REST_MS 1500   /* a glass that never rests is answered for anyway */

struct request {
    int fd;
    char line[LINE_BYTES];
};

struct client {
    int fd; /* -1: free */
    size_t used;
    char bytes[LINE_BYTES];
};

enum pending { PENDING_NONE, PENDING_REST, PENDING_SCREEN };

struct drag {
    bool moving;
    int x1, y1, x2, y2;
    int64_t start_ms, length_ms;
};

struct drive {
    struct glass *glass;
    int listener, stop_pipe[2];
    pthread_t thread;
    bool started;
    bool untold; /* what was asked has not been through the event queue */
    struct mailbox *box;
    struct request now;
    enum pending pending;
    int64_t pending_until_ms;
    int frame_count;
    int32_t frame_us[FRAMES_NOTED];
    char pending_screen[48];
    struct drag drag;
    struct client clients[CLIENTS]; /* the thread's */
};

static void reply(struct drive *drive, const char *words) {
    char line[LINE_BYTES];
    int bytes = snprintf(line, sizeof line, "%s\n", words);
    if (bytes > 0 && send(drive->now.fd, line, (size_t)bytes, MSG_NOSIGNAL) < 0) {
    }
}

static void post_lines(struct drive *drive, struct client *client) {
    char *end;
    while ((end = memchr(client->bytes, '\n', client->used))) {
        struct request request = {.fd = client->fd};
        size_t bytes = (size_t)(end - client->bytes);
        memcpy(request.line, client->bytes, bytes);
        mailbox_post(drive->box, &request, sizeof request);
        client->used -= bytes + 1;
        memmove(client->bytes, end + 1, client->used);
    }
    if (client->used == sizeof client->bytes) client->used = 0;
}

static void read_client(struct drive *drive, struct client *client) {
    ssize_t got =
        read(client->fd, client->bytes + client->used, sizeof client->bytes - client->used);
    if (got > 0) {
        client->used += (size_t)got;
        post_lines(drive, client);
        return;
    }
    close(client->fd);
    *client = (struct client){.fd = -1};
}

static void accept_client(struct drive *drive) {
    int fd = accept4(drive->listener, NULL, NULL, SOCK_CLOEXEC);
    for (int i = 0; i < CLIENTS && fd >= 0; i++) {
        if (drive->clients[i].fd >= 0) continue;
        drive->clients[i] = (struct client){.fd = fd};
        return;
    }
    if (fd >= 0) close(fd);
}

static void *listen_thread(void *arg) {
    struct drive *drive = arg;
    for (;;) {
        struct pollfd fds[CLIENTS + 2] = {{drive->stop_pipe[0], POLLIN, 0},
                                          {drive->listener, POLLIN, 0}};
        for (int i = 0; i < CLIENTS; i++)
            fds[i + 2] = (struct pollfd){drive->clients[i].fd, POLLIN, 0};
        if (poll(fds, CLIENTS + 2, -1) < 0 && errno != EINTR) return NULL;
        if (fds[0].revents) return NULL;
        for (int i = 0; i < CLIENTS; i++)
            if (fds[i + 2].revents) read_client(drive, &drive->clients[i]);
        if (fds[1].revents) accept_client(drive);
    }
}

static bool start_listening(struct drive *drive, const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) return false;
    memcpy(address.sun_path, path, strlen(path));
    unlink(path);
    drive->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (drive->listener < 0 ||
        bind(drive->listener, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(drive->listener, CLIENTS) != 0 || pipe2(drive->stop_pipe, O_CLOEXEC) != 0)
        return false;
    sigset_t all, old;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    drive->started = pthread_create(&drive->thread, NULL, listen_thread, drive) == 0;
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    return drive->started;
}

enum err drive_open(struct glass *glass, struct why *why, struct drive **ret_drive) {
    if (!glass->config.drive_path) return ERR_NONE;
    struct drive *drive = calloc(1, sizeof *drive);
    if (!drive) return why_set(why, ERR_NO_MEMORY, "drive");
    drive->glass = glass;
    drive->listener = drive->stop_pipe[0] = drive->stop_pipe[1] = -1;
    for (int i = 0; i < CLIENTS; i++) drive->clients[i].fd = -1;
    drive->box = mailbox_new(32, sizeof(struct request), window_wake, glass->window);
    if (!drive->box || !start_listening(drive, glass->config.drive_path)) {
        drive_close(drive);
        return why_set(why, ERR_IO, "drive: %s: %s", glass->config.drive_path, strerror(errno));
    }
    *ret_drive = drive;
    return ERR_NONE;
}

void drive_close(struct drive *drive) {
    if (!drive) return;
    if (drive->started) {
        if (write(drive->stop_pipe[1], "", 1) < 0) {
        }
        pthread_join(drive->thread, NULL);
    }
    for (int i = 0; i < CLIENTS; i++)
        if (drive->clients[i].fd >= 0) close(drive->clients[i].fd);
    if (drive->listener >= 0) close(drive->listener);
    for (int i = 0; i < 2; i++)
        if (drive->stop_pipe[i] >= 0) close(drive->stop_pipe[i]);
    mailbox_free(drive->box);
    free(drive);
}

static void wait_for(struct drive *drive, enum pending what, int64_t timeout_ms) {
    drive->pending = what;
    drive->untold = true;
    drive->pending_until_ms = clock_ticks_ms() + timeout_ms;
}

static void do_touch(struct drive *drive, const char *rest) {
    int x, y, end = 0;
    if (sscanf(rest, "%d %d%n", &x, &y, &end) != 2 || rest[end] != '\0') {
        const struct shown *target = walk_target_named(&drive->glass->ui.walk, rest);
        if (!target) {
            reply(drive, "error no such target");
            return;
        }
        x = target->visible.x + target->visible.w / 2;
        y = target->visible.y + target->visible.h / 2;
    }
    window_touch(drive->glass->window, WINDOW_TOUCH_DOWN, x, y);
    window_touch(drive->glass->window, WINDOW_TOUCH_UP, x, y);
    wait_for(drive, PENDING_REST, REST_MS);
}

static void do_drag(struct drive *drive, const char *rest) {
    struct drag *d = &drive->drag;
    long long ms;
    if (sscanf(rest, "%d %d %d %d %lld", &d->x1, &d->y1, &d->x2, &d->y2, &ms) != 5) {
        reply(drive, "error drag X1 Y1 X2 Y2 MS");
        return;
    }
    d->moving = true;
    d->start_ms = clock_ticks_ms();
    d->length_ms = ms > 0 ? ms : 1;
    window_touch(drive->glass->window, WINDOW_TOUCH_DOWN, d->x1, d->y1);
    wait_for(drive, PENDING_REST, ms + REST_MS);
}

/* Down, along the points, up: on the pad that is shown. */
static void do_stroke(struct drive *drive, const char *rest) {
    const struct walk *walk = &drive->glass->ui.walk;
    struct rect pad = {0};
    int x = 0, y = 0, bytes, count = 0;
    for (int i = 0; i < walk->count; i++)
        if (walk->shown[i].pad) pad = walk->shown[i].visible;
    for (; pad.w && sscanf(rest, "%d,%d%n", &x, &y, &bytes) == 2; rest += bytes) {
        x = pad.x + x * pad.w / 1000;
        y = pad.y + y * pad.h / 1000;
        window_touch(drive->glass->window, count++ ? WINDOW_TOUCH_MOVE : WINDOW_TOUCH_DOWN, x, y);
    }
    if (count == 0) {
        reply(drive, "error no pad, or not X,Y X,Y ...");
        return;
    }
    window_touch(drive->glass->window, WINDOW_TOUCH_UP, x, y);
    wait_for(drive, PENDING_REST, REST_MS);
}

static void drag_step(struct drive *drive) {
    struct drag *d = &drive->drag;
    if (!d->moving) return;
    int64_t gone = clock_ticks_ms() - d->start_ms;
    if (gone > d->length_ms) gone = d->length_ms;
    int x = d->x1 + (int)((d->x2 - d->x1) * gone / d->length_ms),
        y = d->y1 + (int)((d->y2 - d->y1) * gone / d->length_ms);
    d->moving = gone < d->length_ms;
    window_touch(drive->glass->window, d->moving ? WINDOW_TOUCH_MOVE : WINDOW_TOUCH_UP, x, y);
}

static void do_shot(struct drive *drive, const char *path) {
    struct why why;
    char words[LINE_BYTES];
    enum err e = png_write(&drive->glass->ui.canvas.pixels, path, &why);
    snprintf(words, sizeof words, e ? "error %.400s" : "ok %.400s", e ? why.text : path);
    reply(drive, words);
}

/* Label with quotes, backslashes and line ends escaped. */
static void put_json(FILE *to, const char *text) {
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            fprintf(to, "\\%c", *text);
        else if ((unsigned char)*text < 0x20)
            fputc(' ', to);
        else
            fputc(*text, to);
    }
}

static void put_shown(FILE *to, const struct shown *s) {
    fprintf(to, "{\"kind\":\"%s\",\"label\":\"", s->kind == SHOWN_TARGET ? "target" : "words");
    put_json(to, s->label);
    fprintf(
        to,
        "\",\"x\":%d,\"y\":%d,\"w\":%d,\"h\":%d,\"visible\":%s,\"cut\":%s,\"id\":%d,\"arg\":%d}",
        s->rect.x, s->rect.y, s->rect.w, s->rect.h, s->visible.w > 0 ? "true" : "false",
        s->cut ? "true" : "false", s->id, s->arg);
}

static void do_list(struct drive *drive, bool only_words) {
    char *all = NULL;
    size_t bytes = 0;
    FILE *to = open_memstream(&all, &bytes);
    if (!to) return;
    const struct walk *walk = &drive->glass->ui.walk;
    fputs("ok [", to);
    for (int i = 0, n = 0; i < walk->count; i++) {
        if (only_words && (walk->shown[i].kind != SHOWN_WORDS || walk->shown[i].visible.w == 0))
            continue;
        if (n++) fputc(',', to);
        if (only_words) {
            fputc('"', to);
            put_json(to, walk->shown[i].label);
            fputc('"', to);
        } else {
            put_shown(to, &walk->shown[i]);
        }
    }
    fputs("]\n", to);
    fclose(to);
    if (send(drive->now.fd, all, bytes, MSG_NOSIGNAL) < 0) {
    }
    free(all);
}

static void do_set(struct drive *drive, const char *rest) {
    struct glass *glass = drive->glass;
    char what[16], value[16];
    if (sscanf(rest, "%15s %15s", what, value) != 2) {
        reply(drive, "error set WHAT VALUE");
        return;
    }
    if (strcmp(what, "size") == 0)
        glass->text_size = strcmp(value, "huge") == 0    ? TEXT_HUGE
                           : strcmp(value, "large") == 0 ? TEXT_LARGE
                                                         : TEXT_NORMAL;
    if (strcmp(what, "language") == 0) glass->ui.language = strcmp(value, "en") == 0;
    if (strcmp(what, "contrast") == 0) glass->contrast = strcmp(value, "on") == 0;
    if (strcmp(what, "low") == 0) glass->low = strcmp(value, "on") == 0;
    glass_relook(glass);
    wait_for(drive, PENDING_REST, REST_MS);
}

static void do_wait(struct drive *drive, const char *rest) {
    long long ms;
    if (sscanf(rest, "%47s %lld", drive->pending_screen, &ms) == 2)
        wait_for(drive, PENDING_SCREEN, ms);
    else
        reply(drive, "error wait SCREEN MS");
}

static int by_size(const void *a, const void *b) {
    return *(const int32_t *)a - *(const int32_t *)b;
}

static void do_frame_times(struct drive *drive) {
    char words[128];
    int n = drive->frame_count, run = 0, longest = 0;
    for (int i = 0; i < n; i++) {
        run = drive->frame_us[i] > FRAME_US ? run + 1 : 0;
        if (run > longest) longest = run;
    }
    qsort(drive->frame_us, (size_t)n, sizeof drive->frame_us[0], by_size);
    if (n)
        snprintf(words, sizeof words,
                 "ok %d frames, median %d us, p99 %d us, most %d us, late ones running %d", n,
                 drive->frame_us[n / 2], drive->frame_us[n * 99 / 100], drive->frame_us[n - 1],
                 longest);
    else
        snprintf(words, sizeof words, "ok 0 frames");
    drive->frame_count = 0;
    reply(drive, words);
}

static void do_aloud(struct drive *drive) {
    const struct glass *glass = drive->glass;
    char words[LINE_BYTES];
    snprintf(words, sizeof words, "ok %s %s", glass->speaking ? "speaking" : "silent",
             glass->script.text);
    for (char *p = words; *p; p++)
        if (*p == '\n') *p = '|';
    reply(drive, words);
}

static void do_pixel(struct drive *drive, const char *rest) {
    const struct pixels *p = &drive->glass->ui.canvas.pixels;
    char words[64];
    int x, y;
    bool there = sscanf(rest, "%d %d", &x, &y) == 2 &&
                 rect_holds((struct rect){0, 0, p->width, p->height}, x, y);
    if (there)
        snprintf(words, sizeof words, "ok %06x", p->at[(size_t)y * p->stride + x] & 0xFFFFFF);
    reply(drive, there ? words : "error pixel X Y");
}

static void do_size(struct drive *drive) {
    const struct pixels *p = &drive->glass->ui.canvas.pixels;
    char words[64];
    snprintf(words, sizeof words, "ok %dx%d", p->width, p->height);
    reply(drive, words);
}

static void do_look(struct drive *drive) {
    static const char *const sizes[TEXT_SIZES] = {"normal", "large", "huge"};
    const struct glass *glass = drive->glass;
    char words[64];
    snprintf(words, sizeof words, "ok %s%s%s", sizes[glass->text_size],
             glass->contrast ? " contrast" : "", glass->low ? " low" : "");
    reply(drive, words);
}

static void do_line(struct drive *drive) {
    char words[LINE_BYTES], *line = drive->now.line;
    char *rest = strchr(line, ' ');
    if (rest)
        *rest++ = '\0';
    else
        rest = line + strlen(line);
    if (strcmp(line, "touch") == 0)
        do_touch(drive, rest);
    else if (strcmp(line, "aloud") == 0)
        do_aloud(drive);
    else if (strcmp(line, "pixel") == 0)
        do_pixel(drive, rest);
    else if (strcmp(line, "size") == 0)
        do_size(drive);
    else if (strcmp(line, "look") == 0)
        do_look(drive);
    else if (strcmp(line, "drag") == 0)
        do_drag(drive, rest);
    else if (strcmp(line, "stroke") == 0)
        do_stroke(drive, rest);
    else if (strcmp(line, "shot") == 0)
        do_shot(drive, rest);
    else if (strcmp(line, "widgets") == 0)
        do_list(drive, false);
    else if (strcmp(line, "text") == 0)
        do_list(drive, true);
    else if (strcmp(line, "frame-times") == 0)
        do_frame_times(drive);
    else if (strcmp(line, "set") == 0)
        do_set(drive, rest);
    else if (strcmp(line, "wait") == 0)
        do_wait(drive, rest);
    else if (strcmp(line, "screen") == 0 || strcmp(line, "frames") == 0) {
        if (line[0] == 's')
            snprintf(words, sizeof words, "ok %s", drive->glass->visit.screen->name);
        else
            snprintf(words, sizeof words, "ok %lld", (long long)drive->glass->frames);
        reply(drive, words);
    } else
        reply(drive, "error unknown request");
}

void drive_serve(struct drive *drive) {
    if (!drive) return;
    drive->untold = false;
    drag_step(drive);
    while (drive->pending == PENDING_NONE && mailbox_take(drive->box, 0, &drive->now, NULL))
        do_line(drive);
}

static bool at_rest(const struct drive *drive) {
    const struct glass *glass = drive->glass;
    for (int i = 0; i < ANSWER_KINDS; i++)
        if (glass->visit.tickets[i]) return false;
    return !drive->untold && !glass->dirty && !glass->ui.canvas.waiting && !glass->scroll.moving &&
           !glass->motion.moving && !drive->drag.moving && !glass->finger.down;
}

bool drive_drawn(struct drive *drive) {
    char words[LINE_BYTES];
    if (!drive || drive->pending == PENDING_NONE) return false;
    const struct glass *glass = drive->glass;
    bool late = clock_ticks_ms() >= drive->pending_until_ms;
    bool there =
        drive->pending == PENDING_REST ||
        (strcmp(glass->visit.screen->name, drive->pending_screen) == 0 && glass->visit.shown);
    if (!late && !(there && at_rest(drive))) return true;
    bool failed = late && drive->pending == PENDING_SCREEN && !there;
    snprintf(words, sizeof words, failed ? "error %s, not %s" : "ok %s", glass->visit.screen->name,
             drive->pending_screen);
    drive->pending = PENDING_NONE;
    reply(drive, words);
    return true; /* the next request may wait already */
}

void drive_note_frame(struct drive *drive, int64_t ns) {
    if (drive && drive->frame_count < FRAMES_NOTED)
        drive->frame_us[drive->frame_count++] = (int32_t)(ns / 1000);
}

#else

enum err drive_open(struct glass *glass, struct why *why, struct drive **ret_drive) {
    (void)glass;
    (void)why;
    (void)ret_drive;
    return ERR_NONE;
}

void drive_close(struct drive *drive) {
    (void)drive;
}

void drive_serve(struct drive *drive) {
    (void)drive;
}

bool drive_drawn(struct drive *drive) {
    (void)drive;
    return false;
}

void drive_note_frame(struct drive *drive, int64_t ns) {
    (void)drive;
    (void)ns;
}

#endif
