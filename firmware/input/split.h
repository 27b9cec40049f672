#pragma once
/* Private to input/: separates two characters written side by side. Pure. */
#include "input/ink.h"

/* false: it is one character. Otherwise the strokes of the left one are in *ret_first, one bit
 * each. */
bool split_in_two(const struct ink *ink, uint64_t *ret_first);
