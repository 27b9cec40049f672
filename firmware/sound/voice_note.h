#pragma once
/* A spoken request: recorded from the microphone as Opus into memory, never to disk; played back;
 * wiped. Recording and playing happen on one thread, the sound's. Any thread may discard and copy.
 */
#include "base/err.h"
#include "model/voice_note.h"

#include <stdbool.h>
#include <stddef.h>

struct voice_note;

MUST_CHECK enum err voice_note_open(struct why *why, struct voice_note **ret_note);
void voice_note_close(struct voice_note *note); /* NULL ok */

void voice_note_record(struct voice_note *note); /* voice_note_step reports whether it succeeded */
void voice_note_stop(struct voice_note *note);
void voice_note_play(struct voice_note *note);

/* Call it every VOICE_NOTE_STEP_MS while recording or playing, and after each of the three calls
 * above. false: nothing has changed. */
#define VOICE_NOTE_STEP_MS 20
bool voice_note_step(struct voice_note *note, struct voice_note_state *ret_state);
bool voice_note_under_way(const struct voice_note *note);

/* Wipes the note from memory before it returns. */
void voice_note_discard(struct voice_note *note);
/* An Ogg file with Opus, to be freed by the caller; false: there is none, or it is not finished. */
MUST_CHECK bool voice_note_copy(struct voice_note *note, uint8_t **ret_bytes, size_t *ret_count);
