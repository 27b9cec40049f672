/* setup: what the walk at a new kiosk keeps and asks.
 *
 *   language, name, panel, zone --> local.conf    wireless: a thread asks muster-board
 * 1. Only while the kiosk is new: else whoever stands there is told nothing and may change nothing.
 * 2. A passphrase is on its way to muster-board only, and wiped. */
#include "base/log.h"
#include "desk/desk_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ASK_LIMIT_S 90
#define TOLD_MS 500

struct wireless_job {
    struct desk_board board;
    void *to;
    struct setup_do action;
    pthread_t thread;
    pthread_mutex_t mutex;
    struct answer_setup told; /* of it only the wireless; by the mutex */
    bool stop;                /* by the mutex */
};

/* nmcli -t: a ':' or '\' of a value has a '\' before it. Returns the field behind it, or NULL. */
static const char *take_field(const char *at, char *ret, size_t bytes) {
    size_t n = 0;
    for (; *at && *at != ':'; at++) {
        if (*at == '\\' && at[1]) at++;
        if (n + 1 < bytes) ret[n++] = *at;
    }
    ret[n] = 0;
    return *at ? at + 1 : NULL;
}

/* IN-USE:SIGNAL:SECURITY:SSID, the strongest of a name first; a network without a name is hidden.
 */
static void take_network(struct answer_setup *told, const char *line) {
    char used[8], signal[8], security[64], ssid[64];
    line = take_field(line, used, sizeof used);
    if (line) line = take_field(line, signal, sizeof signal);
    if (line) line = take_field(line, security, sizeof security);
    if (!line) return;
    take_field(line, ssid, sizeof ssid);
    size_t n = strlen(ssid);
    if (n == 0 || n > 32 || !utf8_valid(ssid, n) || told->wireless.count == SETUP_NETWORKS) return;
    for (int i = 0; i < told->wireless.count; i++)
        if (strcmp(told->wireless.row[i].ssid, ssid) == 0) return;
    int at = told->wireless.count++;
    TEXT_COPY(told->wireless.row[at].ssid, ssid);
    told->wireless.row[at].signal = atoi(signal);
    told->wireless.row[at].open = security[0] == 0 || strcmp(security, "--") == 0;
}

static bool hear(void *to, const char *line) {
    struct wireless_job *job = to;
    pthread_mutex_lock(&job->mutex);
    if (line && job->action.action == SETUP_SCAN) take_network(&job->told, line);
    bool go_on = !job->stop;
    pthread_mutex_unlock(&job->mutex);
    return go_on;
}

static enum err ask(struct wireless_job *job, struct why *why) {
    const struct setup_do *action = &job->action;
    const char *const scan[] = {"network-list", NULL};
    const char *const join[] = {"network-join", action->text,
                                action->secret[0] ? action->secret : NULL, NULL};
    if (!job->board.ask) return why_set(why, ERR_NOT_FOUND, "no board");
    return job->board.ask(job->to, action->action == SETUP_SCAN ? scan : join, ASK_LIMIT_S, hear,
                          job, why);
}

static void *run(void *arg) {
    struct wireless_job *job = arg;
    struct why why = {0};
    pthread_setname_np(pthread_self(), "wireless");
    enum err e = ask(job, &why);
    if (e != ERR_NONE) log_warn("desk", "wireless: %s", why.text);
    pthread_mutex_lock(&job->mutex);
    job->told.wireless.code = e;
    TEXT_COPY(job->told.wireless.words, why.text);
    job->told.wireless.state = e != ERR_NONE                      ? WIRELESS_FAILED
                               : job->action.action == SETUP_SCAN ? WIRELESS_SEEN
                                                                  : WIRELESS_JOINED;
    crypto_wipe(job->action.secret, sizeof job->action.secret);
    pthread_mutex_unlock(&job->mutex);
    return NULL;
}

static void look_at_wireless(struct desk *desk) {
    if (!desk->wireless) return;
    pthread_mutex_lock(&desk->wireless->mutex);
    desk->setup.wireless = desk->wireless->told.wireless;
    pthread_mutex_unlock(&desk->wireless->mutex);
}

bool desk_setup_runs(const struct desk *desk) {
    return desk->wireless &&
           (desk->wireless_told == WIRELESS_LOOKING || desk->wireless_told == WIRELESS_JOINING);
}

void desk_setup_close(struct desk *desk) {
    struct wireless_job *job = desk->wireless;
    if (!job) return;
    pthread_mutex_lock(&job->mutex);
    job->stop = true;
    pthread_mutex_unlock(&job->mutex);
    pthread_join(job->thread, NULL);
    pthread_mutex_destroy(&job->mutex);
    crypto_wipe(job, sizeof *job);
    free(job);
    desk->wireless = NULL;
}

static enum err start_wireless(struct desk *desk, const struct setup_do *action, struct why *why) {
    if (desk_setup_runs(desk)) return ERR_NONE;
    desk_setup_close(desk);
    struct wireless_job *job = calloc(1, sizeof *job);
    if (!job) return why_set(why, ERR_NO_MEMORY, "no memory for a network");
    job->board = desk->config.board;
    job->to = desk->config.to;
    job->action = *action;
    job->told.wireless.state = action->action == SETUP_SCAN ? WIRELESS_LOOKING : WIRELESS_JOINING;
    pthread_mutex_init(&job->mutex, NULL);
    if (pthread_create(&job->thread, NULL, run, job) != 0) {
        pthread_mutex_destroy(&job->mutex);
        free(job);
        return why_set(why, ERR_NO_MEMORY, "no thread for a network");
    }
    desk->wireless = job;
    desk->wireless_told = job->told.wireless.state;
    return ERR_NONE;
}

/* The progress reaches the glass as a change: what is on it is asked for again. */
void desk_setup_care(struct desk *desk, int64_t now_ms) {
    if (!desk->wireless || now_ms < desk->tell_wireless_ms) return;
    desk->tell_wireless_ms = now_ms + TOLD_MS;
    look_at_wireless(desk);
    if (desk->setup.wireless.state == desk->wireless_told) return;
    desk->wireless_told = desk->setup.wireless.state;
    desk->out.kind = GLASS_CHANGED;
    desk->config.post(desk->config.to, &desk->out);
}

static enum err keep(struct desk *desk, const char *section, const char *name, const char *value,
                     struct why *why) {
    const struct desk_board *board = &desk->config.board;
    return board->keep ? board->keep(desk->config.to, section, name, value, why)
                       : why_set(why, ERR_UNSUPPORTED, "nothing is kept here");
}

static enum err end(struct desk *desk, struct why *why) {
    enum err e = keep(desk, "kiosk", "setup", "no", why);
    if (e != ERR_NONE) return e;
    desk->config.setting_up = false;
    log_info("desk", "this kiosk is set up");
    if (desk->config.board.restart) desk->config.board.restart(desk->config.to);
    return ERR_NONE;
}

static enum err act(struct desk *desk, const struct setup_do *action, struct why *why) {
    struct answer_setup *s = &desk->setup;
    enum err e;
    switch (action->action) {
    case SETUP_LANGUAGE:
        e = keep(desk, "station", "language", action->text, why);
        if (e == ERR_NONE) TEXT_COPY(s->language, action->text);
        return e;
    case SETUP_NAME:
        e = keep(desk, "station", "name", action->text, why);
        if (e == ERR_NONE) TEXT_COPY(s->name, action->text);
        return e;
    case SETUP_ROTATION:
        e = keep(desk, "display", "rotation", action->text, why);
        if (e == ERR_NONE) s->rotation = atoi(action->text);
        return e;
    case SETUP_ZONE:
        e = keep(desk, "station", "timezone", action->text, why);
        if (e == ERR_NONE) TEXT_COPY(s->zone, action->text);
        return e;
    case SETUP_SCAN:
    case SETUP_JOIN:
        return start_wireless(desk, action, why);
    case SETUP_END:
        return end(desk, why);
    case SETUP_ACTIONS:
        break;
    }
    return why_set(why, ERR_UNSUPPORTED, "the walk asked for something unknown");
}

void desk_setup_begin(struct desk *desk) {
    const struct desk_config *c = &desk->config;
    if (c->setting_up) TEXT_COPY(desk->staff.key, "setup"); /* for the audit log */
    desk->setup = (struct answer_setup){.rotation = c->rotation};
    if (c->language) TEXT_COPY(desk->setup.language, c->language);
    if (c->station) TEXT_COPY(desk->setup.name, c->station);
    if (c->zone) TEXT_COPY(desk->setup.zone, c->zone);
}

enum err desk_setup(struct desk *desk, const struct intent *intent, struct answer_setup *ret,
                    struct why *why) {
    struct staff_device device = {0};
    if (!desk->config.setting_up) return why_set(why, ERR_PERMISSION, "this kiosk is set up");
    desk->setup.code = ERR_NONE;
    if (intent->kind == INTENT_SETUP_DO) {
        desk->setup.code = act(desk, &intent->u.setup_do, why);
        if (desk->setup.code != ERR_NONE) log_warn("desk", "setup: %s", why->text);
    }
    look_at_wireless(desk);
    *ret = desk->setup;
    if (desk->config.board.look) desk->config.board.look(desk->config.to, &device);
    ret->networks_up = device.networks_up;
    TEXT_COPY(ret->networks, device.networks);
    return ERR_NONE;
}
