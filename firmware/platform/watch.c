/* watch: inotify on the folder, because editors replace a file instead of writing to it. */
#include "base/bytes.h"
#include "platform/platform.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#define SETTLE_MS 100 /* several steps of one save count as one change */

struct watch {
    char name[256];
    int inotify, stop;
    pthread_t thread;
    bool started;
    void (*changed)(void *to);
    void *to;
};

static bool is_named(const struct watch *watch, const char *events, ssize_t bytes) {
    struct inotify_event event;
    bool named = false;
    for (ssize_t at = 0; at + (ssize_t)sizeof event <= bytes;
         at += (ssize_t)(sizeof event + event.len)) {
        memcpy(&event, events + at, sizeof event);
        named |= event.len > 0 && strcmp(events + at + sizeof event, watch->name) == 0;
    }
    return named;
}

static void *watch_thread(void *arg) {
    struct watch *watch = arg;
    struct pollfd fds[] = {{watch->stop, POLLIN, 0}, {watch->inotify, POLLIN, 0}};
    char events[4096];
    for (bool named = false;;) {
        int ready = poll(fds, 2, named ? SETTLE_MS : -1);
        if (ready < 0 && errno != EINTR) return NULL;
        if (fds[0].revents) return NULL;
        if (ready > 0 && fds[1].revents)
            named |= is_named(watch, events, read(watch->inotify, events, sizeof events));
        if (ready != 0 || !named) continue;
        named = false;
        watch->changed(watch->to);
    }
}

static bool start(struct watch *watch, const char *folder) {
    sigset_t all, old;
    watch->inotify = inotify_init1(IN_CLOEXEC);
    watch->stop = eventfd(0, EFD_CLOEXEC);
    if (watch->inotify < 0 || watch->stop < 0 ||
        inotify_add_watch(watch->inotify, folder, IN_CLOSE_WRITE | IN_MOVED_TO) < 0)
        return false;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    watch->started = pthread_create(&watch->thread, NULL, watch_thread, watch) == 0;
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    return watch->started;
}

enum err platform_watch(const char *path, void (*changed)(void *to), void *to, struct why *why,
                        struct watch **ret_watch) {
    struct watch *watch = calloc(1, sizeof *watch);
    const char *slash = strrchr(path, '/');
    char folder[512] = ".";
    if (!watch) return why_set(why, ERR_NO_MEMORY, "watch");
    if (slash) snprintf(folder, sizeof folder, "%.*s", (int)(slash - path) + 1, path);
    *watch = (struct watch){.inotify = -1, .stop = -1, .changed = changed, .to = to};
    TEXT_COPY(watch->name, slash ? slash + 1 : path);
    if (!start(watch, folder)) {
        why_set(why, ERR_IO, "cannot watch %s: %s", folder, strerror(errno));
        platform_watch_close(watch);
        return ERR_IO;
    }
    *ret_watch = watch;
    return ERR_NONE;
}

void platform_watch_close(struct watch *watch) {
    uint64_t one = 1;
    if (!watch) return;
    if (watch->started) {
        if (write(watch->stop, &one, sizeof one) < 0) {
        }
        pthread_join(watch->thread, NULL);
    }
    if (watch->inotify >= 0) close(watch->inotify);
    if (watch->stop >= 0) close(watch->stop);
    free(watch);
}
