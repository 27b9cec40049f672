#pragma once
/* Sound: chimes, and reading aloud, on a thread of its own. A machine that has no sound is silent
 * and goes on. Any thread may call sound_play, sound_speak, sound_hush and sound_set_volume; they
 * never wait. */
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
    /* The voice note is another, or longer; the same thread, the same manners. */
    void (*noted)(void *to, const struct voice_note_state *state);
    void *to;
};

/* The device is opened on the sound's own thread: opening never waits for it. SDL must not be
 * starting or ending a window meanwhile. */
MUST_CHECK enum err sound_open(const struct sound_config *config, struct why *why,
                               struct sound **ret_sound);
void sound_close(struct sound *sound); /* NULL ok */

void sound_play(struct sound *sound, enum sound_chime chime); /* NULL ok */
/* Read text, after what is being read was cut off; chinese, or else English. Long ones are cut at
 * READING_TEXT_SIZE. */
void sound_speak(struct sound *sound, const char *text, bool chinese);
void sound_hush(struct sound *sound);
void sound_set_volume(struct sound *sound, int volume);

/* A spoken request. Never waits but for a copy under way; a discard holds when it returns. */
void sound_note(struct sound *sound, enum voice_note_action action);
/* An Ogg file with Opus in it, to be freed; false: there is none. Any thread. */
MUST_CHECK bool sound_note_copy(struct sound *sound, uint8_t **ret_bytes, size_t *ret_count);
