#pragma once
/* A pad of ten large digits with "clear" and "delete", and the effect of its keys on a string of
 * digits. UI thread only. */
#include "screens/widgets/page.h"

enum { PAD_DIGIT = 900, PAD_DELETE, PAD_CLEAR }; /* ids of its keys; arg of PAD_DIGIT: the digit */

/* Over the body's width at page->y, as high as the room allows. some: there is something to delete.
 */
void pad_draw(struct page *page, bool some);
/* The same with other keys: 1 to 9, clear, 0, delete. */
void pad_draw_keys(struct page *page, const struct button keys[static 12]);

/* Applies a touch to digits. false: the id is no key of the pad. most: the number of digits that
 * fit. */
bool pad_touch(char *digits, size_t most, int id, int arg);
