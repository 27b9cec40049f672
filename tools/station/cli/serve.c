/* serve: runs the connection pool, the upstream thread, the server and the watcher until SIGTERM.
 *
 *   kiosks, browsers --> server (its threads) --> ledger
 *                          ^-- wake -- watcher (what other processes and instances commit)
 *   upstream <-- nudge ----' */
#include "cli/command.h"

#include "api/routes.h"
#include "console/routes.h"

#include "base/bytes.h"
#include "base/clock.h"
#include "base/log.h"
#include "platform/watchdog.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define LOOK_MS 1000 /* SQLite: how often the watcher checks for commits of other processes */
#define POOL_CONNECTIONS 8
#define RETENTION_EVERY_MS (6 * 3600000LL)

struct watcher {
    pthread_t thread;
    struct station *station;
    bool stop;
};

static bool stopping(const struct watcher *w) {
    return __atomic_load_n(&w->stop, __ATOMIC_ACQUIRE);
}

/* The newest cursor and record number; they differ after any commit by any process. */
static enum err look(struct ledger *ledger, struct why *why, int64_t *ret_state) {
    int64_t cursor = 0, no = 0;
    enum err e = ledger_cursor(ledger, why, &cursor);
    if (e == ERR_NONE)
        e = db_one(ledger_db(ledger), why, &no, "SELECT coalesce(max(no), 0) FROM record", "");
    *ret_state = cursor * 1000003 + no;
    return e;
}

/* With PostgreSQL a notification wakes the watcher immediately; the check covers lost connections.
 */
static void watch_ledger(struct watcher *w, struct ledger *ledger) {
    struct why why = {0};
    int64_t before = -1, now = 0;
    enum err e = db_listen(ledger_db(ledger), &why, "muster_change");
    if (e == ERR_NONE) e = db_listen(ledger_db(ledger), &why, "muster_record");
    while (e == ERR_NONE && !stopping(w)) {
        bool came = false;
        e = db_wait(ledger_db(ledger), LOOK_MS, &why, &came);
        if (e == ERR_NONE) e = look(ledger, &why, &now);
        if (came || now != before) http_wake(w->station->server);
        if (now != before) upstream_nudge(w->station->upstream);
        before = now;
    }
    if (e != ERR_NONE) log_warn("station", "watching the ledger: %s, retrying", why.text);
}

static void retain(struct watcher *w, int64_t *next_ms) {
    struct ledger *ledger = NULL;
    struct ledger_retention done;
    struct why why = {0};
    const struct station_config *c = &w->station->config;
    if (clock_ticks_ms() < *next_ms) return;
    *next_ms = clock_ticks_ms() + RETENTION_EVERY_MS;
    enum err e = ledger_take(w->station->pool, &why, &ledger);
    if (e == ERR_NONE)
        e = ledger_retain(ledger, c->request_days, c->attendance_days, clock_now().utc_ms, &why,
                          &done);
    ledger_give(w->station->pool, ledger);
    if (e != ERR_NONE) log_warn("station", "retention: %s", why.text);
}

static void *run(void *arg) {
    struct watcher *w = arg;
    char url[768];
    int64_t retention_ms = clock_ticks_ms() + 60000;
    pthread_setname_np(pthread_self(), "watcher");
    station_db_url(&w->station->config, url, sizeof url);
    while (!stopping(w)) {
        struct ledger *ledger = NULL;
        struct why why = {0};
        retain(w, &retention_ms);
        if (ledger_open(url, &why, &ledger) == ERR_NONE)
            watch_ledger(w, ledger);
        else
            log_warn("station", "the ledger cannot be opened: %s, retrying", why.text);
        ledger_close(ledger);
        if (!stopping(w)) nanosleep(&(struct timespec){1, 0}, NULL);
    }
    return NULL;
}

static enum err open_all(struct station *station, struct why *why) {
    static const struct http_route *const tables[] = {api_routes, console_routes, NULL};
    char url[768];
    struct ledger *ledger = NULL;
    const struct station_config *c = &station->config;
    station_db_url(c, url, sizeof url);
    enum err e = command_ledger(c, why, &ledger);
    ledger_close(ledger);
    if (e == ERR_NONE) e = station_keys_open(c, why, &station->keys);
    if (e == ERR_NONE) e = ledger_pool_new(url, POOL_CONNECTIONS, why, &station->pool);
    if (e == ERR_NONE) e = console_files_open(c->assets, why, &station->console);
    if (e == ERR_NONE && c->upstream[0]) {
        ledger_pool_forward(station->pool, true);
        e = upstream_open(station, why, &station->upstream);
    }
    struct http_config http = {.listen = c->listen,
                               .port = (uint16_t)c->port,
                               .cert_pem = station->keys.cert_pem,
                               .key_pem = station->keys.key_pem,
                               .tables = tables,
                               .admit = console_admit,
                               .per_address = c->per_address};
    return e == ERR_NONE ? http_open(station, &http, why, &station->server) : e;
}

static void close_all(struct station *station) {
    http_close(station->server);
    upstream_close(station->upstream);
    console_files_close(station->console);
    ledger_pool_free(station->pool);
    station_keys_finish(&station->keys);
}

static void say_ready(const struct station *station) {
    printf("muster-station: %s at https://%s:%u (fingerprint %s)\n", station->config.name,
           station->config.listen, http_port(station->server), station->keys.fingerprint);
    fflush(stdout);
    platform_notify_ready();
}

int command_serve(int argc, char **argv) {
    struct station station = {.import_lock = PTHREAD_MUTEX_INITIALIZER};
    struct watcher watcher = {.station = &station};
    struct why why = {0};
    sigset_t stop, old;
    int signal = 0, code = command_begin(&argc, argv, &station.config);
    const char *port = command_option(&argc, argv, "--port"),
               *listen = command_option(&argc, argv, "--listen");
    if (code != 0) return code;
    if (port) station.config.port = atoi(port);
    if (listen) TEXT_COPY(station.config.listen, listen);
    sigfillset(&stop); /* threads inherit the blocked signals; this thread waits for them */
    sigdelset(&stop, SIGSEGV);
    sigdelset(&stop, SIGABRT);
    sigdelset(&stop, SIGBUS);
    sigdelset(&stop, SIGFPE);
    pthread_sigmask(SIG_SETMASK, &stop, &old);
    enum err e = open_all(&station, &why);
    if (e == ERR_NONE && pthread_create(&watcher.thread, NULL, run, &watcher) != 0)
        e = why_set(&why, ERR_NO_MEMORY, "cannot start the watcher");
    if (e != ERR_NONE) {
        close_all(&station);
        return command_failed(e, &why);
    }
    say_ready(&station);
    bool local = strcmp(station.config.listen, "127.0.0.1") ==
                 0; /* announcing a loopback address would be useless */
    struct announce *announce =
        local ? NULL : announce_open(station.config.name, http_port(station.server));
    do {
        sigwait(&stop, &signal);
    } while (signal != SIGTERM && signal != SIGINT);
    platform_notify_stopping();
    announce_close(announce);
    __atomic_store_n(&watcher.stop, true, __ATOMIC_RELEASE);
    pthread_join(watcher.thread, NULL);
    close_all(&station);
    return 0;
}
