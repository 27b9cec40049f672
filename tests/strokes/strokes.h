#pragma once
/* Strokes that the templates were not made from, and the distortions of real handwriting. */
#include "input/ink.h"

#include <stdbool.h>
#include <stdio.h>

#define STROKES_BOX 436 /* px of KanjiVG's square in the file */

FILE *strokes_open(void);
/* Reads the next character and its ink, with box set; false: the file has ended. */
bool strokes_next(FILE *file, char ret_text[8], struct ink *ret_ink);

void strokes_shuffle(const struct ink *ink, unsigned *seed, struct ink *ret_ink);
/* Joins one random pair of neighbouring strokes. A single stroke stays as it is. */
void strokes_join(const struct ink *ink, unsigned *seed, struct ink *ret_ink);
/* Slants by up to 15 %, and moves each stroke by up to 4 % of the square. */
void strokes_hurry(const struct ink *ink, unsigned *seed, struct ink *ret_ink);
void strokes_beside(const struct ink *left, const struct ink *right, struct ink *ret_ink);
