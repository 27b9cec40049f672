/* The service manager's socket gets READY=1 after the first frame, then pings; none while the desk
 * thread is stopped as by a debugger; pings again; and STOPPING=1 at the end. */
#include "flow.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define WATCHDOG_MS 600
#define LATE_MS 15000 /* the desk's own limit, plus time to see that no ping comes */

static int listen_as_manager(struct flow *f) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s/notify", f->dir);
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    flow_expect(f, bind(fd, (struct sockaddr *)&address, sizeof address) == 0);
    setenv("NOTIFY_SOCKET", address.sun_path, 1);
    setenv("WATCHDOG_USEC", "600000", 1);
    return fd;
}

/* The next message within the time; "" if there is none. Static buffer. */
static const char *hear(int fd, int within_ms) {
    static char text[128];
    struct timeval patience = {within_ms / 1000, within_ms % 1000 * 1000};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ssize_t n = recv(fd, text, sizeof text - 1, 0);
    text[n > 0 ? n : 0] = 0;
    return text;
}

static bool hears_within(int fd, const char *wanted, int ms) {
    for (int64_t end = flow_now_ms() + ms; flow_now_ms() < end;)
        if (strcmp(hear(fd, 100), wanted) == 0) return true;
    return false;
}

/* No message for three times the manager's interval. */
static bool falls_silent_within(int fd, int ms) {
    for (int64_t end = flow_now_ms() + ms; flow_now_ms() < end;)
        if (!hear(fd, 3 * WATCHDOG_MS)[0]) return true;
    return false;
}

static int desk_thread(struct flow *f) {
    char path[300], name[32] = "";
    int id = 0;
    snprintf(path, sizeof path, "/proc/%d/task", f->kiosk_pid);
    DIR *tasks = opendir(path);
    for (struct dirent *task; !id && (task = readdir(tasks));) {
        snprintf(path, sizeof path, "/proc/%d/task/%s/comm", f->kiosk_pid, task->d_name);
        FILE *comm = fopen(path, "r");
        if (comm && fgets(name, sizeof name, comm) && strcmp(name, "desk\n") == 0)
            id = atoi(task->d_name);
        if (comm) fclose(comm);
    }
    closedir(tasks);
    flow_expect(f, id > 0);
    return id;
}

static bool hold(struct flow *f, int thread) {
    if (ptrace(PTRACE_SEIZE, thread, NULL, NULL) != 0) {
        flow_expect(f, errno == EPERM);
        return false;
    }
    flow_expect(f, ptrace(PTRACE_INTERRUPT, thread, NULL, NULL) == 0);
    flow_expect(f, waitpid(thread, NULL, __WALL) == thread);
    return true;
}

CLAIM(the_watchdog_is_pinged_only_while_the_desk_is_alive) {
    int fd = listen_as_manager(f);
    flow_start(f, AT_ACTIVITY);
    flow_expect(f, strcmp(hear(fd, 1000), "READY=1") == 0);
    for (int i = 0; i < 3; i++) flow_expect(f, hears_within(fd, "WATCHDOG=1", 5000));
    int desk = desk_thread(f);
    bool held = hold(f, desk);
    if (held) {
        flow_expect(f, falls_silent_within(fd, LATE_MS * FLOW_PATIENCE));
        flow_screen(f, "attract"); /* the UI is healthy, but it alone does not ping the watchdog */
        flow_expect(f, ptrace(PTRACE_DETACH, desk, NULL, NULL) == 0);
        flow_expect(f, hears_within(fd, "WATCHDOG=1", 5000));
        flow_log_says(f, "the thread \"desk\" is overdue", 1000);
    }
    flow_stop_kiosk(f);
    flow_expect(f, hears_within(fd, "STOPPING=1", 2000));
    close(fd);
    if (!held) {
        fprintf(stderr, "not tried: this machine lets no thread be held (ptrace)\n");
        exit(77);
    }
}
