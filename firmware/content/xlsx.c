/* xlsx: the only file that uses libxlsxwriter. Every cell is text: a card number or a date stays as
 * it is, and nothing is ever run as a formula. */
#include "content/xlsx.h"

#include <stdlib.h>
#include <xlsxwriter.h>

struct xlsx {
    lxw_workbook *book;
    lxw_worksheet *sheet;
    size_t count;
    lxw_row_t row;
};

static enum err why_xlsx(struct why *why, lxw_error error) {
    enum err e = error == LXW_ERROR_MEMORY_MALLOC_FAILED ? ERR_NO_MEMORY : ERR_IO;
    return why_set(why, e, "writing the table: %s", lxw_strerror(error));
}

static lxw_error put(struct xlsx *w, const char *const *values, lxw_format *format) {
    lxw_error error = LXW_NO_ERROR;
    for (size_t i = 0; i < w->count && error == LXW_NO_ERROR; i++)
        if (values[i] && values[i][0])
            error = worksheet_write_string(w->sheet, w->row, (lxw_col_t)i, values[i], format);
    w->row++;
    return error;
}

enum err xlsx_open(const char *path, const char *sheet, const char *const *columns,
                   const int *widths, size_t count, struct why *why, struct xlsx **ret_xlsx) {
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    struct xlsx *w = calloc(1, sizeof *w);
    if (!w) return why_set(why, ERR_NO_MEMORY, "no memory for a table");
    w->count = count;
    w->book = workbook_new_opt(path, &options);
    w->sheet = w->book ? workbook_add_worksheet(w->book, sheet) : NULL;
    if (!w->sheet) {
        if (w->book) lxw_workbook_free(w->book);
        free(w);
        return why_set(why, ERR_IO, "%s: cannot begin a table", path);
    }
    lxw_format *bold = workbook_add_format(w->book);
    format_set_bold(bold);
    for (size_t i = 0; i < count; i++)
        worksheet_set_column(w->sheet, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL);
    worksheet_freeze_panes(w->sheet, 1, 0);
    lxw_error error = put(w, columns, bold);
    *ret_xlsx = w;
    return error == LXW_NO_ERROR ? ERR_NONE : why_xlsx(why, error);
}

enum err xlsx_row(struct xlsx *w, const char *const *values, struct why *why) {
    lxw_error error = put(w, values, NULL);
    return error == LXW_NO_ERROR ? ERR_NONE : why_xlsx(why, error);
}

enum err xlsx_close(struct xlsx *w, struct why *why) {
    if (!w) return ERR_NONE;
    lxw_error error = workbook_close(w->book);
    free(w);
    return error == LXW_NO_ERROR ? ERR_NONE : why_xlsx(why, error);
}
