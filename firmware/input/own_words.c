/* own_words: lines "优抚 you'fu". A line without one syllable for each character is an error. */
#include "input/own_words.h"

#include "base/bytes.h"

#include <stdlib.h>
#include <string.h>

#define FILE_MOST (1 << 20)

static bool pinyin_fits(const char *pinyin, size_t characters) {
    size_t syllables = 1;
    char last = '\'';
    for (; *pinyin; last = *pinyin++) {
        if (*pinyin == '\'') {
            if (last == '\'') return false;
            syllables++;
        } else if (*pinyin < 'a' || *pinyin > 'z') {
            return false;
        }
    }
    return last != '\'' && syllables == characters;
}

static bool read_line(const char *line, size_t bytes, struct own_word *word) {
    const char *gap = memchr(line, ' ', bytes);
    size_t text = gap ? (size_t)(gap - line) : 0, pinyin = gap ? bytes - text - 1 : 0;
    if (text == 0 || text >= sizeof word->text || pinyin == 0 || pinyin >= sizeof word->pinyin)
        return false;
    memcpy(word->text, line, text);
    word->text[text] = '\0';
    memcpy(word->pinyin, gap + 1, pinyin);
    word->pinyin[pinyin] = '\0';
    return utf8_valid(word->text, text) && strlen(word->text) == text &&
           pinyin_fits(word->pinyin, utf8_length(word->text));
}

enum err own_words_read(const char *bytes, size_t count, struct why *why,
                        struct own_words *ret_words) {
    struct own_words words = {0, calloc(OWN_WORDS_MOST, sizeof(struct own_word))};
    const char *end = bytes + count;
    if (!words.words) return why_set(why, ERR_NO_MEMORY, "own words");
    for (int number = 1; bytes < end; number++) {
        const char *stop = memchr(bytes, '\n', (size_t)(end - bytes));
        size_t length = (size_t)((stop ? stop : end) - bytes);
        bool empty = length == 0 || bytes[0] == '#';
        if (!empty && (words.count == OWN_WORDS_MOST ||
                       !read_line(bytes, length, &words.words[words.count]))) {
            own_words_finish(&words);
            return why_set(why, ERR_BAD_INPUT, "line %d: not a word and its pinyin", number);
        }
        if (!empty) words.count++;
        bytes += length + 1;
    }
    *ret_words = words;
    return ERR_NONE;
}

enum err own_words_open(const char *path, struct why *why, struct own_words *ret_words) {
    char *bytes = NULL;
    size_t count = 0;
    enum err e = file_read(path, FILE_MOST, why, &bytes, &count);
    if (!e) e = own_words_read(bytes, count, why, ret_words);
    free(bytes);
    return e ? why_add(why, e, "%s", path) : ERR_NONE;
}

void own_words_finish(struct own_words *words) {
    free(words->words);
    *words = (struct own_words){0};
}
