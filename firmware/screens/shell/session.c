/* session: a screen's state lives from session_begin to session_end, and is wiped then. */
#include "screens/shell/session.h"

#include "base/clock.h"

#include <stdlib.h>
#include <string.h>

void session_begin(struct screen_session *session, const struct screen *screen,
                   const struct where *where, const struct outcome *outcome) {
    session->screen = screen;
    session->state = calloc(1, screen->state_size + 1);
    if (!session->state) abort(); /* a few kilobytes: without them no screen can be shown */
    if (where) session->where = *where;
    session->entered_ms = session->timer_ms = clock_ticks_ms();
    if (outcome) session_set_outcome(session, outcome);
}

void session_end(struct screen_session *session) {
    if (session->state) {
        explicit_bzero(session->state, session->screen->state_size);
        free(session->state);
    }
    explicit_bzero(session, sizeof *session);
}

void session_set_outcome(struct screen_session *session, const struct outcome *outcome) {
    session->has_outcome = true;
    session->outcome = *outcome;
}

void session_touched(struct screen_session *session) {
    session->timer_ms = clock_ticks_ms();
}

void session_extend(struct screen_session *session) {
    if (session->extensions < SESSION_EXTENSIONS_MAX) session_touched(session);
    session->extensions++;
}

int64_t session_left_ms(const struct screen_session *session, int64_t now_ms) {
    if (session->screen->timeout_ms == 0) return -1;
    int64_t left = session->timer_ms + session->screen->timeout_ms - now_ms;
    return left > 0 ? left : 0;
}

bool session_warns(const struct screen_session *session, int64_t left_ms) {
    return left_ms >= 0 && left_ms <= SESSION_WARN_MS && !session->screen->brief;
}
