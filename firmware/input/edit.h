#pragma once
/* A text field: UTF-8, a cursor, undo. Pure. Bounded: at most EDIT_CHARACTERS code points. */
#include "model/intent.h"

#include <stdbool.h>

#define EDIT_CHARACTERS 500
#define EDIT_UNDOS 12

struct edit {
    char text[REQUEST_TEXT_SIZE];
    int cursor; /* a byte index, always before a whole character */
    bool full;  /* the last insertion did not fit completely; the UI reports it */
    int undo_count;
    struct edit_undo { /* the inverse of a change: at `at`, `added` bytes are removed and `removed`
                          come back */
        uint16_t at, added, cursor;
        uint16_t removed_bytes;
        char removed[REQUEST_TEXT_SIZE];
    } undos[EDIT_UNDOS]; /* the oldest first */
};

/* text is cut at the limit; the cursor is at its end; there is nothing to undo. */
void edit_init(struct edit *edit, const char *text);
/* Inserts at the cursor, which moves behind it: as many whole characters as fit. Control characters
 * are left out; ill-formed UTF-8 is refused. */
void edit_insert(struct edit *edit, const char *text);
void edit_delete(struct edit *edit); /* the character before the cursor */
/* Removes bytes from `at` on; both are at character boundaries. */
void edit_cut(struct edit *edit, int at, int bytes);
void edit_clear(struct edit *edit);
/* Moves the cursor to the character boundary at or before the byte. */
void edit_move(struct edit *edit, int byte);
bool edit_undo(struct edit *edit);        /* false: nothing to undo */
int edit_length(const struct edit *edit); /* characters */
