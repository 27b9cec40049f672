/* setup: what the setup wizard of a new kiosk stores and asks for.
 *
 *   language, name, panel, zone --> local.conf    wireless: a job asks muster-board
 * 1. Only while the kiosk is new. Afterwards it answers nothing and changes nothing.
 * 2. A passphrase is passed to muster-board only, and wiped. */
#include "desk/setup.h"
#include "base/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ASK_LIMIT_S 90

struct wireless_job {
    struct desk_board board;
    void *to;
    struct setup_do action;
    struct job job;
    struct answer_setup progress; /* of it only the wireless part; by the job's mutex */
};

/* nmcli -t: a ':' or '\' in a value is escaped with '\'. Returns what follows the field, or NULL.
 */
static const char *take_field(const char *at, char *ret, size_t bytes) {
    size_t n = 0;
    for (; *at && *at != ':'; at++) {
        if (*at == '\\' && at[1]) at++;
        if (n + 1 < bytes) ret[n++] = *at;
    }
    ret[n] = 0;
    return *at ? at + 1 : NULL;
}

/* IN-USE:SIGNAL:SECURITY:SSID, the strongest of each name first; hidden networks have no name.
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
    job_lock(&job->job);
    if (line && job->action.action == SETUP_SCAN) take_network(&job->progress, line);
    job_unlock(&job->job);
    return job_goes_on(&job->job);
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

static void run(void *arg) {
    struct wireless_job *job = arg;
    struct why why = {0};
    enum err e = ask(job, &why);
    if (e != ERR_NONE) log_warn("desk", "wireless: %s", why.text);
    job_lock(&job->job);
    job->progress.wireless.code = e;
    TEXT_COPY(job->progress.wireless.words, why.text);
    job->progress.wireless.state = e != ERR_NONE                      ? WIRELESS_FAILED
                                   : job->action.action == SETUP_SCAN ? WIRELESS_SEEN
                                                                      : WIRELESS_JOINED;
    crypto_wipe(job->action.secret, sizeof job->action.secret);
    job_unlock(&job->job);
}

static void read_wireless(struct setup *setup) {
    struct wireless_job *job = setup->wireless;
    if (job)
        job_copy(&job->job, &setup->state.wireless, &job->progress.wireless,
                 sizeof setup->state.wireless);
}

static bool is_running(int state) {
    return state == WIRELESS_LOOKING || state == WIRELESS_JOINING;
}

bool setup_is_busy(const struct setup *setup) {
    return setup->wireless && is_running(setup->wireless->job.watched_state);
}

void setup_finish(struct setup *setup) {
    struct wireless_job *job = setup->wireless;
    if (!job) return;
    job_finish(&job->job);
    crypto_wipe(job, sizeof *job);
    free(job);
    setup->wireless = NULL;
}

static enum err start_wireless(struct setup *setup, const struct setup_do *action,
                               struct why *why) {
    if (setup_is_busy(setup)) return ERR_NONE;
    setup_finish(setup);
    struct wireless_job *job = calloc(1, sizeof *job);
    if (!job) return why_set(why, ERR_NO_MEMORY, "no memory for a network");
    job->board = setup->context->config.board;
    job->to = setup->context->config.to;
    job->action = *action;
    job->progress.wireless.state =
        action->action == SETUP_SCAN ? WIRELESS_LOOKING : WIRELESS_JOINING;
    job_init(&job->job, "wireless", run, job);
    setup->wireless = job;
    enum err e = job_begin(&job->job, job->progress.wireless.state, why);
    if (e != ERR_NONE) setup_finish(setup);
    return e;
}

void setup_watch(struct setup *setup, int64_t now_ms) {
    if (!setup->wireless || !job_is_due(&setup->wireless->job, now_ms)) return;
    read_wireless(setup);
    if (job_has_news(&setup->wireless->job, (int)setup->state.wireless.state, false))
        context_post_changed(setup->context);
}

static enum err keep(struct setup *setup, const char *section, const char *name, const char *value,
                     struct why *why) {
    const struct desk_board *board = &setup->context->config.board;
    return board->keep ? board->keep(setup->context->config.to, section, name, value, why)
                       : why_set(why, ERR_UNSUPPORTED, "no configuration can be written here");
}

static enum err end(struct setup *setup, struct why *why) {
    enum err e = keep(setup, "kiosk", "setup", "no", why);
    if (e != ERR_NONE) return e;
    setup->context->config.setting_up = false;
    log_info("desk", "this kiosk is set up");
    if (setup->context->config.board.restart)
        setup->context->config.board.restart(setup->context->config.to);
    return ERR_NONE;
}

static enum err act(struct setup *setup, const struct setup_do *action, struct why *why) {
    struct answer_setup *s = &setup->state;
    enum err e;
    switch (action->action) {
    case SETUP_LANGUAGE:
        e = keep(setup, "station", "language", action->text, why);
        if (e == ERR_NONE) TEXT_COPY(s->language, action->text);
        return e;
    case SETUP_NAME:
        e = keep(setup, "station", "name", action->text, why);
        if (e == ERR_NONE) TEXT_COPY(s->name, action->text);
        return e;
    case SETUP_ROTATION:
        e = keep(setup, "display", "rotation", action->text, why);
        if (e == ERR_NONE) s->rotation = atoi(action->text);
        return e;
    case SETUP_ZONE:
        e = keep(setup, "station", "timezone", action->text, why);
        if (e == ERR_NONE) TEXT_COPY(s->zone, action->text);
        return e;
    case SETUP_SCAN:
    case SETUP_JOIN:
        return start_wireless(setup, action, why);
    case SETUP_END:
        return end(setup, why);
    case SETUP_ACTIONS:
        break;
    }
    return why_set(why, ERR_UNSUPPORTED, "an unknown action of the setup wizard");
}

void setup_init(struct setup *setup, struct desk_context *context) {
    const struct desk_config *c = &context->config;
    *setup = (struct setup){.context = context, .state.rotation = c->rotation};
    if (c->language) TEXT_COPY(setup->state.language, c->language);
    if (c->station) TEXT_COPY(setup->state.name, c->station);
    if (c->zone) TEXT_COPY(setup->state.zone, c->zone);
}

enum err setup_answer(struct setup *setup, const struct intent *intent, struct answer_setup *ret,
                      struct why *why) {
    struct staff_device device = {0};
    if (!setup->context->config.setting_up)
        return why_set(why, ERR_PERMISSION, "this kiosk is set up");
    setup->state.code = ERR_NONE;
    if (intent->kind == INTENT_SETUP_DO) {
        setup->state.code = act(setup, &intent->u.setup_do, why);
        if (setup->state.code != ERR_NONE) log_warn("desk", "setup: %s", why->text);
    }
    read_wireless(setup);
    *ret = setup->state;
    if (setup->context->config.board.look)
        setup->context->config.board.look(setup->context->config.to, &device);
    ret->networks_up = device.networks_up;
    TEXT_COPY(ret->networks, device.networks);
    return ERR_NONE;
}
