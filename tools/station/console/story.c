/* story: upload and download of pictures, and the preview of a story. muster-preview, a program in
 * the same folder as this one, draws the preview with the kiosk's own screens.
 * 1. It gets the story on standard input and a folder with its pictures. It has a time limit of a
 *    few seconds, and its output is checked. */
#include "console/console_private.h"

#include "base/clock.h"
#include "content/picture.h"
#include "wire/changes.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define PREVIEW_MS 15000
#define PREVIEW_BYTES_MOST (8u << 20)
#define PREVIEW_CPU_S 10

enum err blob_get(struct console_call *call, struct why *why) {
    const char *hash = console_query(call, "hash");
    void *bytes = NULL;
    size_t count = 0;
    if (!console_is_hash(hash)) return console_refuse(call, why, 400, "bad_input", "hash");
    enum err e = ledger_blob_get(call->ledger, hash, why, &bytes, &count);
    if (e != ERR_NONE) return e;
    const uint8_t *b = bytes;
    const char *type = count > 12 && memcmp(b, "\xff\xd8", 2) == 0   ? "image/jpeg"
                       : count > 12 && memcmp(b, "\x89PNG", 4) == 0  ? "image/png"
                       : count > 12 && memcmp(b + 8, "WEBP", 4) == 0 ? "image/webp"
                                                                     : NULL;
    if (!type) { /* a voice note: sealed, and not served here */
        free(bytes);
        return why_set(why, ERR_NOT_FOUND, "no such picture");
    }
    http_add_header(call->http, "Cache-Control", "private, max-age=86400, immutable");
    http_reply_bytes(call->http, 200, type, bytes, count);
    call->replied = true;
    return e;
}

static enum err audit_picture(struct console_call *call, void *arg, struct why *why) {
    return console_audit(call, "picture", arg, why);
}

enum err picture_add(struct console_call *call, struct why *why) {
    size_t bytes = 0, count = 0;
    const char *body = http_body(call->http, &bytes);
    uint8_t *kept = NULL;
    char hash[BLOB_SIZE];
    pthread_mutex_lock(&call->station->import_lock);
    enum err e = picture_prepare((const uint8_t *)body, bytes, why, &kept, &count);
    pthread_mutex_unlock(&call->station->import_lock);
    if (e == ERR_BAD_INPUT || e == ERR_UNSUPPORTED)
        return console_refuse(call, why, 400, "bad_picture", NULL);
    if (e == ERR_NONE) e = ledger_blob_put(call->ledger, kept, count, call->now_ms, why, hash);
    free(kept);
    if (e == ERR_NONE) e = console_transact(call, audit_picture, hash, why);
    if (e == ERR_NONE) call->reply = json_pack("{ss}", "hash", hash);
    return e;
}

/* --- preview --- */
struct preview {
    struct console_call *call;
    struct why *why;
    enum err e;
    char folder[40];
};

static void put_blob(void *to, const char *hex) {
    struct preview *p = to;
    char path[128];
    void *bytes = NULL;
    size_t count = 0;
    if (p->e != ERR_NONE) return;
    snprintf(path, sizeof path, "%s/%s", p->folder, hex);
    p->e = ledger_blob_get(p->call->ledger, hex, p->why, &bytes, &count);
    if (p->e == ERR_NONE) p->e = file_write_atomic(path, bytes, count, 0600, p->why);
    free(bytes);
}

static void drop_blob(void *to, const char *hex) {
    char path[128];
    snprintf(path, sizeof path, "%s/%s", ((struct preview *)to)->folder, hex);
    unlink(path);
}

/* The path of muster-preview. */
static bool program_path(char ret_path[static 512]) {
    ssize_t n = readlink("/proc/self/exe", ret_path, 480);
    if (n <= 0) return false;
    ret_path[n] = 0;
    char *slash = strrchr(ret_path, '/');
    if (!slash) return false;
    snprintf(slash + 1, 512 - (size_t)(slash + 1 - ret_path), "muster-preview");
    if (access(ret_path, X_OK) == 0) return true;
    snprintf(slash + 1, 512 - (size_t)(slash + 1 - ret_path), "../preview/muster-preview");
    return access(ret_path, X_OK) == 0; /* in the build folder */
}

static void run_child(const char *program, const struct preview *p, int in, int out) {
    const struct console_call *call = p->call;
    struct rlimit cpu = {PREVIEW_CPU_S, PREVIEW_CPU_S}, none = {0, 0};
    sigset_t all;
    sigemptyset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    dup2(in, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    close_range(3, ~0u, 0);
    setrlimit(RLIMIT_CPU, &cpu);
    setrlimit(RLIMIT_CORE, &none);
    execl(program, "muster-preview", call->station->config.assets, p->folder,
          call->station->config.name, (char *)NULL);
    _exit(127);
}

/* Writes the story to a file and reads the picture from a pipe; false: it took too long. */
static bool read_all(int from, char *bytes, size_t *ret_count) {
    int64_t until = clock_ticks_ms() + PREVIEW_MS;
    struct pollfd wait = {.fd = from, .events = POLLIN};
    for (;;) {
        int64_t left = until - clock_ticks_ms();
        if (left <= 0 || poll(&wait, 1, (int)left) <= 0) return false;
        ssize_t n = read(from, bytes + *ret_count, PREVIEW_BYTES_MOST - *ret_count);
        if (n == 0) return true;
        if (n < 0 && errno != EINTR) return false;
        if (n > 0) *ret_count += (size_t)n;
        if (*ret_count == PREVIEW_BYTES_MOST) return false;
    }
}

static enum err draw(const struct preview *p, const char *program, const char *story,
                     struct why *why, char **ret_bytes, size_t *ret_count) {
    char path[64];
    int ends[2] = {-1, -1}, status = -1;
    snprintf(path, sizeof path, "%s/story.json", p->folder);
    enum err e = file_write_atomic(path, story, strlen(story), 0600, why);
    if (e != ERR_NONE) return e;
    int in = open(path, O_RDONLY | O_CLOEXEC);
    char *bytes = malloc(PREVIEW_BYTES_MOST);
    pid_t child = in >= 0 && bytes && pipe2(ends, O_CLOEXEC) == 0 ? fork() : -1;
    if (child == 0) run_child(program, p, in, ends[1]);
    if (ends[1] >= 0) close(ends[1]);
    bool done = child > 0 && read_all(ends[0], bytes, ret_count);
    if (child > 0) {
        if (!done) kill(child, SIGKILL);
        while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    }
    if (in >= 0) close(in);
    if (ends[0] >= 0) close(ends[0]);
    unlink(path);
    if (done && status == 0 && *ret_count > 8 && memcmp(bytes, "\x89PNG", 4) == 0) {
        *ret_bytes = bytes;
        return ERR_NONE;
    }
    free(bytes);
    return why_set(why, ERR_IO, "cannot draw the preview");
}

enum err story_preview(struct console_call *call, struct why *why) {
    struct preview p = {call, why, ERR_NONE, "/tmp/muster-preview-XXXXXX"};
    char program[512], *bytes = NULL, *text = NULL;
    size_t count = 0;
    struct change *change = NULL;
    if (!program_path(program)) return console_refuse(call, why, 501, "no_preview", NULL);
    enum err e = console_change(call, json_object_get(call->body, "change"), why, &change);
    if (e != ERR_NONE) return e;
    if (change->kind != CHANGE_STORY || !mkdtemp(p.folder)) {
        free(change);
        return console_refuse(call, why, 400, "preview_failed", NULL);
    }
    wire_change_blobs(change, put_blob, &p);
    e = p.e;
    if (e == ERR_NONE) e = wire_change_write(change, why, &text);
    if (e == ERR_NONE) e = draw(&p, program, text, why, &bytes, &count);
    wire_change_blobs(change, drop_blob, &p);
    rmdir(p.folder);
    free(text);
    free(change);
    if (e != ERR_NONE) return console_refuse(call, why, 500, "preview_failed", NULL);
    http_reply_bytes(call->http, 200, "image/png", bytes, count);
    call->replied = true;
    return e;
}
