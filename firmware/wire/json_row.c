/* json_row: one row as one object. */
#include "wire/json_row.h"

#include <jansson.h>
#include <stdbool.h>

enum err wire_json_row(const char *const *columns, const char *const *values, size_t count,
                       struct why *why, char **ret_text) {
    json_t *object = json_object();
    bool ok = object != NULL;
    for (size_t i = 0; ok && i < count; i++) {
        json_t *value =
            values[i] ? json_string(values[i]) : json_null(); /* NULL if it is not UTF-8 */
        ok = json_object_set_new(object, columns[i], value) == 0;
    }
    char *text = ok ? json_dumps(object, JSON_COMPACT | JSON_PRESERVE_ORDER) : NULL;
    json_decref(object);
    if (!text) return why_set(why, ERR_BAD_INPUT, "a row cannot be written as JSON");
    *ret_text = text;
    return ERR_NONE;
}
