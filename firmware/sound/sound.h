#pragma once
/* Sound: chimes and reading aloud, on a separate thread. A machine without sound works silently.
 * Any thread may call sound_play, sound_speak, sound_hush and sound_set_volume; they never block.
 */
#include "base/err.h"
#include "model/voice_note.h"

#include <stdbool.h>
#include <stddef.h>

enum sound_chime { SOUND_SUCCESS, SOUND_AGAIN, SOUND_REFUSED, SOUND_CHIMES };

struct sound;

struct sound_config {
    const char *chimes; /* a folder with success.wav, again.wav and refused.wav, which a station may
                           replace */
    const char *speech; /* a folder with polyphones.txt; NULL: nothing is read aloud */
    const char
        *recordings; /* sentences as a station recorded them (sound/reading.h); may not exist */
    int volume;      /* 0..100 */
    /* Reading aloud began or ended; called on the sound's thread; must not block. May be NULL. */
    void (*speaking)(void *to, bool speaking);
    /* The state of the voice note has changed; the same thread and rules. */
    void (*noted)(void *to, const struct voice_note_state *state);
    void *to;
};

/* Opening does not wait for the device, which the sound's thread opens. SDL must not be opening or
 * closing a window at the same time. */
MUST_CHECK enum err sound_open(const struct sound_config *config, struct why *why,
                               struct sound **ret_sound);
void sound_close(struct sound *sound); /* NULL ok */

void sound_play(struct sound *sound, enum sound_chime chime); /* NULL ok */
/* Stops the current text and reads this one; in Chinese or English. Long texts are cut at
 * READING_TEXT_SIZE. */
void sound_speak(struct sound *sound, const char *text, bool chinese);
void sound_hush(struct sound *sound);
void sound_set_volume(struct sound *sound, int volume);

/* A spoken request. Blocks only while a copy is being made; a discard is complete when this
 * returns. */
void sound_note(struct sound *sound, enum voice_note_action action);
/* An Ogg file with Opus, to be freed by the caller; false: there is none. Any thread. */
MUST_CHECK bool sound_note_copy(struct sound *sound, uint8_t **ret_bytes, size_t *ret_count);
