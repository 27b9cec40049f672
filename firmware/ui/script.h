#pragma once
/* The words of a page in the order in which they are drawn, one line for each piece: for reading
 * aloud. UI thread only. */
#include <stddef.h>

#define SCRIPT_SIZE 20480

struct script {
    size_t used;
    char text[SCRIPT_SIZE];
};

void script_begin(struct script *script);                  /* wipes what was there */
void script_add(struct script *script, const char *words); /* what does not fit is left out */
