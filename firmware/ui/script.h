#pragma once
/* What a page says, in the order in which it is drawn, a line for each piece of words: for reading
 * aloud. UI thread only. */
#include <stddef.h>

#define SCRIPT_SIZE 20480

struct script {
    size_t used;
    char text[SCRIPT_SIZE];
};

void script_begin(struct script *script);                  /* wipes what was there */
void script_add(struct script *script, const char *words); /* what has no room is left out */
