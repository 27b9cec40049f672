#pragma once
/* Bytes of a text file to UTF-8. Pure; any thread. */
#include "base/err.h"

#include <stddef.h>

enum encoding { ENCODING_UTF8, ENCODING_GB18030 };

/* BOM, else strict UTF-8, else strict GB18030 (as Chinese Excel saves "CSV"). Valid UTF-8 with
 * non-ASCII characters but none from U+0800 on is read as GB18030 if possible, because no Chinese
 * text looks like that. Refused with ERR_BAD_INPUT and the line: UTF-16, neither of the two, NUL
 * and control characters (except tab, CR and LF). free() the text, which is NUL-terminated. */
MUST_CHECK enum err text_decode(const char *bytes, size_t count, struct why *why, int *ret_line,
                                enum encoding *ret_encoding, char **ret_text, size_t *ret_count);
