#pragma once
/* Bytes and text: copying with bounds, hex, UTF-8, whole files. Any thread. */
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ARRAY_LENGTH(a) (sizeof(a) / sizeof((a)[0]))

/* Copies text into a fixed field; text that is too long is cut between two UTF-8 characters.
 * false: it was cut. TEXT_COPY knows the size of an array field. */
bool text_copy(char *ret_field, size_t field_bytes, const char *text);
#define TEXT_COPY(field, text) text_copy((field), sizeof(field), (text))

bool utf8_valid(const char *text, size_t bytes); /* RFC 3629: no overlongs, no surrogates */
size_t utf8_length(const char *text);            /* code points in valid UTF-8 */
const char *utf8_next(const char *text, uint32_t *ret_code_point); /* NULL at the end */

void hex_from_bytes(const uint8_t *bytes, size_t count, char *ret_hex); /* needs 2 * count + 1 */
MUST_CHECK enum err bytes_from_hex(const char *hex, uint8_t *ret_bytes, size_t max,
                                   size_t *ret_count);

/* Reads a regular file of at most max bytes and appends a NUL; free() it. ERR_BAD_INPUT: the file
 * is larger. */
MUST_CHECK enum err file_read(const char *path, size_t max, struct why *why, char **ret_bytes,
                              size_t *ret_count);

/* Writes path through path.tmp: fsync, rename, fsync of the folder. After a power cut either the
 * old or the new file is there, never a part of it. */
MUST_CHECK enum err file_write_atomic(const char *path, const void *bytes, size_t count,
                                      unsigned mode, struct why *why);

/* mkdir -p; mode is for each folder that is created. */
MUST_CHECK enum err folder_make(const char *path, unsigned mode, struct why *why);
