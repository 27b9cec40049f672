/* sheet: libcsv splits the fields; this handles columns, lines and limits. Its copies of fields are
 * wiped, because cards.csv is read with it. */
#include "content/sheet.h"

#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROW_BYTES_MAX 16384
#define FIELDS_MAX 32 /* of one line; no valid table has more */

struct reading {
    struct source *source;
    const struct sheet_column *columns;
    size_t column_count;
    enum err (*row)(void *to, const struct sheet_row *row, struct why *why);
    void *to;
    struct csv_parser parser;
    int line, row_line;        /* where the parser is; where the row under way began, 0: none */
    int column_of[FIELDS_MAX]; /* by place in the file: index in columns */
    int titles;                /* 0: not read yet */
    int rows, refused;
    char buffer[ROW_BYTES_MAX];
    size_t used;
    const char *fields[FIELDS_MAX];
    int field_count;
    bool field_too_long, too_many_fields;
    enum err e;
    struct why first; /* of refusals */
    struct why why;
};

static enum err take_nothing(void *to, const struct change *change, struct why *why) {
    (void)to, (void)change, (void)why;
    return ERR_NONE;
}
static const struct change_sink nowhere = {.take = take_nothing};

static void refused(struct reading *r) {
    if (r->refused++ == 0) r->first = r->why;
    if (r->source->ctx->report) r->source->ctx->report(r->source->ctx->report_to, r->why.text);
    r->source->reported = true;
    r->source->sink = &nowhere;
}

/* Spaces around a field, including the ideographic space of Chinese input. */
static char *trim(char *text) {
    static const char wide[] = "\xE3\x80\x80";
    while (*text == ' ' || *text == '\t' || strncmp(text, wide, 3) == 0)
        text += *text & 0x80 ? 3 : 1;
    size_t n = strlen(text);
    while (n && (text[n - 1] == ' ' || text[n - 1] == '\t' ||
                 (n >= 3 && strcmp(text + n - 3, wide) == 0))) {
        n -= text[n - 1] & 0x80 ? 3 : 1;
        text[n] = 0;
    }
    return text;
}

static void on_field(void *bytes, size_t count, void *to) {
    struct reading *r = to;
    if (r->field_count == FIELDS_MAX) {
        r->too_many_fields = true;
        return;
    }
    if (count > SHEET_FIELD_MAX || r->used + count + 1 > sizeof r->buffer) {
        r->field_too_long = true;
        count = 0;
    }
    char *at = r->buffer + r->used;
    if (count) memcpy(at, bytes, count);
    at[count] = 0;
    r->used += count + 1;
    r->fields[r->field_count++] = trim(at);
}

static int column_named(const struct reading *r, const char *title) {
    for (size_t i = 0; i < r->column_count; i++) {
        if (strcmp(title, r->columns[i].name) == 0 || strcmp(title, r->columns[i].chinese) == 0)
            return (int)i;
    }
    return -1;
}

static enum err read_titles(struct reading *r) {
    bool there[SHEET_COLUMNS_MAX] = {false};
    for (int i = 0; i < r->field_count; i++) {
        int column = column_named(r, r->fields[i]);
        /* The title is not repeated: in a file without titles it may be a personal number. */
        if (column < 0)
            return refuse(&r->why, r->source, r->row_line,
                          "第 %d 列的标题不认识 (unknown column %d)", i + 1, i + 1);
        if (there[column])
            return refuse(&r->why, r->source, r->row_line, "列“%s”重复 (duplicate column %s)",
                          r->columns[column].chinese, r->columns[column].name);
        there[column] = true;
        r->column_of[i] = column;
    }
    for (size_t i = 0; i < r->column_count; i++) {
        if (r->columns[i].required && !there[i])
            return refuse(&r->why, r->source, r->row_line, "缺少列“%s” (missing column %s)",
                          r->columns[i].chinese, r->columns[i].name);
    }
    r->titles = r->field_count;
    return ERR_NONE;
}

static enum err read_row(struct reading *r) {
    struct sheet_row row = {.source = r->source, .line = r->row_line};
    for (size_t i = 0; i < r->column_count; i++) row.values[i] = "";
    if (r->field_too_long) return why_set(&r->why, ERR_BAD_INPUT, "字段太长 (a field is too long)");
    if (r->field_count > r->titles || r->too_many_fields)
        return why_set(&r->why, ERR_BAD_INPUT, "字段比标题多 (more fields than titles)");
    for (int i = 0; i < r->field_count; i++) row.values[r->column_of[i]] = r->fields[i];
    for (size_t i = 0; i < r->column_count; i++) {
        if (r->columns[i].required && !row.values[i][0])
            return why_set(&r->why, ERR_BAD_INPUT, "“%s”是空的 (%s is empty)",
                           r->columns[i].chinese, r->columns[i].name);
    }
    return r->row(r->to, &row, &r->why);
}

static bool row_is_empty(const struct reading *r) {
    for (int i = 0; i < r->field_count; i++) {
        if (r->fields[i][0]) return false;
    }
    return !r->field_too_long && !r->too_many_fields;
}

static void on_row_end(int end, void *to) {
    (void)end;
    struct reading *r = to;
    /* Excel may leave empty columns at the end of the titles. */
    while (r->field_count > 0 && !r->fields[r->field_count - 1][0]) r->field_count--;
    if (r->e == ERR_NONE && !row_is_empty(r)) {
        enum err e = r->titles ? read_row(r) : read_titles(r);
        bool title_line = r->titles == 0;
        if (e != ERR_NONE && !title_line)
            why_add(&r->why, e, "%s:%d", r->source->name, r->row_line);
        if (e == ERR_BAD_INPUT) refused(r);
        if (e != ERR_NONE && (e != ERR_BAD_INPUT || title_line)) r->e = e;
        if (r->refused == CONTENT_REPORTS_MAX) r->e = ERR_BAD_INPUT;
        if (++r->rows > SHEET_ROWS_MAX) {
            r->e = refuse(&r->why, r->source, r->row_line, "超过 %d 行 (more rows than that)",
                          SHEET_ROWS_MAX);
            refused(r);
        }
    }
    crypto_wipe(r->buffer, r->used);
    r->used = 0;
    r->field_count = 0;
    r->field_too_long = r->too_many_fields = false;
    r->row_line = 0;
}

/* Feeds the parser one line at a time, so that the line of each row is known. */
static void parse(struct reading *r) {
    const char *at = r->source->text, *end = at + r->source->bytes;
    while (at < end && r->e == ERR_NONE) {
        size_t n = strcspn(at, "\r\n");
        if (at + n < end) n += at[n] == '\r' && at[n + 1] == '\n' ? 2 : 1;
        r->line++;
        if (!r->row_line) r->row_line = r->line;
        if (csv_parse(&r->parser, at, n, on_field, on_row_end, r) != n) break;
        at += n;
    }
    if (r->e == ERR_NONE && at == end) csv_fini(&r->parser, on_field, on_row_end, r);
    if (r->e == ERR_NONE && csv_error(&r->parser) != CSV_SUCCESS) {
        r->e = refuse(&r->why, r->source, r->row_line ? r->row_line : r->line, "引号不成对 (%s)",
                      csv_strerror(csv_error(&r->parser)));
        refused(r);
    }
}

enum err sheet_read(struct source *source, const struct sheet_column *columns, size_t count,
                    enum err (*row)(void *to, const struct sheet_row *row, struct why *why),
                    void *to, struct why *why) {
    struct reading *r = calloc(1, sizeof *r);
    if (!r) return why_set(why, ERR_NO_MEMORY, "%s: out of memory", source->name);
    *r = (struct reading){
        .source = source, .columns = columns, .column_count = count, .row = row, .to = to};
    if (csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0) {
        free(r);
        return why_set(why, ERR_NO_MEMORY, "%s: out of memory", source->name);
    }
    csv_set_blk_size(&r->parser, 4096);
    parse(r);
    if (r->e == ERR_NONE && !r->titles && r->refused == 0) {
        r->e = refuse(&r->why, source, 1, "文件是空的 (the file is empty)");
        refused(r);
    }
    if (r->refused)
        *why = r->first;
    else if (r->e != ERR_NONE)
        *why = r->why;
    enum err e = r->e == ERR_NONE && r->refused ? ERR_BAD_INPUT : r->e;
    if (r->parser.entry_buf) crypto_wipe(r->parser.entry_buf, r->parser.entry_size);
    csv_free(&r->parser);
    crypto_wipe(r, sizeof *r);
    free(r);
    return e;
}
