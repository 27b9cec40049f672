#pragma once
/* What a file has already named, to find the second one. One thread. */
#include <stdbool.h>
#include <stddef.h>

struct seen {
    struct seen_slot *slots;
    size_t room, count;
};

/* The line where key came first, or 0 and it is remembered now; -1 when memory is out. */
int seen_add(struct seen *seen, const void *key, size_t bytes, int line);
void seen_finish(struct seen *seen);
