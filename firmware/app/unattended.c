/* unattended: a first start without an installer at the kiosk.
 *
 *   file --config keys--> local.conf --thread--> time zone, network --> station
 *        \--> its hash is stored
 * 1. A file with one bad line changes nothing.
 * 2. A passphrase goes to NetworkManager through muster-board's pipe, and nowhere else.
 * 3. A file that was used is not used again. A file whose station was not reached is used again at
 * the next start, because its code has not been spent. */
#include "app/unattended.h"

#include "app/options.h"
#include "app/pairing.h"
#include "base/bytes.h"
#include "base/crypto.h"
#include "base/log.h"
#include "platform/board.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define FILE_MAX 16384
#define LOCAL_MAX 32768
#define BOARD_LIMIT_S 90
#define TRIES 60 /* to reach the station, REST_S apart: a network may come up late */
#define REST_S 10

struct unattended {
    struct setup setup;
    char hash[2 * HASH_BYTES + 1];
    pthread_t thread;
    bool started;
    bool stop; /* atomic */
};

static void done_path(const struct config *config, char ret_path[static 300]) {
    snprintf(ret_path, 300, "%s/setup.done", config->data_directory);
}

static bool was_done(const struct config *config, const char *hash) {
    char path[300], *text = NULL;
    size_t bytes = 0;
    done_path(config, path);
    bool same = file_read(path, 256, NULL, &text, &bytes) == ERR_NONE &&
                strncmp(text, hash, 2 * HASH_BYTES) == 0;
    free(text);
    return same;
}

static enum err read_setup(const struct config *config, struct why *why, struct setup *ret_setup,
                           char *ret_local, char ret_hash[static 2 * HASH_BYTES + 1]) {
    char *text = NULL;
    size_t bytes = 0;
    if (!config->setup_path[0]) return ERR_NOT_FOUND;
    enum err e = file_read(config->setup_path, FILE_MAX, why, &text, &bytes);
    if (e != ERR_NONE) return e;
    struct hash hash = crypto_keyed_hash(NULL, text, bytes, NULL, 0);
    hex_from_bytes(hash.bytes, HASH_BYTES, ret_hash);
    ret_setup->config = *config;
    e = memchr(text, 0, bytes)
            ? why_set(why, ERR_BAD_INPUT, "%s:1: not a text file", config->setup_path)
            : setup_parse(text, config->setup_path, why, ret_setup, ret_local, FILE_MAX);
    TEXT_COPY(ret_setup->config.data_directory, config->data_directory); /* as local.conf does */
    crypto_wipe(text, bytes);
    free(text);
    return e;
}

enum err unattended_check(const struct config *config, struct why *why, bool *ret_done) {
    struct setup setup = {0};
    char *local = malloc(FILE_MAX), hash[2 * HASH_BYTES + 1];
    if (!local) return why_set(why, ERR_NO_MEMORY, "out of memory");
    enum err e = read_setup(config, why, &setup, local, hash);
    if (e == ERR_NONE) *ret_done = was_done(config, hash);
    crypto_wipe(&setup, sizeof setup);
    free(local);
    return e;
}

/* Appends to the existing file: a later line overrides an earlier one. A file that cannot be parsed
 * is replaced. */
static enum err write_local(const struct config *config, const char *lines, struct why *why) {
    char path[300], *before = NULL, *text = malloc(LOCAL_MAX);
    size_t bytes = 0;
    struct config trial = *config;
    snprintf(path, sizeof path, "%s/local.conf", config->data_directory);
    bool sound = file_read(path, LOCAL_MAX / 2, NULL, &before, &bytes) == ERR_NONE &&
                 config_parse(before, path, NULL, &trial) == ERR_NONE;
    enum err e = text ? ERR_NONE : why_set(why, ERR_NO_MEMORY, "out of memory");
    if (e == ERR_NONE) {
        snprintf(text, LOCAL_MAX, "%s%s", sound ? before : "", lines);
        e = file_write_atomic(path, text, strlen(text), 0600, why);
    }
    free(before);
    free(text);
    return e;
}

static enum err take(struct config *config, struct unattended *job, struct why *why) {
    char *local = malloc(FILE_MAX);
    if (!local) return why_set(why, ERR_NO_MEMORY, "out of memory");
    enum err e = read_setup(config, why, &job->setup, local, job->hash);
    bool is_new = e == ERR_NONE && !was_done(config, job->hash);
    if (e == ERR_NONE && !is_new) e = ERR_NOT_FOUND;
    if (is_new && local[0]) e = write_local(config, local, why);
    if (e == ERR_NONE) e = config_read_local(config->data_directory, why, config);
    free(local);
    return e;
}

void unattended_begin(struct config *config, struct unattended **ret_job) {
    struct why why = {0};
    struct unattended *job = calloc(1, sizeof *job);
    *ret_job = NULL;
    enum err e = job ? take(config, job, &why) : ERR_NO_MEMORY;
    if (e == ERR_NONE) {
        log_info("setup", "setting up this kiosk from %s", config->setup_path);
        *ret_job = job;
        return;
    }
    if (e != ERR_NOT_FOUND) log_error("setup", "%s", why.text);
    unattended_close(job);
}

static bool stopped(struct unattended *job) {
    return __atomic_load_n(&job->stop, __ATOMIC_ACQUIRE);
}

static bool still(void *to, const char *line) {
    (void)line;
    return !stopped(to);
}

static void ask_board(struct unattended *job, const char *const parts[]) {
    struct why why = {0};
    enum err e = board_ask(job->setup.config.board_socket, parts, BOARD_LIMIT_S, still, job, &why);
    if (e != ERR_NONE) log_error("setup", "%s: %s", parts[0], why.text);
}

static void rest(struct unattended *job) {
    for (int i = 0; i < REST_S * 10 && !stopped(job); i++)
        nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
}

/* true: paired, or a retry would not help. */
static bool pair(struct unattended *job) {
    const struct setup *s = &job->setup;
    const struct pairing_request request = {
        .station = s->station, .fingerprint = s->fingerprint, .code = s->code};
    for (int i = 0; i < TRIES && !stopped(job); i++) {
        bool sent = false;
        int code = pairing_run(&s->config, &request, &job->stop, &sent);
        if (code == EXIT_OK || code == EXIT_REFUSED || code == EXIT_USAGE || sent) return true;
        rest(job);
    }
    return false;
}

static void remember(const struct unattended *job) {
    struct why why = {0};
    char path[300];
    done_path(&job->setup.config, path);
    if (file_write_atomic(path, job->hash, strlen(job->hash), 0600, &why) != ERR_NONE)
        log_error("setup", "%s", why.text);
}

static void *run(void *arg) {
    struct unattended *job = arg;
    const struct setup *s = &job->setup;
    pthread_setname_np(pthread_self(), "setup");
    ask_board(job, (const char *const[]){"set-timezone", s->config.timezone, NULL});
    if (s->ssid[0])
        ask_board(job, (const char *const[]){"network-join", s->ssid,
                                             s->passphrase[0] ? s->passphrase : NULL, NULL});
    if ((!s->station[0] || pair(job)) && !stopped(job)) remember(job);
    return NULL;
}

void unattended_start(struct unattended *job) {
    sigset_t all, old;
    if (!job) return;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    job->started = pthread_create(&job->thread, NULL, run, job) == 0;
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    if (!job->started) log_error("setup", "cannot start a thread");
}

void unattended_close(struct unattended *job) {
    if (!job) return;
    __atomic_store_n(&job->stop, true, __ATOMIC_RELEASE);
    if (job->started) pthread_join(job->thread, NULL);
    crypto_wipe(job, sizeof *job);
    free(job);
}
