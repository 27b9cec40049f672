/* control: one poll loop for the port, the control socket and its clients, and the terminal. */
#include "sim.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define CLIENTS_MAX 16
#define LINE_MAX_BYTES 512

struct client {
    int fd; /* -1: free */
    size_t have;
    char line[LINE_MAX_BYTES];
};

enum { POLL_PORT, POLL_LISTEN, POLL_KEYS, POLL_CLIENTS, POLL_COUNT = POLL_CLIENTS + CLIENTS_MAX };

struct control {
    struct sim *sim;
    int listen;
    bool keys;
    struct termios terminal; /* the original settings */
    struct client clients[CLIENTS_MAX];
};

static int listen_on(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) return -1;
    strcpy(address.sun_path, path);
    unlink(path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return -1;
    if (bind(fd, (struct sockaddr *)&address, sizeof address) == 0 && listen(fd, 8) == 0) return fd;
    close(fd);
    return -1;
}

static void greet(struct control *control) {
    int fd = accept4(control->listen, NULL, NULL, SOCK_CLOEXEC);
    for (int i = 0; fd >= 0 && i < CLIENTS_MAX; i++) {
        if (control->clients[i].fd >= 0) continue;
        control->clients[i] = (struct client){.fd = fd};
        return;
    }
    if (fd >= 0) close(fd);
}

static void say(int fd, const char *reply) {
    char line[SIM_REPLY_MAX + 1];
    int count = snprintf(line, sizeof line, "%s\n", reply);
    ssize_t sent = send(fd, line, (size_t)count, MSG_NOSIGNAL);
    (void)sent; /* a closed connection is detected at the next read */
}

static void run_lines(struct control *control, struct client *client) {
    char reply[SIM_REPLY_MAX], *end;
    while ((end = memchr(client->line, '\n', client->have))) {
        *end = '\0';
        sim_command(control->sim, client->line, reply);
        say(client->fd, reply);
        size_t used = (size_t)(end - client->line) + 1;
        client->have -= used;
        memmove(client->line, end + 1, client->have);
    }
}

static void hear(struct control *control, struct client *client) {
    ssize_t count =
        read(client->fd, client->line + client->have, sizeof client->line - client->have);
    if (count <= 0) {
        close(client->fd);
        client->fd = -1;
        return;
    }
    client->have += (size_t)count;
    run_lines(control, client);
    if (client->have == sizeof client->line)
        client->have = 0; /* the line is too long: discard it */
}

static void press(struct control *control) {
    char key, line[128], reply[SIM_REPLY_MAX];
    if (read(STDIN_FILENO, &key, 1) != 1) {
        control->keys = false;
        return;
    }
    const char *command = sim_key_command(key);
    if (!command) return;
    snprintf(line, sizeof line, "%s", command);
    sim_command(control->sim, line, reply);
    printf("%s: %s\n", command, reply);
    fflush(stdout);
}

static void wait_for_work(struct control *control, struct pollfd *polls) {
    int64_t due_ns = sim_due(control->sim), left_ns = due_ns - sim_now_ns();
    if (left_ns < 0) left_ns = 0;
    struct timespec timeout = {.tv_sec = left_ns / 1000000000, .tv_nsec = left_ns % 1000000000};
    polls[POLL_PORT] = (struct pollfd){control->sim->device.port.master, POLLIN, 0};
    polls[POLL_LISTEN] = (struct pollfd){control->listen, POLLIN, 0};
    polls[POLL_KEYS] = (struct pollfd){control->keys ? STDIN_FILENO : -1, POLLIN, 0};
    for (int i = 0; i < CLIENTS_MAX; i++)
        polls[POLL_CLIENTS + i] = (struct pollfd){control->clients[i].fd, POLLIN, 0};
    if (ppoll(polls, POLL_COUNT, due_ns == CHIP_NEVER ? NULL : &timeout, NULL) >= 0) return;
    for (int i = 0; i < POLL_COUNT; i++) polls[i].revents = 0;
}

static void serve(struct control *control) {
    struct pollfd polls[POLL_COUNT];
    while (!control->sim->quit) {
        wait_for_work(control, polls);
        if (polls[POLL_PORT].revents) device_read(&control->sim->device, sim_now_ns());
        sim_run(control->sim, sim_now_ns());
        if (polls[POLL_LISTEN].revents) greet(control);
        if (polls[POLL_KEYS].revents) press(control);
        for (int i = 0; i < CLIENTS_MAX; i++)
            if (polls[POLL_CLIENTS + i].revents) hear(control, &control->clients[i]);
    }
}

static void keys_on(struct control *control) {
    struct termios raw;
    control->keys = tcgetattr(STDIN_FILENO, &control->terminal) == 0;
    if (!control->keys) return;
    raw = control->terminal;
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO); /* Ctrl-C still ends the program */
    tcsetattr(STDIN_FILENO, TCSANOW, &raw);
    fputs(sim_key_list, stdout);
    fflush(stdout);
}

int control_run(struct sim *sim, const struct control_config *config) {
    struct control *control = calloc(1, sizeof *control);
    if (!control) return 1;
    control->sim = sim;
    control->listen = config->socket ? listen_on(config->socket) : -1;
    for (int i = 0; i < CLIENTS_MAX; i++) control->clients[i].fd = -1;
    int result = 1;
    if (config->socket && control->listen < 0) {
        fprintf(stderr, "muster-reader-sim: %s: %s\n", config->socket, strerror(errno));
        goto out;
    }
    if (config->keys) keys_on(control);
    bool had_keys = control->keys;
    serve(control);
    if (had_keys) tcsetattr(STDIN_FILENO, TCSANOW, &control->terminal);
    result = 0;
out:
    if (control->listen >= 0) {
        unlink(config->socket);
        close(control->listen);
    }
    for (int i = 0; i < CLIENTS_MAX; i++)
        if (control->clients[i].fd >= 0) close(control->clients[i].fd);
    free(control);
    return result;
}
