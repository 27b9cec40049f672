#pragma once
/* Inside input/: two characters written side by side. Pure. */
#include "input/ink.h"

/* false: this is one character. Else the left one's strokes in *ret_first, a bit a stroke. */
bool split_in_two(const struct ink *ink, uint64_t *ret_first);
