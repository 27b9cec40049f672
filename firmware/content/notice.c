/* notice: notices/NAME.md to a notice of the notice board, shown from one day to another. */
#include "base/clock.h"
#include "content/markdown.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const known[] = {"title", "from", "to", NULL};

/* "2026-11-24" in the station's zone, plus a number of days. */
static enum err read_day(const struct front_matter *head, const char *key, int after,
                         const struct source *source, struct why *why, int64_t *ret_ms) {
    int line, used = 0;
    const char *text = front_matter_get(head, key, &line);
    struct civil day = {0};
    if (sscanf(text, "%4d-%2d-%2d%n", &day.year, &day.month, &day.day, &used) != 3 || text[used] ||
        day.year < 2000 || day.year > 2100 || day.month < 1 || day.month > 12 || day.day < 1 ||
        day.day > civil_days_in_month(day.year, day.month))
        return refuse(why, source, line, "%s 应是日期，如 2026-11-24 (%s must be a date)", key,
                      key);
    day.day += after;
    *ret_ms = civil_to_ms(&day);
    return ERR_NONE;
}

static enum err read_head(const struct source *source, const struct front_matter *head,
                          struct why *why, struct change_notice *n) {
    int line;
    enum err e = front_matter_text(head, "title", true, source, why, n->title, sizeof n->title);
    if (e == ERR_NONE) e = read_day(head, "from", 0, source, why, &n->from_ms);
    if (e == ERR_NONE) e = read_day(head, "to", 1, source, why, &n->to_ms); /* that day included */
    if (e != ERR_NONE || n->to_ms > n->from_ms) return e;
    front_matter_get(head, "to", &line);
    return refuse(why, source, line, "to 早于 from (ends before it begins)");
}

static enum err read_body(const struct source *source, const struct front_matter *head,
                          struct why *why, struct change_notice *n) {
    char *body = calloc(1, BODY_SIZE);
    if (!body) return why_set(why, ERR_NO_MEMORY, "%s: out of memory", source->name);
    enum err e = markdown_to_markup(source, head, why, body);
    if (e == ERR_NONE && !TEXT_COPY(n->text, body))
        e = refuse(why, source, head->body_line, "正文太长，最多 %zu 字节 (at most %zu bytes)",
                   sizeof n->text - 1, sizeof n->text - 1);
    free(body);
    return e;
}

enum err notice_import(struct source *source, struct why *why) {
    struct front_matter head;
    struct change change;
    change_begin(&change, CHANGE_NOTICE);
    struct change_notice *n = &change.u.notice;
    enum err e = front_matter_key(source, why, n->key);
    if (e == ERR_NONE) e = front_matter_read(source, known, why, &head);
    if (e == ERR_NONE) e = read_head(source, &head, why, n);
    if (e == ERR_NONE) e = read_body(source, &head, why, n);
    return e == ERR_NONE ? yield_change(source, &change, why) : e;
}
