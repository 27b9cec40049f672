#pragma once
/* The strings of the UI, one file for each language: lines "key = text", # comments, \n for a line
 * end. UI thread only after strings_open. */
#include "base/err.h"

#include <stddef.h>

struct strings;

/* Each of the count keys must be in the file exactly once; other keys are refused. */
MUST_CHECK enum err strings_open(const char *path, const char *const *keys, int count,
                                 struct why *why, struct strings **ret_strings);
void strings_close(struct strings *strings);
const char *strings_at(const struct strings *strings, int key);

/* Replaces each {name} in pattern; the arguments are pairs of name and value, then NULL. Unknown
 * names stay as they are, so that tests notice them. Returns ret_text. */
const char *strings_fill(char *ret_text, size_t bytes, const char *pattern, ...)
    __attribute__((sentinel));
