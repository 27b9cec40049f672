#pragma once
/* One stay on one screen: its state and its time-out. UI thread only. */
#include "screens/shell/screen.h"

#define SESSION_EXTENSIONS_MAX 10
#define SESSION_WARN_MS 20000 /* the question before a time-out is shown for so long */

struct screen_session {
    const struct screen *screen;
    void *state;
    struct where where;
    int64_t entered_ms;
    int64_t timer_ms; /* the time-out counts from here */
    int extensions;
    bool shown; /* its first frame is on the display */
    bool has_outcome;
    struct outcome outcome; /* the tap that led here */
};

/* where and outcome may be NULL. */
void session_begin(struct screen_session *session, const struct screen *screen,
                   const struct where *where, const struct outcome *outcome);
/* Wipes the state and everything else. Takes one that was never begun. */
void session_end(struct screen_session *session);
void session_set_outcome(struct screen_session *session, const struct outcome *outcome);

void session_touched(struct screen_session *session); /* restarts the time-out */
void session_extend(struct screen_session *session);  /* the same, a limited number of times */
/* ms until the time-out; -1: there is none. */
int64_t session_left_ms(const struct screen_session *session, int64_t now_ms);
/* The question before the time-out is shown, with left_ms to go. */
bool session_warns(const struct screen_session *session, int64_t left_ms);
