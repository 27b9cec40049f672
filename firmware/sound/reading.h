#pragma once
/* Reading aloud: speaks a text sentence by sentence, and plays a station's own recording where
 * there is one. One thread: the sound's. */
#include "base/err.h"

#include <stdbool.h>

struct reading;

/* speech: a folder with polyphones.txt. recordings: a folder that may hold a sentence as
 * BLAKE2b-256-in-hex.ogg or .wav (printf %s '欢迎归队' | b2sum -l 256); it need not exist. */
MUST_CHECK enum err reading_open(const char *speech, const char *recordings, struct why *why,
                                 struct reading **ret_reading);
void reading_close(struct reading *reading); /* takes NULL */

#define READING_TEXT_SIZE                                                                          \
    20480 /* enough for a page: a story has at most 16 KB, plus its headings */

/* Begins another text; the current one stops immediately. chinese: selects the voice. */
void reading_begin(struct reading *reading, const char *text, bool chinese);
void reading_stop(struct reading *reading);

/* Call it when playing may have ended: plays the next sentence. false: there is none left. */
bool reading_step(struct reading *reading);
bool reading_under_way(const struct reading *reading);
