#pragma once
/* Writes rows as .xlsx, row by row in constant memory. One thread. */
#include "base/err.h"

#include <stddef.h>

struct xlsx;

/* path must not exist yet. The first row is bold and frozen. */
MUST_CHECK enum err xlsx_open(const char *path, const char *sheet, const char *const *columns,
                              const int *widths, size_t count, struct why *why,
                              struct xlsx **ret_xlsx);
MUST_CHECK enum err xlsx_row(struct xlsx *xlsx, const char *const *values, struct why *why);
/* Writes the file and frees the writer, also on failure. NULL ok. */
MUST_CHECK enum err xlsx_close(struct xlsx *xlsx, struct why *why);
