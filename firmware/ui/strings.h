#pragma once
/* The product's words, one file a language: "key = text" lines, # comments, \n for a line end.
 * UI thread only after strings_open. */
#include "base/err.h"

#include <stddef.h>

struct strings;

/* Every one of count keys must be in the file once, and no other. */
MUST_CHECK enum err strings_open(const char *path, const char *const *keys, int count,
                                 struct why *why, struct strings **ret_strings);
void strings_close(struct strings *strings);
const char *strings_at(const struct strings *strings, int key);

/* pattern with each {name} replaced: pairs of name and value, then NULL. Unknown names stay as they
 * are, so that a test sees them. Returns ret_text. */
const char *strings_fill(char *ret_text, size_t bytes, const char *pattern, ...)
    __attribute__((sentinel));
