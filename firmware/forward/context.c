/* context: calls to the station, and when to retry them. */
#include "forward/context.h"
#include "base/clock.h"
#include "base/log.h"

#define FIRST_WAIT_MS 1000
#define LONGEST_WAIT_MS 300000 /* design: 1 s to 5 min */

bool forward_ask(const struct forward_context *context, const struct link_ask *ask) {
    return context->config.ask(context->config.to, ask);
}

bool forward_start_call(struct forward_context *context, struct call *call,
                        const struct question *question) {
    struct target target = {.ca = context->pairing.answer.ca,
                            .token = context->pairing.answer.token};
    TEXT_COPY(target.address, context->pairing.address);
    bool begun = call_begin(call, &target, question) &&
                 curl_multi_add_handle(context->multi, call->easy) == CURLM_OK;
    call->under_way = begun;
    return begun;
}

void forward_stop_call(struct forward_context *context, struct call *call) {
    if (call->under_way) curl_multi_remove_handle(context->multi, call->easy);
    call->under_way = false;
}

enum link_trouble forward_trouble(const struct forward_context *context) {
    if (!context->paired) return LINK_NOT_PAIRED;
    if (context->backoff[LANE_UP].trouble != LINK_OK) return context->backoff[LANE_UP].trouble;
    return context->backoff[LANE_DOWN].trouble;
}

void backoff_success(struct forward_context *context, enum lane lane) {
    struct backoff *own = &context->backoff[lane];
    struct backoff *other = &context->backoff[lane == LANE_UP ? LANE_DOWN : LANE_UP];
    if (own->trouble != LINK_OK) log_info("forward", "the station answers again");
    own->failures = 0;
    own->trouble = LINK_OK;
    context->success_ms = clock_now().utc_ms;
    if (other->trouble != LINK_OK && !link_error_is_permanent(other->trouble)) other->next_ms = 1;
}

int64_t backoff_next_ms(int failures) {
    int64_t wait_ms = FIRST_WAIT_MS;
    for (int i = 0; i < failures && wait_ms < LONGEST_WAIT_MS; i++) wait_ms *= 2;
    if (wait_ms > LONGEST_WAIT_MS) wait_ms = LONGEST_WAIT_MS;
    return clock_ticks_ms() + wait_ms / 2 +
           (int64_t)crypto_random_below((uint32_t)(wait_ms / 2) + 1);
}

void backoff_failure(struct forward_context *context, enum lane lane, enum link_trouble trouble,
                     const char *what) {
    struct backoff *backoff = &context->backoff[lane];
    if (backoff->trouble != trouble) {
        log_warn("forward", "%s: %s (%s), retrying", what, link_words(trouble), link_code(trouble));
        if (context->trouble_ms == 0 || forward_trouble(context) == LINK_OK)
            context->trouble_ms = clock_now().utc_ms;
    }
    backoff->trouble = trouble;
    backoff->next_ms = backoff_next_ms(backoff->failures++);
}
