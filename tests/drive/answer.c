/* answer: one line for each request, "ok ..." or "error ...". A request that makes something happen
 * is answered when the glass has come to rest. */
#include "drive_private.h"

#include "base/bytes.h"
#include "base/clock.h"

#include <stdio.h>
#include <string.h>

void answer_now(struct answer_later *a, const char *words) {
    char line[LINE_BYTES];
    int bytes = snprintf(line, sizeof line, "%s\n", words);
    if (bytes > 0) socket_send(a->fd, line, (size_t)bytes);
}

void answer_at_rest(struct answer_later *a, const char *screen, int64_t timeout_ms) {
    a->pending = screen ? PENDING_SCREEN : PENDING_REST;
    if (screen) TEXT_COPY(a->screen, screen);
    a->fresh = true;
    a->until_ms = clock_ticks_ms() + timeout_ms;
}

bool answer_when_due(struct answer_later *a, const struct glass *glass, bool dragging) {
    char words[LINE_BYTES];
    struct view_state state;
    if (a->pending == PENDING_NONE) return false;
    view_state(glass, &state);
    bool late = clock_ticks_ms() >= a->until_ms;
    bool there =
        a->pending == PENDING_REST || (strcmp(state.screen, a->screen) == 0 && state.shown);
    bool at_rest = state.at_rest && !a->fresh && !dragging;
    if (!late && !(there && at_rest)) return true;
    bool failed = late && a->pending == PENDING_SCREEN && !there;
    snprintf(words, sizeof words, failed ? "error %s, not %s" : "ok %s", state.screen, a->screen);
    a->pending = PENDING_NONE;
    answer_now(a, words);
    return true; /* the next request may be there already */
}
