#pragma once
/* Base64 (RFC 4648, with padding), for bytes inside JSON. Any thread. */
#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

/* free() it; NULL: out of memory. */
char *base64_from_bytes(const void *bytes, size_t count);

/* ERR_BAD_INPUT: not base64, or more than max bytes. */
MUST_CHECK enum err bytes_from_base64(const char *text, uint8_t *ret_bytes, size_t max,
                                      size_t *ret_count);
