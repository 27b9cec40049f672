/* socket: a thread reads lines from a unix socket and posts them to the ui thread. */
#include "drive_private.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define REQUESTS 32

static void post_lines(struct socket *s, struct client *client) {
    char *end;
    while ((end = memchr(client->bytes, '\n', client->used))) {
        struct request request = {.fd = client->fd};
        size_t bytes = (size_t)(end - client->bytes);
        memcpy(request.line, client->bytes, bytes);
        mailbox_post(s->box, &request, sizeof request);
        client->used -= bytes + 1;
        memmove(client->bytes, end + 1, client->used);
    }
    if (client->used == sizeof client->bytes) client->used = 0;
}

static void read_client(struct socket *s, struct client *client) {
    ssize_t got =
        read(client->fd, client->bytes + client->used, sizeof client->bytes - client->used);
    if (got > 0) {
        client->used += (size_t)got;
        post_lines(s, client);
        return;
    }
    close(client->fd);
    *client = (struct client){.fd = -1};
}

static void accept_client(struct socket *s) {
    int fd = accept4(s->listener, NULL, NULL, SOCK_CLOEXEC);
    for (int i = 0; i < CLIENTS && fd >= 0; i++) {
        if (s->clients[i].fd >= 0) continue;
        s->clients[i] = (struct client){.fd = fd};
        return;
    }
    if (fd >= 0) close(fd);
}

static void *run(void *arg) {
    struct socket *s = arg;
    for (;;) {
        struct pollfd fds[CLIENTS + 2] = {{s->stop_pipe[0], POLLIN, 0}, {s->listener, POLLIN, 0}};
        for (int i = 0; i < CLIENTS; i++) fds[i + 2] = (struct pollfd){s->clients[i].fd, POLLIN, 0};
        if (poll(fds, CLIENTS + 2, -1) < 0 && errno != EINTR) return NULL;
        if (fds[0].revents) return NULL;
        for (int i = 0; i < CLIENTS; i++)
            if (fds[i + 2].revents) read_client(s, &s->clients[i]);
        if (fds[1].revents) accept_client(s);
    }
}

static bool start(struct socket *s, const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) return false;
    memcpy(address.sun_path, path, strlen(path));
    unlink(path);
    s->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (s->listener < 0 || bind(s->listener, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(s->listener, CLIENTS) != 0 || pipe2(s->stop_pipe, O_CLOEXEC) != 0)
        return false;
    sigset_t all, old;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    s->started = pthread_create(&s->thread, NULL, run, s) == 0;
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    return s->started;
}

void socket_init(struct socket *s) {
    *s = (struct socket){.listener = -1, .stop_pipe = {-1, -1}};
    for (int i = 0; i < CLIENTS; i++) s->clients[i].fd = -1;
}

enum err socket_open(struct socket *s, const char *path, void (*waker)(void *to), void *to,
                     struct why *why) {
    s->box = mailbox_new(REQUESTS, sizeof(struct request), waker, to);
    if (!s->box || !start(s, path))
        return why_set(why, ERR_IO, "drive: %s: %s", path, strerror(errno));
    return ERR_NONE;
}

void socket_close(struct socket *s) {
    if (s->started) {
        if (write(s->stop_pipe[1], "", 1) < 0) {
        }
        pthread_join(s->thread, NULL);
    }
    for (int i = 0; i < CLIENTS; i++)
        if (s->clients[i].fd >= 0) close(s->clients[i].fd);
    if (s->listener >= 0) close(s->listener);
    for (int i = 0; i < 2; i++)
        if (s->stop_pipe[i] >= 0) close(s->stop_pipe[i]);
    mailbox_free(s->box);
}

void socket_send(int fd, const char *bytes, size_t count) {
    if (send(fd, bytes, count, MSG_NOSIGNAL) < 0) { /* the client has gone */
    }
}
