/* export: the attendance log as a table for Excel, with the page's filters and with the reasons. */
#include "console/console_private.h"

#include "content/table.h"
#include "content/xlsx.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define COLUMNS 14
#define ROWS_MOST INT64_C(1000000) /* a sheet of Excel has at most 1,048,576 rows */

static const char *const titles[COLUMNS] = {"时间", "终端时钟", "姓名",   "编号", "网格",
                                            "活动", "方式",     "经办人", "原因", "状态",
                                            "签退", "分钟",     "终端",   "撤销"};
static const int widths[COLUMNS] = {20, 20, 12, 12, 14, 28, 8, 12, 14, 8, 20, 8, 16, 24};

struct writing {
    struct table *csv;
    struct xlsx *xlsx;
    struct why *why;
    enum err e;
    int64_t rows;
};

static void moment(int64_t at_ms, char ret_text[static 32]) {
    time_t at = (time_t)(at_ms / 1000);
    struct tm local;
    ret_text[0] = 0;
    if (at_ms && localtime_r(&at, &local)) strftime(ret_text, 32, "%Y-%m-%d %H:%M:%S", &local);
}

/* The words of staff_reason_word; anything else is free text. */
static const char *reason_in_words(const char *reason) {
    static const char *const words[][2] = {{"card_forgotten", "忘带卡"},
                                           {"card_broken", "卡坏"},
                                           {"reader_trouble", "读卡器故障"},
                                           {"mistake", "签错了"},
                                           {"other", "其他"}};
    for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
        if (strcmp(words[i][0], reason) == 0) return words[i][1];
    return reason;
}

/* The columns of attendance_list. */
static bool write_row(void *to, const struct db_row *row) {
    struct writing *w = to;
    char shown[32], at[32], out[32], minutes[24], undone[200] = "";
    bool late = db_int(row, 14) != 0, gone = db_int(row, 19) != 0;
    moment(db_int(row, 8), shown);
    moment(db_int(row, 7), at);
    moment(db_int(row, 15), out);
    snprintf(minutes, sizeof minutes, "%lld", (long long)db_int(row, 16));
    if (gone)
        snprintf(undone, sizeof undone, "%.40s: %.100s", db_text(row, 20),
                 reason_in_words(db_text(row, 21)));
    const char *const values[COLUMNS] = {shown,
                                         at,
                                         db_text(row, 4),
                                         db_text(row, 3),
                                         db_text(row, 6),
                                         db_text(row, 2),
                                         strcmp(db_text(row, 10), "manual") == 0 ? "补签" : "刷卡",
                                         db_text(row, 12),
                                         reason_in_words(db_text(row, 13)),
                                         gone                 ? "已撤销"
                                         : late               ? "迟到"
                                         : db_text(row, 0)[0] ? "准时"
                                                              : "到站",
                                         out,
                                         db_int(row, 15) ? minutes : "",
                                         db_text(row, 18),
                                         undone};
    w->e = w->csv ? table_row(w->csv, values, w->why) : xlsx_row(w->xlsx, values, w->why);
    w->rows++;
    return w->e == ERR_NONE;
}

static enum err ask_rows(struct console_call *call, struct writing *w, struct why *why) {
    struct db_ask ask = {0};
    db_ask_add(&ask, attendance_list.columns, "");
    db_ask_add(&ask, attendance_list.from, "");
    attendance_where(call, &ask);
    console_order(call, &attendance_list, &ask);
    db_ask_add(&ask, " LIMIT ?", "i", ROWS_MOST);
    enum err e = db_ask(call->db, why, write_row, w, &ask);
    return e == ERR_NONE ? w->e : e;
}

static enum err write_csv(struct console_call *call, struct why *why, char **ret_bytes,
                          size_t *ret_count) {
    struct table table;
    struct writing w = {.csv = &table, .why = why};
    char *bytes = NULL;
    size_t count = 0;
    FILE *file = open_memstream(&bytes, &count);
    if (!file) return why_set(why, ERR_NO_MEMORY, "no memory for the table");
    table_begin(&table, file, TABLE_CSV, titles, COLUMNS);
    enum err e = ask_rows(call, &w, why);
    if (e == ERR_NONE) e = table_end(&table, why);
    fclose(file);
    if (e != ERR_NONE) {
        free(bytes);
        return e;
    }
    *ret_bytes = bytes;
    *ret_count = count;
    return e;
}

#define SHEET_BYTES_MOST (128u << 20)

static enum err write_xlsx(struct console_call *call, struct why *why, char **ret_bytes,
                           size_t *ret_count) {
    char folder[] = "/tmp/muster-export-XXXXXX", path[64];
    struct writing w = {.why = why};
    if (!mkdtemp(folder))
        return why_set(why, ERR_IO, "cannot create a folder for the table in /tmp");
    snprintf(path, sizeof path, "%s/log.xlsx", folder);
    enum err e = xlsx_open(path, "签到记录", titles, widths, COLUMNS, why, &w.xlsx);
    if (e == ERR_NONE) {
        struct why closing = {0};
        e = ask_rows(call, &w, why);
        enum err closed = xlsx_close(w.xlsx, &closing);
        if (e == ERR_NONE && closed != ERR_NONE) {
            e = closed;
            *why = closing;
        }
    }
    if (e == ERR_NONE) e = file_read(path, SHEET_BYTES_MOST, why, ret_bytes, ret_count);
    unlink(path);
    rmdir(folder);
    return e;
}

static enum err audit_export(struct console_call *call, void *arg, struct why *why) {
    return console_audit(call, "export", arg, why);
}

enum err export_get(struct console_call *call, struct why *why) {
    bool sheet = strcmp(console_query(call, "format"), "xlsx") == 0;
    char name[96], day[32], detail[64];
    char *bytes = NULL;
    size_t count = 0;
    moment(call->now_ms, day);
    snprintf(detail, sizeof detail, "attendance %s", sheet ? "xlsx" : "csv");
    enum err e = console_transact(call, audit_export, detail, why);
    if (e == ERR_NONE)
        e = sheet ? write_xlsx(call, why, &bytes, &count) : write_csv(call, why, &bytes, &count);
    if (e != ERR_NONE) return e;
    snprintf(name, sizeof name, "attachment; filename=\"attendance-%.10s.%s\"", day,
             sheet ? "xlsx" : "csv");
    http_add_header(call->http, "Content-Disposition", name);
    http_reply_bytes(call->http, 200,
                     sheet ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                           : "text/csv; charset=utf-8",
                     bytes, count);
    call->replied = true;
    return e;
}
