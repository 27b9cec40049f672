#pragma once
/* Private to input/: the project's own words, read from their file. */
#include "base/err.h"

#include <stddef.h>

#define OWN_WORDS_MOST 4096

struct own_word {
    char text[48], pinyin[80];
};

struct own_words {
    int count;
    struct own_word *words;
};

MUST_CHECK enum err own_words_read(const char *bytes, size_t count, struct why *why,
                                   struct own_words *ret_words);
MUST_CHECK enum err own_words_open(const char *path, struct why *why, struct own_words *ret_words);
void own_words_finish(struct own_words *words);
