/* spoken: records, plays and discards the voice note.
 * It belongs to the request that is being made: any screen outside of it discards the note. */
#include "screens/shell/spoken.h"

void spoken_do(struct spoken *spoken, enum voice_note_action action) {
    if (spoken->calls->voice_note) spoken->calls->voice_note(spoken->calls->to, action);
    if (action == VOICE_NOTE_DISCARD) spoken->state = (struct voice_note_state){0};
    spoken->display->dirty = true;
}

void spoken_reported(struct spoken *spoken, const struct voice_note_state *state,
                     const struct screen *screen) {
    if (!screen->drafts) return; /* sent before the sound received the discard */
    spoken->state = *state;
    spoken->display->dirty = true;
}

void spoken_entered(struct spoken *spoken, const struct screen *screen) {
    if (screen->drafts)
        spoken_touched(spoken);
    else if (spoken->state.kind != VOICE_NOTE_NONE)
        spoken_do(spoken, VOICE_NOTE_DISCARD);
}

void spoken_touched(struct spoken *spoken) {
    if (spoken->state.kind == VOICE_NOTE_RECORDING || spoken->state.kind == VOICE_NOTE_PLAYING)
        spoken_do(spoken, VOICE_NOTE_STOP);
}
