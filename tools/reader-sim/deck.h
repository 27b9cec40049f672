#pragma once
/* deck: the named cards of the cards file. One thread. */
#include "card.h"

struct deck {
    size_t count;
    struct card *cards;
};

/* CSV, UTF-8: name,tech,uid[,kind], for example 王建国,A,04A1B2C3D4E5F6,ntag. A first line that
 * begins with "name," and lines that begin with # are skipped. Returns false on an error: *ret_line
 * is the line that is not valid, or 0 if the file cannot be read. */
bool deck_read(struct deck *deck, const char *path, int *ret_line);
void deck_free(struct deck *deck);
const struct card *deck_find(const struct deck *deck, const char *name);
