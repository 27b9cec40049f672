#pragma once
/* One row of a table as a JSON object, for exports. Any thread. */
#include "base/err.h"

#include <stddef.h>

/* {"column":"value",...} in the order given, UTF-8; a NULL value is null. free() it. */
MUST_CHECK enum err wire_json_row(const char *const *columns, const char *const *values,
                                  size_t count, struct why *why, char **ret_text);
