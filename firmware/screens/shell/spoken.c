/* spoken: the voice note of a request, from the glass's side.
 * 1. It lives as long as the request that it belongs to: on any other screen it is gone. */
#include "screens/shell/glass_private.h"

void spoken_do(struct glass *glass, enum voice_note_action action) {
    if (glass->calls.voice_note) glass->calls.voice_note(glass->calls.to, action);
    if (action == VOICE_NOTE_DISCARD) glass->voice_note = (struct voice_note_state){0};
    glass->dirty = true;
}

void spoken_told(struct glass *glass, const struct voice_note_state *state) {
    if (!glass->visit.screen->drafts) return; /* told before the sound knew that it is over */
    glass->voice_note = *state;
    glass->dirty = true;
}

void spoken_entered(struct glass *glass, const struct screen *screen) {
    if (!screen->drafts) {
        if (glass->voice_note.kind != VOICE_NOTE_NONE) spoken_do(glass, VOICE_NOTE_DISCARD);
        return;
    }
    spoken_touched(glass);
}

void spoken_touched(struct glass *glass) {
    if (glass->voice_note.kind == VOICE_NOTE_RECORDING ||
        glass->voice_note.kind == VOICE_NOTE_PLAYING)
        spoken_do(glass, VOICE_NOTE_STOP);
}
