/* export: writes the rows of one query as a table in one of three formats. Times are local; columns
 * have Chinese titles. */
#include "service/export.h"

#include "base/bytes.h"
#include "base/clock.h"
#include "content/table.h"
#include "content/xlsx.h"

#include <errno.h>
#include <stdio.h>

#define COLUMNS_MAX 18

/* The SQL's columns are in the order of the titles. A title that ends with the mark is of a time in
 * ms. */
#define TIME_MARK '@'

static const struct description {
    const char *word, *sheet, *sql;
    const char *titles[COLUMNS_MAX];
} tables[EXPORT_KINDS] = {
    [EXPORT_ATTENDANCE] =
        {"attendance",
         "签到记录",
         "SELECT a.shown_ms, a.member_no, coalesce(m.name, ''), coalesce(g.name, m.grid, ''),"
         " coalesce(o.title, CASE WHEN a.uid='' THEN '到站' ELSE a.uid END),"
         " CASE WHEN a.staff='' THEN '刷卡' ELSE '补签' END, a.staff, a.reason,"
         " CASE WHEN a.late=1 THEN '迟到' ELSE '准时' END, a.out_ms, a.minutes,"
         " CASE WHEN a.undone=1 THEN '已撤销' ELSE '' END, a.undone_by, a.undone_reason,"
         " coalesce(k.name, a.kiosk), a.at_ms, a.site FROM attendance a"
         " LEFT JOIN member m ON m.member_no=a.member_no AND a.site=''"
         " LEFT JOIN grid g ON g.key=m.grid"
         " LEFT JOIN occurrence o ON o.uid=a.uid AND o.recurrence_ms=a.recurrence_ms"
         " LEFT JOIN kiosk k ON k.id=a.kiosk"
         " WHERE a.shown_ms>=$1 AND a.shown_ms<$2 AND ($3='' OR (a.uid=$3 AND a.recurrence_ms=$4))"
         " AND ($5='' OR m.grid=$5) ORDER BY a.shown_ms, a.member_no",
         {"时间@", "编号", "姓名", "网格", "活动", "方式", "工作人员", "原因", "准时", "签退时间@",
          "服务分钟", "撤销", "撤销人", "撤销原因", "终端", "终端所记时间@", "下级站点"}},
    [EXPORT_RECORDS] =
        {"records",
         "全部记录",
         "SELECT r.at_ms, r.kiosk, r.seq, r.kind, r.member_no, coalesce(m.name, ''), r.outcome,"
         " r.reason, r.received_ms FROM record r LEFT JOIN member m ON m.member_no=r.member_no"
         " WHERE r.at_ms>=$1 AND r.at_ms<$2 AND $3=$3 AND $4=$4 AND $5=$5 ORDER BY r.no",
         {"时间@", "终端", "序号", "类别", "编号", "姓名", "结果", "原因", "收到时间@"}},
    [EXPORT_REQUESTS] =
        {"requests",
         "服务申请",
         "SELECT r.at_ms, r.number, r.category, r.member_no, coalesce(m.name, ''), r.stage,"
         " r.stage_ms, r.assignee, r.due_ms, r.rating, r.kiosk, r.site FROM request r"
         " LEFT JOIN member m ON m.member_no=r.member_no AND r.site=''"
         " WHERE r.at_ms>=$1 AND r.at_ms<$2 AND $3=$3 AND $4=$4 AND $5=$5 ORDER BY r.at_ms",
         {"时间@", "编号", "类别", "人员编号", "姓名", "阶段", "阶段时间@", "承办人", "期限@",
          "评价", "终端", "下级站点"}},
    [EXPORT_MEMBERS] =
        {"members",
         "人员",
         "SELECT m.member_no, m.name, coalesce(g.name, m.grid), coalesce(t.name, m.team), m.phone,"
         " m.branch, m.joined_year, CASE WHEN m.has_left=1 THEN '已离开' ELSE '' END,"
         " (SELECT count(*) FROM card c WHERE c.member_no=m.member_no AND c.state=0)"
         " FROM member m LEFT JOIN grid g ON g.key=m.grid LEFT JOIN team t ON t.key=m.team"
         " WHERE $1<$2 AND $3=$3 AND $4=$4 AND ($5='' OR m.grid=$5) ORDER BY m.name_key,"
         " m.member_no",
         {"编号", "姓名", "网格", "志愿队", "电话", "军种", "入伍年份", "状态", "有效卡"}},
};

bool export_kind_named(const char *word, enum export_kind *ret_kind) {
    for (int i = 0; i < EXPORT_KINDS; i++)
        if (strcmp(tables[i].word, word) == 0) {
            *ret_kind = (enum export_kind)i;
            return true;
        }
    return false;
}

bool export_format_named(const char *word, enum export_format *ret_format) {
    static const char *const words[] = {"csv", "xlsx", "json"};
    for (int i = 0; i < 3; i++)
        if (strcmp(words[i], word) == 0) {
            *ret_format = (enum export_format)i;
            return true;
        }
    return false;
}

struct writing {
    const struct description *description;
    char titles[COLUMNS_MAX][32];
    const char *columns[COLUMNS_MAX];
    int widths[COLUMNS_MAX];
    bool is_time[COLUMNS_MAX];
    size_t count;
    struct table table;
    struct xlsx *xlsx;
    FILE *file;
    int64_t rows;
    enum err e;
    struct why *why;
};

static void fill_titles(struct writing *w) {
    for (w->count = 0; w->count < COLUMNS_MAX && w->description->titles[w->count]; w->count++) {
        size_t i = w->count, n = strlen(w->description->titles[i]);
        w->is_time[i] = w->description->titles[i][n - 1] == TIME_MARK;
        snprintf(w->titles[i], sizeof w->titles[i], "%.*s", (int)(n - w->is_time[i]),
                 w->description->titles[i]);
        w->columns[i] = w->titles[i];
        w->widths[i] = w->is_time[i] ? 20 : 14;
    }
}

static bool write_row(void *to, const struct db_row *row) {
    struct writing *w = to;
    char times[COLUMNS_MAX][24];
    const char *values[COLUMNS_MAX];
    for (size_t i = 0; i < w->count; i++) {
        values[i] = db_text(row, (int)i);
        if (!w->is_time[i]) continue;
        struct civil c = civil_from_ms(db_int(row, (int)i));
        snprintf(times[i], sizeof times[i], "%04d-%02d-%02d %02d:%02d:%02d", c.year % 10000,
                 c.month % 100, c.day % 100, c.hour % 100, c.minute % 100, c.second % 100);
        values[i] = db_int(row, (int)i) ? times[i] : "";
    }
    w->e = w->xlsx ? xlsx_row(w->xlsx, values, w->why) : table_row(&w->table, values, w->why);
    w->rows++;
    return w->e == ERR_NONE;
}

static enum err begin(struct writing *w, enum export_format format, const char *path,
                      struct why *why) {
    if (format == EXPORT_XLSX)
        return xlsx_open(path, w->description->sheet, w->columns, w->widths, w->count, why,
                         &w->xlsx);
    w->file = strcmp(path, "-") == 0 ? stdout : fopen(path, "we");
    if (!w->file) return why_set(why, err_from_errno(errno), "cannot write %s", path);
    table_begin(&w->table, w->file, format == EXPORT_JSON ? TABLE_JSON : TABLE_CSV, w->columns,
                w->count);
    return ERR_NONE;
}

static enum err end(struct writing *w, struct why *why) {
    if (w->xlsx) return xlsx_close(w->xlsx, why);
    if (!w->file) return ERR_NONE;
    enum err e = table_end(&w->table, why);
    if (w->file != stdout && fclose(w->file) != 0 && e == ERR_NONE)
        e = why_set(why, err_from_errno(errno), "cannot finish writing the file");
    return e;
}

enum err station_export(struct ledger *ledger, const struct export_ask *ask, const char *path,
                        struct why *why, int64_t *ret_rows) {
    struct writing w = {.description = &tables[ask->kind], .why = why};
    fill_titles(&w);
    enum err e = begin(&w, ask->format, path, why);
    if (e == ERR_NONE)
        e = db_query(ledger_db(ledger), why, write_row, &w, w.description->sql, "iitit",
                     ask->from_ms, ask->to_ms ? ask->to_ms : INT64_MAX, ask->uid ? ask->uid : "",
                     ask->recurrence_ms, ask->grid ? ask->grid : "");
    if (e == ERR_NONE) e = w.e;
    struct why late = {0};
    enum err ended = end(&w, &late);
    if (e == ERR_NONE && ended != ERR_NONE) {
        e = ended;
        *why = late;
    }
    if (e == ERR_NONE && ret_rows) *ret_rows = w.rows;
    return e;
}
