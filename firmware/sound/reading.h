#pragma once
/* Reading aloud: a text said sentence by sentence, a station's own recording where there is one.
 * One thread: the sound's. */
#include "base/err.h"

#include <stdbool.h>

struct reading;

/* speech: a folder with polyphones.txt. recordings: a folder that may hold a sentence as
 * BLAKE2b-256-in-hex.ogg or .wav (printf %s '欢迎归队' | b2sum -l 256); it need not exist. */
MUST_CHECK enum err reading_open(const char *speech, const char *recordings, struct why *why,
                                 struct reading **ret_reading);
void reading_close(struct reading *reading); /* NULL ok */

#define READING_TEXT_SIZE                                                                          \
    20480 /* a page of it: a story has 16 KB at most, and there are its headings */

/* Begin anew. chinese: which voice. What was being said ends at once. */
void reading_begin(struct reading *reading, const char *text, bool chinese);
void reading_stop(struct reading *reading);

/* Call when nothing may be playing: says the next sentence. false: there is none left. */
bool reading_step(struct reading *reading);
bool reading_under_way(const struct reading *reading);
