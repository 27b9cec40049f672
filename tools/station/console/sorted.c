/* sorted: short lists that are already in memory: sorted as requested, and one page of them. */
#include "console/console_private.h"

#include <stdlib.h>

struct sorted {
    const json_t *value, *key;
    json_t *row;
    bool down;
};

static int compare_values(const json_t *a, const json_t *b) {
    if (json_is_integer(a) && json_is_integer(b)) {
        json_int_t x = json_integer_value(a), y = json_integer_value(b);
        return (x > y) - (x < y);
    }
    const char *x = json_string_value(a), *y = json_string_value(b);
    return strcmp(x ? x : "", y ? y : "");
}

static int compare(const void *a, const void *b) {
    const struct sorted *x = a, *y = b;
    int order = compare_values(x->value, y->value);
    if (order == 0) order = compare_values(x->key, y->key);
    return x->down ? -order : order;
}

/* The page's name of a column, and the member of the row. */
static const char *member_of(const char *word, const char *otherwise) {
    static const char *const words[][2] = {{"key", "key"},
                                           {"name", "name"},
                                           {"title", "title"},
                                           {"order", "order"},
                                           {"from", "from_ms"},
                                           {"to", "to_ms"},
                                           {"seen", "seen_ms"},
                                           {"waiting", "waiting"},
                                           {"activities", "activities"},
                                           {"attendance", "attendance"}};
    for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
        if (strcmp(words[i][0], word) == 0) return words[i][1];
    return otherwise;
}

enum err console_sorted_page(struct console_call *call, const json_t *array, const char *usual,
                             const char *key, struct why *why) {
    const char *sort = console_query(call, "sort");
    bool down = sort[0] == '-';
    const char *by = member_of(sort + down, usual);
    size_t count = json_array_size(array);
    int64_t offset = 0, size = console_page_size(call, &offset);
    struct sorted *rows = calloc(count + 1, sizeof *rows);
    json_t *page = json_array();
    if (!rows) return why_set(why, ERR_NO_MEMORY, "no memory for a list");
    for (size_t i = 0; i < count; i++) {
        json_t *row = json_array_get(array, i);
        rows[i] = (struct sorted){json_object_get(row, by), json_object_get(row, key), row, down};
    }
    qsort(rows, count, sizeof *rows, compare);
    for (size_t i = (size_t)offset; i < count && i < (size_t)(offset + size); i++)
        json_array_append(page, rows[i].row);
    free(rows);
    call->reply = json_pack("{so sI}", "rows", page, "total", (json_int_t)count);
    return ERR_NONE;
}
