#pragma once
/* Sound: chimes, played on a thread of its own. A machine that has no sound is silent and goes on.
 * Any thread may call sound_play and sound_set_volume; they never wait. */
#include "base/err.h"

enum sound_chime { SOUND_SUCCESS, SOUND_AGAIN, SOUND_REFUSED, SOUND_CHIMES };

struct sound;

/* folder holds success.wav, again.wav and refused.wav, which a station may replace by its own.
 * volume: 0..100. The device is opened on the sound's own thread: opening never waits for it. SDL
 * must not be starting or ending a window meanwhile. */
MUST_CHECK enum err sound_open(const char *folder, int volume, struct why *why,
                               struct sound **ret_sound);
void sound_close(struct sound *sound); /* NULL ok */

void sound_play(struct sound *sound, enum sound_chime chime); /* NULL ok */
void sound_set_volume(struct sound *sound, int volume);
