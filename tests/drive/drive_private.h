#pragma once
/* The parts of the driver. All but the socket's thread run on the ui thread. */
#include "base/mailbox.h"
#include "screens/shell/view.h"

#include <pthread.h>

#define LINE_BYTES 512
#define CLIENTS 4

/* --- socket.c: lines come in, answers go out --- */
struct request {
    int fd;
    char line[LINE_BYTES];
};

struct client {
    int fd; /* -1: free */
    size_t used;
    char bytes[LINE_BYTES];
};

struct socket {
    int listener, stop_pipe[2];
    pthread_t thread;
    bool started;
    struct mailbox *box;            /* of struct request */
    struct client clients[CLIENTS]; /* the thread's */
};

void socket_init(struct socket *s);
/* Requests arrive in s->box; waker is called then. */
enum err socket_open(struct socket *s, const char *path, void (*waker)(void *to), void *to,
                     struct why *why);
void socket_close(struct socket *s);
void socket_send(int fd, const char *bytes, size_t count);

/* --- answer.c: the answer to the current request, now or later --- */
enum pending { PENDING_NONE, PENDING_REST, PENDING_SCREEN };

struct answer_later {
    int fd; /* of the current request */
    enum pending pending;
    bool fresh; /* what was asked has not been through the event queue */
    int64_t until_ms;
    char screen[48];
};

void answer_now(struct answer_later *a, const char *words);
/* Answer when the glass has come to rest; screen: and shows that one; NULL: any. */
void answer_at_rest(struct answer_later *a, const char *screen, int64_t timeout_ms);
/* After each turn of the loop. true: turn again soon. */
bool answer_when_due(struct answer_later *a, const struct glass *glass, bool dragging);

/* --- touch.c --- */
struct drag {
    bool moving;
    int x1, y1, x2, y2;
    int64_t start_ms, length_ms;
};

struct drive {
    struct glass_hook *hook;
    struct glass *glass;
    char path[108];
    struct socket socket;
    struct answer_later answer;
    struct drag drag;
    struct frame_times *times;
};

void touch_tap(struct drive *drive, const char *rest);
void touch_drag(struct drive *drive, const char *rest);
void touch_stroke(struct drive *drive, const char *rest);
void touch_turn(struct drive *drive); /* moves a drag on */

/* --- show.c --- */
void show_words(struct drive *drive, const char *rest);
void show_widgets(struct drive *drive, const char *rest);
void show_shot(struct drive *drive, const char *rest);
void show_pixel(struct drive *drive, const char *rest);
void show_size(struct drive *drive, const char *rest);
void show_screen(struct drive *drive, const char *rest);
void show_frames(struct drive *drive, const char *rest);
void show_aloud(struct drive *drive, const char *rest);
void show_appearance(struct drive *drive, const char *rest);

/* --- times.c: how long frames took --- */
struct frame_times *times_new(void);
void times_free(struct frame_times *times);
void times_add(struct frame_times *times, int64_t ns);
void times_show(struct drive *drive, const char *rest); /* since it was last asked */
