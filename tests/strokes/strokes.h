#pragma once
/* The strokes of another hand, and what people do to them. */
#include "input/ink.h"

#include <stdbool.h>
#include <stdio.h>

#define STROKES_BOX 436 /* px of KanjiVG's square as the file has it */

FILE *strokes_open(void);
/* The next character and its ink, box set; false at the end. */
bool strokes_next(FILE *file, char ret_text[8], struct ink *ret_ink);

void strokes_shuffle(const struct ink *ink, unsigned *seed, struct ink *ret_ink);
/* One random pair of neighbouring strokes written without lifting. Same where there is one. */
void strokes_join(const struct ink *ink, unsigned *seed, struct ink *ret_ink);
/* Slanted by up to 15 %, every stroke beside its place by up to 4 % of the square. */
void strokes_hurry(const struct ink *ink, unsigned *seed, struct ink *ret_ink);
void strokes_beside(const struct ink *left, const struct ink *right, struct ink *ret_ink);
