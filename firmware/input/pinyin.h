#pragma once
/* Pinyin: from letters to words, by libpinyin. One thread at a time. Nothing is learned: what one
 * person writes is unknown to the next, and nothing is written to disk.
 *
 * Words of our own come from a file (assets/input/words.txt): one a line, "优抚 you'fu", # before a
 * remark. They come first for their letters, and are offered as next words. */
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

#define PINYIN_LETTERS 32 /* of one input; more are not taken */
#define PINYIN_CANDIDATES 60
#define PINYIN_TEXT 64

struct pinyin_candidate {
    char text[PINYIN_TEXT];
    bool fuzzy; /* only right for another accent: s and sh, an and ang ... */
    int index;  /* inside */
};

struct pinyin_candidates {
    int count; /* likeliest first */
    struct pinyin_candidate candidates[PINYIN_CANDIDATES];
};

struct pinyin_input;

/* Takes some 5 to 20 ms. words_path NULL: no words of our own. ERR_BAD_INPUT names its line. */
MUST_CHECK enum err pinyin_input_open(const char *words_path, struct why *why,
                                      struct pinyin_input **ret_input);
void pinyin_input_close(struct pinyin_input *input); /* takes NULL */

/* What these letters (a-z and ' between syllables) may mean. */
void pinyin_input_candidates(struct pinyin_input *input, const char *letters,
                             struct pinyin_candidates *ret_candidates);
/* How many of the letters the candidate stands for: the rest is still to be chosen. At least 1. */
int pinyin_input_covers(struct pinyin_input *input, const char *letters,
                        const struct pinyin_candidate *candidate);
/* What may follow text that ends so. */
void pinyin_input_next(struct pinyin_input *input, const char *before,
                       struct pinyin_candidates *ret_candidates);
