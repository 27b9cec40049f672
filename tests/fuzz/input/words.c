/* A file of own words: an accepted word has a syllable for every character. */
#include "base/bytes.h"
#include "input/own_words.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct own_words words;
    struct why why;
    if (own_words_read((const char *)data, size, &why, &words) != ERR_NONE) return 0;
    for (int i = 0; i < words.count; i++) {
        size_t syllables = 1;
        for (const char *p = words.words[i].pinyin; *p; p++) syllables += *p == '\'';
        if (syllables != utf8_length(words.words[i].text)) abort();
    }
    own_words_finish(&words);
    return 0;
}
