/* flow: starts the parts of a kiosk, talks to them, and prints the screen when a claim fails. */
#include "flow.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define CLAIMS_MAX 256
#define REPLY_MAX 262144

static struct {
    const char *name;
    void (*claim)(struct flow *);
} claims[CLAIMS_MAX];
static int claim_count;

void flow_register(const char *name, void (*claim)(struct flow *)) {
    claims[claim_count].name = name;
    claims[claim_count++].claim = claim;
}

int64_t flow_now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void flow_sleep_ms(int ms) {
    struct timespec t = {ms / 1000, (long)(ms % 1000) * 1000000};
    nanosleep(&t, NULL);
}

/* A quarter of the usual panel, with the same layout: flows do not test pixels, and drawing them
 * all took most of a flow's processor time. The bench defines its own. */
#ifndef PANEL
#define PANEL "540x960"
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define MOTION "no"
#else
#define MOTION "yes"
#endif

static void clean_up(struct flow *f) {
    int *pids[] = {&f->kiosk_pid, &f->sim_pid, &f->fake_pid, &f->place_pid, &f->board_pid};
    for (size_t i = 0; i < sizeof pids / sizeof pids[0]; i++) {
        if (*pids[i] > 0) {
            kill(*pids[i], SIGKILL);
            waitpid(*pids[i], NULL, 0);
        }
        *pids[i] = 0;
    }
}

void flow_fail(struct flow *f, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    fprintf(stderr, "FAILED: ");
    vfprintf(stderr, fmt, args);
    fprintf(stderr, "\n");
    va_end(args);
    static bool failing;
    if (!failing && f->kiosk_socket > 0) {
        failing = true;
        fprintf(stderr, "screen: %s\n", flow_drive(f, "screen"));
        fprintf(stderr, "text: %s\n", flow_drive(f, "text"));
    }
    clean_up(f);
    char command[160];
    snprintf(command, sizeof command, "tail -n 30 %s/kiosk.log >&2", f->dir);
    if (system(command) != 0) fprintf(stderr, "no log\n");
    fprintf(stderr, "files: %s\n", f->dir);
    exit(1);
}

int flow_start_program(struct flow *f, const char *log, char *const argv[]) {
    char path[160];
    snprintf(path, sizeof path, "%s/%s", f->dir, log);
    int pid = fork();
    if (pid == 0) {
        int fd = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600),
            null = open("/dev/null", O_RDONLY);
        dup2(null, 0);
        dup2(fd, 1);
        dup2(fd, 2);
        execv(argv[0], argv);
        _exit(127);
    }
    if (pid < 0) flow_fail(f, "fork: %s", strerror(errno));
    return pid;
}

int flow_connect(struct flow *f, const char *name, int pid) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s/%s", f->dir, name);
    for (int64_t end = flow_now_ms() + 10000 * FLOW_PATIENCE; flow_now_ms() < end;
         flow_sleep_ms(10)) {
        int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0) return fd;
        close(fd);
        int status = 0;
        if (waitpid(pid, &status, WNOHANG) == pid)
            flow_fail(f, "%s: the program exited immediately, status %x", name, status);
    }
    flow_fail(f, "%s: no answer", name);
}

/* Sends one line and receives one line. */
const char *flow_converse(struct flow *f, int fd, const char *line) {
    static char reply[REPLY_MAX];
    size_t used = 0;
    if (send(fd, line, strlen(line), MSG_NOSIGNAL) < 0) return "error connection lost";
    int64_t end = flow_now_ms() + 15000 * FLOW_PATIENCE;
    while (used + 1 < sizeof reply && flow_now_ms() < end) {
        struct pollfd p = {.fd = fd, .events = POLLIN};
        if (poll(&p, 1, 100) <= 0) continue;
        ssize_t n = recv(fd, reply + used, sizeof reply - 1 - used, 0);
        if (n <= 0) return "error connection lost";
        used += (size_t)n;
        reply[used] = 0;
        char *newline = strchr(reply, '\n');
        if (newline) {
            *newline = 0;
            return reply;
        }
    }
    (void)f;
    return "error no reply";
}

static const char *ask(struct flow *f, int fd, const char *fmt, va_list args) {
    char line[512];
    int n = vsnprintf(line, sizeof line - 2, fmt, args);
    line[n] = '\n';
    line[n + 1] = 0;
    return flow_converse(f, fd, line);
}

static const char *strip_ok(const char *reply) {
    if (strncmp(reply, "ok", 2) != 0) return NULL;
    return reply[2] == ' ' ? reply + 3 : reply + 2;
}

const char *flow_sim(struct flow *f, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    const char *reply = ask(f, f->sim_socket, fmt, args);
    va_end(args);
    const char *text = strip_ok(reply);
    if (!text) flow_fail(f, "simulator: \"%s\": %s", fmt, reply);
    return text;
}

const char *flow_drive(struct flow *f, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    const char *reply = ask(f, f->kiosk_socket, fmt, args);
    va_end(args);
    const char *text = strip_ok(reply);
    return text ? text : reply;
}

void flow_start_sim(struct flow *f) {
    char control[96], link[96];
    snprintf(control, sizeof control, "%s/sim.sock", f->dir);
    snprintf(link, sizeof link, "%s/pn532", f->dir);
    char *argv[] = {SIM_PATH, "--link", link, "--control", control, NULL};
    f->sim_pid = flow_start_program(f, "sim.log", argv);
    f->sim_socket = flow_connect(f, "sim.sock", f->sim_pid);
}

static void write_config(struct flow *f) {
    char path[128];
    snprintf(path, sizeof path, "%s/muster.conf", f->dir);
    FILE *file = fopen(path, "w");
    if (!file) flow_fail(f, "%s: %s", path, strerror(errno));
    fprintf(file,
            "[station]\nname = 龙尚社区退役军人服务站\ntimezone = Asia/Shanghai\nlanguage = %s\n",
            f->language);
    if (f->device)
        fprintf(file, "[reader]\ndevice = %s\n", f->device);
    else if (f->without_reader)
        fprintf(file, "[reader]\ndevice = none\n");
    else
        fprintf(file, "[reader]\ndevice = pn532_uart:%s/pn532\n", f->dir);
    fprintf(file,
            "[display]\nsize = %s\nfull_screen = no\nmotion = %s\n[data]\ndirectory = %s\n"
            "assets = %s\n",
            f->size, MOTION, f->data, ASSETS_PATH);
    fprintf(file, "[board]\nsocket = %s/board.sock\ngood = %s/good\nsetup = %s/setup.ini\n", f->dir,
            f->dir, f->dir);
    if (f->extra_config) fputs(f->extra_config, file);
    fclose(file);
}

void flow_start_kiosk(struct flow *f) {
    char config[128], drive[128], trace[128];
    snprintf(config, sizeof config, "%s/muster.conf", f->dir);
    snprintf(drive, sizeof drive, "%s/drive.sock", f->dir);
    snprintf(trace, sizeof trace, "%s/trace", f->dir);
    write_config(f);
    unlink(drive);
    char *argv[] = {KIOSK_PATH, "--config", config,    "--drive", drive,
                    "--trace",  trace,      "--clock", f->clock,  NULL};
    f->kiosk_pid = flow_start_program(f, "kiosk.log", argv);
    f->kiosk_socket = flow_connect(f, "drive.sock", f->kiosk_pid);
}

void flow_import(struct flow *f, const char *path) {
    const char *output = NULL;
    if (flow_shell(f, &output, "$KIOSK --data $DATA --clock '%s' import %s", f->clock, path) != 0)
        flow_fail(f, "import %s: %s", path, output);
}

void flow_prepare(struct flow *f) {
    snprintf(f->clock, sizeof f->clock, "%s", AT_ACTIVITY);
    flow_import(f, STATION_PATH);
    f->without_import = true;
}

void flow_start(struct flow *f, const char *clock) {
    snprintf(f->clock, sizeof f->clock, "%s", clock);
    if (!f->without_import) flow_import(f, STATION_PATH);
    if (!f->without_reader) flow_start_sim(f);
    flow_start_kiosk(f);
    flow_screen(f, "attract");
    if (!f->without_reader) {
        for (int64_t end = flow_now_ms() + 8000 * FLOW_PATIENCE;
             strstr(flow_drive(f, "text"), "刷卡暂停"); flow_sleep_ms(50)) {
            if (flow_now_ms() > end) flow_fail(f, "the reader did not become ready");
        }
    }
}

static int wait_for_end(struct flow *f, int timeout_ms) {
    int status = 0;
    for (int64_t end = flow_now_ms() + timeout_ms * FLOW_PATIENCE; flow_now_ms() < end;
         flow_sleep_ms(10)) {
        if (waitpid(f->kiosk_pid, &status, WNOHANG) == f->kiosk_pid) {
            f->kiosk_pid = 0;
            close(f->kiosk_socket);
            f->kiosk_socket = 0;
            return status;
        }
    }
    flow_fail(f, "the kiosk did not exit within %d ms", timeout_ms);
}

void flow_stop_kiosk(struct flow *f) {
    kill(f->kiosk_pid, SIGTERM);
    int status = wait_for_end(f, 5000);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        flow_fail(f, "the kiosk exited with status %x", status);
}

void flow_kill_kiosk(struct flow *f) {
    kill(f->kiosk_pid, SIGKILL);
    wait_for_end(f, 5000);
}

void flow_restart_at(struct flow *f, const char *clock) {
    flow_stop_kiosk(f);
    snprintf(f->clock, sizeof f->clock, "%s", clock);
    flow_start_kiosk(f);
    flow_screen(f, "attract");
    flow_sleep_ms(600); /* the reader's child opens the port */
}

bool flow_is_screen(struct flow *f, const char *screen) {
    return strcmp(flow_drive(f, "screen"), screen) == 0;
}

void flow_screen(struct flow *f, const char *screen) {
    for (int64_t end = flow_now_ms() + 5000 * FLOW_PATIENCE; flow_now_ms() < end;
         flow_sleep_ms(10)) {
        if (!flow_is_screen(f, screen)) continue;
        flow_drive(f, "wait %s 1500",
                   screen); /* drawn: otherwise a touch would hit the previous page */
        return;
    }
    flow_fail(f, "screen \"%s\" did not appear", screen);
}

void flow_home(struct flow *f) {
    flow_drive(f, "touch 500 800");
    flow_screen(f, "home");
}

void flow_ask_sign_up(struct flow *f, const char *what) {
    for (int64_t end = flow_now_ms() + 20000 * FLOW_PATIENCE; !flow_is_screen(f, "home");
         flow_sleep_ms(100)) {
        flow_expect(f, flow_now_ms() < end);
        flow_drive(f, "touch 500 800");
    }
    flow_touch(f, "活动安排");
    flow_screen(f, "schedule");
    flow_touch(f, "24");
    flow_touch(f, "茶话会");
    flow_screen(f, "activity");
    flow_touch(f, what);
    flow_sees(f, strncmp(what, "报名", strlen("报名")) == 0 ? "请刷卡完成报名" : "请刷卡取消报名");
}

void flow_survives(struct flow *f, const char *fault) {
    flow_start(f, AT_ACTIVITY);
    int kiosk = f->kiosk_pid;
    flow_sim(f, "%s", fault);
    flow_sim(f, "place A:04010203040506:desfire");
    flow_sleep_ms(800);
    flow_sim(f, "remove");
    int64_t since = flow_now_ms();
    for (;; flow_sleep_ms(200)) {
        flow_expect(f, flow_now_ms() - since < 12000 * FLOW_PATIENCE);
        flow_sim(f, "place %s", WANG);
        flow_sleep_ms(300 * FLOW_PATIENCE);
        flow_sim(f, "remove");
        if (flow_count(flow_export(f, "taps"), "LS0001")) break;
    }
    flow_expect(f, f->kiosk_pid == kiosk && flow_descriptors(kiosk) > 0);
}

void flow_touch(struct flow *f, const char *label) {
    const char *reply = "";
    for (int64_t end = flow_now_ms() + 3000 * FLOW_PATIENCE; flow_now_ms() < end;
         flow_sleep_ms(20)) {
        reply = flow_drive(f, "touch %s", label);
        if (strncmp(reply, "error", 5) != 0) return;
    }
    flow_fail(f, "touch \"%s\": %s", label, reply);
}

void flow_sees(struct flow *f, const char *text) {
    flow_sees_within(f, text, 5000);
}

void flow_sees_within(struct flow *f, const char *text, int ms) {
    for (int64_t end = flow_now_ms() + ms * FLOW_PATIENCE; flow_now_ms() < end; flow_sleep_ms(20)) {
        if (strstr(flow_drive(f, "text"), text)) return;
    }
    flow_fail(f, "\"%s\" is not shown", text);
}

void flow_leaves(struct flow *f, const char *text) {
    for (int64_t end = flow_now_ms() + 5000 * FLOW_PATIENCE; flow_now_ms() < end;
         flow_sleep_ms(20)) {
        if (!strstr(flow_drive(f, "text"), text)) return;
    }
    flow_fail(f, "\"%s\" is still shown", text);
}

void flow_sees_not(struct flow *f, const char *text) {
    if (strstr(flow_drive(f, "text"), text)) flow_fail(f, "\"%s\" is shown", text);
}

void flow_tap(struct flow *f, const char *card) {
    flow_sim(f, "place %s", card);
    flow_sleep_ms(250 * FLOW_PATIENCE);
    flow_sim(f, "remove");
    flow_sleep_ms(150 * FLOW_PATIENCE);
}

void flow_tap_gives(struct flow *f, const char *card, const char *screen) {
    flow_sim(f, "place %s", card);
    flow_sleep_ms(200 * FLOW_PATIENCE); /* the screen may still be that of the previous tap */
    flow_screen(f, screen);
    flow_sim(f, "remove");
    flow_sleep_ms(150 * FLOW_PATIENCE);
}

int flow_shell(struct flow *f, const char **ret_output, const char *fmt, ...) {
    static char output[REPLY_MAX];
    char command[1024];
    setenv("DATA", f->data, 1);
    setenv("DIR", f->dir, 1);
    setenv("KIOSK", KIOSK_PATH, 1);
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(command, sizeof command - 8, fmt, args);
    va_end(args);
    memcpy(command + n, " 2>&1", 6);
    FILE *p = popen(command, "r");
    if (!p) flow_fail(f, "%s: %s", command, strerror(errno));
    size_t used = fread(output, 1, sizeof output - 1, p);
    output[used] = 0;
    int status = pclose(p);
    if (ret_output) *ret_output = output;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

const char *flow_export(struct flow *f, const char *what) {
    const char *output = NULL;
    int rc = flow_shell(f, &output, "TZ=Asia/Shanghai $KIOSK --data $DATA export %s", what);
    if (rc != 0) flow_fail(f, "export %s: exit %d: %s", what, rc, output);
    static char bare[REPLY_MAX]; /* without quotation marks, for readable claims */
    size_t used = 0;
    for (const char *p = output; *p; p++) {
        if (*p != '"') bare[used++] = *p;
    }
    bare[used] = 0;
    return bare;
}

int flow_count(const char *text, const char *part) {
    int count = 0;
    for (const char *p = text; (p = strstr(p, part)); p += strlen(part)) count++;
    return count;
}

void flow_exported(struct flow *f, const char *what, const char *part, int times) {
    const char *text = flow_export(f, what);
    int count = flow_count(text, part);
    if (count != times)
        flow_fail(f, "\"%s\" occurs %d times in export %s, not %d:\n%s", part, count, what, times,
                  text);
}

int flow_descriptors(int pid) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/fd", pid);
    DIR *d = opendir(path);
    int count = 0;
    while (d && readdir(d)) count++;
    if (d) closedir(d);
    return count - 2;
}

int main(int argc, char **argv) {
    for (int i = 0; i < claim_count && argc == 2; i++) {
        if (strcmp(claims[i].name, argv[1]) != 0) continue;
        struct flow f = {.size = PANEL, .language = "zh"};
        snprintf(f.dir, sizeof f.dir, "%s/muster-flow-XXXXXX",
                 getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
        if (!mkdtemp(f.dir)) return 1;
        snprintf(f.data, sizeof f.data, "%s/data", f.dir);
        claims[i].claim(&f);
        if (f.kiosk_pid > 0) flow_stop_kiosk(&f);
        clean_up(&f);
        char command[96];
        snprintf(command, sizeof command, "rm -rf %s", f.dir);
        return system(command) == 0 ? 0 : 1;
    }
    fprintf(stderr, "usage: flows CLAIM\n");
    for (int i = 0; i < claim_count; i++) fprintf(stderr, "  %s\n", claims[i].name);
    return 2;
}

void flow_make_staff(struct flow *f) {
    flow_tap_gives(f, STRANGER, "unknown");
    flow_expect(f, flow_shell(f, NULL,
                              "N=$(sqlite3 $DATA/muster.db \"SELECT detail FROM record WHERE "
                              "outcome='unknown_card' ORDER BY seq DESC LIMIT 1\") && echo %s | "
                              "$KIOSK --data $DATA staff add 李敏 $N",
                              STAFF_PIN) == 0);
}

void flow_type_pin(struct flow *f, const char *pin) {
    flow_screen(f, "staff_pin");
    for (int i = 0; pin[i]; i++) {
        char digit[] = {pin[i], 0};
        flow_touch(f, digit);
    }
    flow_touch(f, "进入");
}

void flow_sign_in(struct flow *f) {
    flow_tap_gives(f, STRANGER, "staff_pin");
    flow_type_pin(f, STAFF_PIN);
    flow_screen(f, "staff_log");
    flow_sees(f, "工作人员 · 李敏");
}
