#pragma once
/* Pinyin: converts letters to words with libpinyin. One thread at a time. Nothing is learned: what
 * one person writes does not affect the next, and nothing is written to disk.
 *
 * The project's own words come from a file (assets/input/words.txt): lines "优抚 you'fu", with #
 * before a remark. They come first among the candidates for their letters, and are predicted as
 * next words. */
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

#define PINYIN_LETTERS 32 /* of one input; further ones are refused */
#define PINYIN_CANDIDATES 60
#define PINYIN_TEXT 64

struct pinyin_candidate {
    char text[PINYIN_TEXT];
    bool fuzzy; /* matches only with another accent: s and sh, an and ang ... */
    int index;  /* private */
};

struct pinyin_candidates {
    int count; /* likeliest first */
    struct pinyin_candidate candidates[PINYIN_CANDIDATES];
};

struct pinyin_input;

/* Takes about 5 to 20 ms. words_path NULL: without own words. ERR_BAD_INPUT: the error names the
 * line. */
MUST_CHECK enum err pinyin_input_open(const char *words_path, struct why *why,
                                      struct pinyin_input **ret_input);
void pinyin_input_close(struct pinyin_input *input); /* takes NULL */

/* The candidates for these letters (a-z, and ' between syllables). */
void pinyin_input_candidates(struct pinyin_input *input, const char *letters,
                             struct pinyin_candidates *ret_candidates);
/* How many of the letters the candidate covers, at least 1. The rest remains to be converted. */
int pinyin_input_covers(struct pinyin_input *input, const char *letters,
                        const struct pinyin_candidate *candidate);
/* The words that may follow this text. */
void pinyin_input_next(struct pinyin_input *input, const char *before,
                       struct pinyin_candidates *ret_candidates);
