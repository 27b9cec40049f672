/* table: rows out, as CSV or as JSON. */
#include "content/table.h"
#include "wire/json_row.h"

#include <csv.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static void csv_row(FILE *file, const char *const *values, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const char *value = values[i] ? values[i] : "";
        char safe[4096];
        if (value[0] && strchr("=+-@\t\r", value[0])) {
            snprintf(safe, sizeof safe, "'%s", value);
            value = safe;
        }
        if (i) fputc(',', file);
        csv_fwrite(file, value, strlen(value));
    }
    fputs("\r\n", file);
}

void table_begin(struct table *table, FILE *file, enum table_format format,
                 const char *const *columns, size_t count) {
    *table = (struct table){.file = file, .format = format, .columns = columns, .count = count};
    if (format == TABLE_JSON) {
        fputs("[", file);
    } else {
        fputs("\xEF\xBB\xBF", file);
        csv_row(file, columns, count);
    }
}

enum err table_row(struct table *table, const char *const *values, struct why *why) {
    if (table->format == TABLE_CSV) {
        csv_row(table->file, values, table->count);
        return ERR_NONE;
    }
    char *text = NULL;
    enum err e = wire_json_row(table->columns, values, table->count, why, &text);
    if (e != ERR_NONE) return e;
    fprintf(table->file, "%s\n%s", table->rows++ ? "," : "", text);
    free(text);
    return ERR_NONE;
}

enum err table_end(struct table *table, struct why *why) {
    if (table->format == TABLE_JSON) fputs("\n]\n", table->file);
    if (fflush(table->file) != 0 || ferror(table->file))
        return why_set(why, err_from_errno(errno), "writing the table: %s", strerror(errno));
    return ERR_NONE;
}
