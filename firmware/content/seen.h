#pragma once
/* Finds keys that a file contains twice. One thread. */
#include <stdbool.h>
#include <stddef.h>

struct seen {
    struct seen_slot *slots;
    size_t room, count;
};

/* The line of the first occurrence of key; 0: it is new and is remembered now; -1: out of memory.
 */
int seen_add(struct seen *seen, const void *key, size_t bytes, int line);
void seen_finish(struct seen *seen);
