#pragma once
/* The voice: espeak-ng, one sentence at a time, to samples. One thread: the sound's. Opening takes
 * 115-250 ms the first time (ICU's tables). */
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct voice;

/* polyphones: a file of words and their pinyin (assets/speech/polyphones.txt). */
MUST_CHECK enum err voice_open(const char *polyphones, struct why *why, struct voice **ret_voice);
void voice_close(struct voice *voice); /* NULL ok */

int voice_rate_hz(const struct voice *voice);

/* What is written of a sentence in Chinese as the voice is given it: "yin2 hang2". For tests too.
 */
void voice_pinyin(struct voice *voice, const char *sentence, char *ret_text, size_t bytes);

/* Samples of 16 bits, mono, at voice_rate_hz; theirs until the next call. Chinese, and Latin words
 * in English; or all English. */
MUST_CHECK enum err voice_say(struct voice *voice, const char *sentence, bool chinese,
                              struct why *why, const int16_t **ret_samples, size_t *ret_count);
