/* context: the ways out of the desk, and the state of the store. */
#include "desk/core/context.h"
#include "base/log.h"

#define RETRY_MS 5000

void context_init(struct desk_context *context, const struct desk_config *config) {
    context->config = *config;
    TEXT_COPY(context->data_directory, config->data_directory);
    context->config.data_directory = context->data_directory;
}

void context_wipe(struct desk_context *context) {
    crypto_wipe(&context->card_key, sizeof context->card_key);
    crypto_wipe(&context->card_key_before, sizeof context->card_key_before);
    seal_wipe(&context->seal);
}

static void post(struct desk_context *context, enum glass_event_kind kind) {
    context->out.kind = kind;
    context->config.post(context->config.to, &context->out);
}

void context_post_outcome(struct desk_context *context, const struct outcome *outcome) {
    context->out.u.outcome = *outcome;
    post(context, GLASS_OUTCOME);
}

void context_post_reader(struct desk_context *context, bool up, const char *reason) {
    context->out.u.reader.up = up;
    TEXT_COPY(context->out.u.reader.reason, reason);
    post(context, GLASS_READER);
}

void context_post_state(struct desk_context *context) {
    context->out.u.store = context->state;
    post(context, GLASS_STORE);
}

void context_post_changed(struct desk_context *context) {
    post(context, GLASS_CHANGED);
}

void context_post_answer(struct desk_context *context, uint32_t ticket, enum answer_kind kind) {
    context->out.u.answer.kind = kind;
    context->out.u.answer.ticket = ticket;
    post(context, GLASS_ANSWER);
}

bool context_forward(struct desk_context *context, struct link_tell *tell) {
    tell->waiting = context->state.waiting;
    return context->config.forward && context->config.forward(context->config.to, tell);
}

void context_nudge(struct desk_context *context) {
    struct link_tell tell = {.kind = LINK_NUDGE};
    if (context->paired) context_forward(context, &tell);
}

void context_failed(struct desk_context *context, enum err e, const struct why *why) {
    if (!context->store) return; /* logged when it could not be opened */
    log_error("desk", "%s: %s", err_name(e), why->text);
    if (e == ERR_CORRUPT) {
        context->due |= DUE_REOPEN;
        return;
    }
    bool refuses = e == ERR_DISK_FULL || e == ERR_READ_ONLY || e == ERR_IO || e == ERR_BUSY;
    if (refuses && !context->state.read_only) {
        context->state.read_only = true;
        context->state.code = e;
        context_post_state(context);
    }
    if (refuses) context->next_try_ms = clock_ticks_ms() + RETRY_MS;
}

void context_worked(struct desk_context *context) {
    if (!context->state.read_only) return;
    log_info("desk", "the store takes records again");
    context->state.read_only = false;
    context->state.code = ERR_NONE;
    context->next_try_ms = 0;
    context_count_pending(context);
    context_post_state(context);
}

void context_count_pending(struct desk_context *context) {
    int64_t oldest = 0;
    struct why why = {0};
    if (context->store &&
        store_pending(context->store, &why, &context->state.waiting, &oldest) != ERR_NONE)
        log_warn("desk", "the outbox: %s", why.text);
}
