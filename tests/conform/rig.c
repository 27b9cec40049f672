/* rig: see rig.h. Compiled into each test, so that a failed assertion names its line. */
#include "rig.h"
#include "scratch/scratch.h"

#include "base/clock.h"
#include "base/mailbox.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define ARGUMENTS_MAX 24

static void run_simulator(const char *folder, const char *const *options) {
    char link[96], control[96];
    const char *argv[ARGUMENTS_MAX] = {SIMULATOR, "--no-keys", "--seed",    "1",
                                       "--link",  link,        "--control", control};
    int argc = 8;
    snprintf(link, sizeof link, "%s/reader", folder);
    snprintf(control, sizeof control, "%s/control", folder);
    for (int i = 0; options && options[i] && argc + 1 < ARGUMENTS_MAX; i++)
        argv[argc++] = options[i];
    prctl(PR_SET_PDEATHSIG, SIGTERM); /* the simulator ends with a killed test */
    int null = open("/dev/null", O_RDWR);
    dup2(null, STDOUT_FILENO);
    execv(SIMULATOR, (char *const *)argv);
    _exit(127);
}

static int connect_to(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0) return fd;
    close(fd);
    return -1;
}

void rig_init(struct rig *rig, const char *const *options) {
    char control[96];
    memset(rig, 0, sizeof *rig);
    SCRATCH_TEMPLATE(rig->folder, "rig");
    assert_non_null(mkdtemp(rig->folder));
    rig->simulator = fork();
    assert_true(rig->simulator >= 0);
    if (rig->simulator == 0) run_simulator(rig->folder, options);
    snprintf(control, sizeof control, "%s/control", rig->folder);
    rig->control = -1;
    for (int i = 0; i < 500 && rig->control < 0; i++) {
        rig_sleep(10);
        rig->control = connect_to(control);
    }
    assert_true(rig->control >= 0);
}

static void empty_folder(const char *folder) {
    char path[512];
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        unlink(path);
    }
    if (dir) closedir(dir);
    rmdir(folder);
}

void rig_finish(struct rig *rig) {
    rig_close(rig);
    close(rig->control);
    kill(rig->simulator, SIGTERM);
    waitpid(rig->simulator, NULL, 0);
    empty_folder(rig->folder);
}

static void exchange(struct rig *rig, const char *line, char *ret_reply, size_t size) {
    size_t have = 0;
    assert_int_equal(write(rig->control, line, strlen(line)), (ssize_t)strlen(line));
    do {
        ssize_t count = read(rig->control, ret_reply + have, size - 1 - have);
        assert_true(count > 0);
        have += (size_t)count;
        ret_reply[have] = '\0';
    } while (ret_reply[have - 1] != '\n');
}

int64_t rig_say(struct rig *rig, const char *format, ...) {
    char line[512], reply[1200];
    va_list args;
    va_start(args, format);
    int length = vsnprintf(line, sizeof line - 1, format, args);
    va_end(args);
    strcpy(line + length, "\n");
    exchange(rig, line, reply, sizeof reply);
    if (strncmp(reply, "ok t=", 5)) fail_msg("%s: %s", line, reply);
    return atoll(reply + 5);
}

long rig_ask(struct rig *rig, const char *number) {
    char reply[1200], key[64];
    exchange(rig, "status\n", reply, sizeof reply);
    snprintf(key, sizeof key, " %s=", number);
    const char *found = strstr(reply, key);
    assert_non_null(found);
    return atol(found + strlen(key));
}

static void post(void *to, const struct reader_event *event) {
    struct rig *rig = to;
    mailbox_post(rig->events, event, sizeof *event);
}

void rig_open_device(struct rig *rig, const char *device) {
    struct why why = {""};
    struct reader_config config = {.device = device, .lock_folder = rig->folder};
    rig->events = mailbox_new(256, sizeof(struct reader_event), NULL, NULL);
    assert_non_null(rig->events);
    if (reader_open(&config, post, rig, &why, &rig->reader) != ERR_NONE) fail_msg("%s", why.text);
}

void rig_open(struct rig *rig) {
    char device[96];
    snprintf(device, sizeof device, "pn532_uart:%s/reader", rig->folder);
    rig_open_device(rig, device);
}

void rig_open_up(struct rig *rig) {
    rig_open(rig);
    assert_in_range(rig_wait(rig, READER_UP, 5000), 0, 5000);
}

void rig_close(struct rig *rig) {
    reader_close(rig->reader);
    mailbox_free(rig->events);
    rig->reader = NULL;
    rig->events = NULL;
}

bool rig_next(struct rig *rig, int ms, struct reader_event *ret_event) {
    return mailbox_take(rig->events, ms, ret_event, NULL);
}

int rig_wait(struct rig *rig, enum reader_event_kind kind, int ms) {
    struct reader_event event;
    int64_t start_ms = clock_ticks_ms();
    for (;;) {
        int64_t spent_ms = clock_ticks_ms() - start_ms;
        if (spent_ms > ms || !rig_next(rig, ms - (int)spent_ms, &event)) return -1;
        if (event.kind == kind) return (int)(clock_ticks_ms() - start_ms);
    }
}

int rig_count(struct rig *rig, enum reader_event_kind kind, int ms) {
    int count = 0, spent_ms;
    for (int64_t start_ms = clock_ticks_ms();
         (spent_ms = (int)(clock_ticks_ms() - start_ms)) <= ms;)
        if (rig_wait(rig, kind, ms - spent_ms) >= 0) count++;
    return count;
}

void rig_forget(struct rig *rig) {
    struct reader_event event;
    while (rig_next(rig, 0, &event)) {
    }
}

void rig_sleep(int ms) {
    usleep((unsigned)ms * 1000);
}

int rig_child(void) {
    char path[64], line[256] = "";
    for (int tries = 0; tries < 100; tries++) {
        snprintf(path, sizeof path, "/proc/self/task");
        DIR *tasks = opendir(path);
        for (struct dirent *task; tasks && (task = readdir(tasks));) {
            snprintf(path, sizeof path, "/proc/self/task/%.16s/children", task->d_name);
            FILE *file = fopen(path, "r");
            if (!file) continue;
            char *got = fgets(line, sizeof line, file);
            fclose(file);
            /* the simulator is a child of the main thread, the reader's of another */
            if (got && atoi(task->d_name) != getpid() && atoi(line) > 0) break;
            line[0] = '\0';
        }
        if (tasks) closedir(tasks);
        if (line[0]) return atoi(line);
        rig_sleep(10);
    }
    fail_msg("the reader has no child");
    return -1;
}

int rig_descriptors(int pid) {
    char path[64];
    int count = 0;
    snprintf(path, sizeof path, "/proc/%d/fd", pid);
    DIR *dir = opendir(path);
    assert_non_null(dir);
    while (readdir(dir)) count++;
    closedir(dir);
    return count - 2; /* . and .. */
}

bool rig_is_slow(void) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return true;
#else
    return false;
#endif
}
