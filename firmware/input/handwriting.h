#pragma once
/* Handwriting: recognises characters with a template matcher. It needs no network, learns nothing
 * and accepts strokes in any order. Recognition does not change the templates, so any thread may
 * use them.
 *
 * tools/gen-handwriting makes the templates and writes assets/handwriting/templates.bin:
 *
 *   "MSHW" | u32 characters | u32 strokes | u32 points     all little-endian
 *   u32 code point of each | u8 kind of each | u8 strokes of each
 *   i8 x 512 features of each | u8 points of each stroke | u8 x, u8 y of each point */
#include "base/err.h"
#include "input/ink.h"

#include <stddef.h>

/* With equal cost the more common kind wins. */
enum handwriting_kind {
    KIND_COMMON,      /* level 1 of GB/T 2312: the 3,755 most used */
    KIND_LESS_COMMON, /* level 2 */
    KIND_RARE,        /* every other character */
    KIND_DIGIT,
    KIND_LETTER,
    KIND_MARK,       /* tall punctuation: ？！（） */
    KIND_SMALL_MARK, /* ，。、：；“” */
    HANDWRITING_KINDS
};

#define HANDWRITING_CANDIDATES 11 /* ten single characters and one pair */

struct handwriting_candidate {
    char text[12]; /* one character, or two written side by side */
    float cost;    /* lower is more likely */
};

struct handwriting_result {
    int count; /* likeliest first */
    struct handwriting_candidate candidates[HANDWRITING_CANDIDATES];
};

struct handwriting;

MUST_CHECK enum err handwriting_open(const char *path, struct why *why,
                                     struct handwriting **ret_handwriting);
/* Copies the bytes of the file. ERR_BAD_INPUT: not a template file, or a damaged one. */
MUST_CHECK enum err handwriting_read(const void *bytes, size_t count, struct why *why,
                                     struct handwriting **ret_handwriting);
void handwriting_close(struct handwriting *handwriting); /* takes NULL */

/* Without ink there are no candidates. */
void handwriting_recognise(const struct handwriting *handwriting, const struct ink *ink,
                           struct handwriting_result *ret_result);
