#pragma once
/* The voice note of a request. UI thread only. */
#include "screens/shell/display.h"

struct spoken {
    const struct glass_calls *calls;
    struct display *display;
    struct voice_note_state state; /* as the sound reports it */
};

void spoken_do(struct spoken *spoken, enum voice_note_action action);
/* The sound reports a new state; screen: the current one. */
void spoken_reported(struct spoken *spoken, const struct voice_note_state *state,
                     const struct screen *screen);
void spoken_entered(struct spoken *spoken, const struct screen *screen);
/* Something other than the voice note's own keys was touched: recording and playing stop. */
void spoken_touched(struct spoken *spoken);
