#pragma once
/* A pad of ten large digits with "clear" and "delete", and what its keys do to a row of digits. UI
 * thread only. */
#include "screens/widgets/page.h"

enum { PAD_DIGIT = 900, PAD_DELETE, PAD_CLEAR }; /* ids of its keys; arg of PAD_DIGIT: the digit */

/* Over the body's width at page->y, as high as there is room. some: there is something to delete.
 */
void pad_draw(struct page *page, bool some);
/* The same of other keys: 1 to 9, clear, 0, delete. */
void pad_draw_keys(struct page *page, const struct button keys[static 12]);

/* What a touch of id and arg does to digits; false: it was no key of the pad. most: digits that fit
 * in. */
bool pad_touch(char *digits, size_t most, int id, int arg);
