#pragma once
/* The voice: synthesises one sentence at a time with espeak-ng. One thread: the sound's. Opening
 * takes 115-250 ms the first time (ICU's tables). */
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct voice;

/* polyphones: a file of words and their pinyin (assets/speech/polyphones.txt). */
MUST_CHECK enum err voice_open(const char *polyphones, struct why *why, struct voice **ret_voice);
void voice_close(struct voice *voice); /* NULL ok */

int voice_rate_hz(const struct voice *voice);

/* The pinyin that the voice receives for a Chinese sentence: "yin2 hang2". Public for tests. */
void voice_pinyin(struct voice *voice, const char *sentence, char *ret_text, size_t bytes);

/* Samples of 16 bits, mono, at voice_rate_hz; owned by the voice and valid until the next call.
 * Chinese with Latin words in English, or all English. */
MUST_CHECK enum err voice_say(struct voice *voice, const char *sentence, bool chinese,
                              struct why *why, const int16_t **ret_samples, size_t *ret_count);
