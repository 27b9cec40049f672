/* lists: the short tables of a station — grids, teams, request categories, settings. */
#include "content/seen.h"
#include "content/sheet.h"

#include <ctype.h>
#include <string.h>

struct list {
    struct seen keys;
    int order;
};

/* A key is used by other files: it is stored unchanged or refused. */
static enum err key_of(struct list *list, const struct sheet_row *row, struct why *why,
                       char *ret_key) {
    const char *key = row->values[0];
    if (!text_copy(ret_key, KEY_SIZE, key))
        return why_set(why, ERR_BAD_INPUT, "代号太长 (key is too long)");
    int first = seen_add(&list->keys, key, strlen(key), row->line);
    if (first < 0) return why_set(why, ERR_NO_MEMORY, "out of memory");
    if (first > 0)
        return why_set(why, ERR_BAD_INPUT,
                       "代号重复，第 %d 行已有 (duplicate key, first on line %d)", first, first);
    list->order++;
    return ERR_NONE;
}

static enum err too_long(struct why *why, const struct sheet_column *column) {
    return why_set(why, ERR_BAD_INPUT, "“%s”太长 (%s is too long)", column->chinese, column->name);
}

static enum err read_list(struct source *source, const struct sheet_column *columns, size_t count,
                          enum err (*row)(void *to, const struct sheet_row *row, struct why *why),
                          struct why *why) {
    struct list list = {0};
    enum err e = sheet_read(source, columns, count, row, &list, why);
    seen_finish(&list.keys);
    return e;
}

static const struct sheet_column grid_columns[] = {
    {"key", "代号", true}, {"name", "名称", true}, {"liaison", "联络员", false}};

static enum err take_grid(void *to, const struct sheet_row *row, struct why *why) {
    struct change change;
    change_begin(&change, CHANGE_GRID);
    struct change_grid *grid = &change.u.grid;
    enum err e = key_of(to, row, why, grid->key);
    if (e != ERR_NONE) return e;
    if (!TEXT_COPY(grid->name, row->values[1])) return too_long(why, &grid_columns[1]);
    if (!TEXT_COPY(grid->liaison_no, row->values[2])) return too_long(why, &grid_columns[2]);
    if (has_private_number(grid->liaison_no))
        return why_set(why, ERR_BAD_INPUT, "联络员应是人员编号 (liaison is a member_no)");
    return yield_change(row->source, &change, why);
}

enum err grids_import(struct source *source, struct why *why) {
    return read_list(source, grid_columns, ARRAY_LENGTH(grid_columns), take_grid, why);
}

static const struct sheet_column team_columns[] = {
    {"key", "代号", true}, {"name", "名称", true}, {"about", "介绍", false}};

static enum err take_team(void *to, const struct sheet_row *row, struct why *why) {
    struct change change;
    change_begin(&change, CHANGE_TEAM);
    struct change_team *team = &change.u.team;
    enum err e = key_of(to, row, why, team->key);
    if (e != ERR_NONE) return e;
    if (!TEXT_COPY(team->name, row->values[1])) return too_long(why, &team_columns[1]);
    if (!TEXT_COPY(team->about, row->values[2])) return too_long(why, &team_columns[2]);
    return yield_change(row->source, &change, why);
}

enum err teams_import(struct source *source, struct why *why) {
    return read_list(source, team_columns, ARRAY_LENGTH(team_columns), take_team, why);
}

static const struct sheet_column category_columns[] = {{"key", "代号", true},
                                                       {"title", "标题", true},
                                                       {"hint", "提示", false},
                                                       {"icon", "图标", true},
                                                       {"phrases", "常用语", false}};

static enum err phrases_of(const char *text, struct why *why, struct request_category *category) {
    while (*text) {
        size_t n = strcspn(text, "|");
        if (n >= PHRASE_SIZE) return too_long(why, &category_columns[4]);
        if (category->phrase_count == PHRASES_MAX)
            return why_set(why, ERR_BAD_INPUT, "常用语最多 %d 条 (at most %d phrases)", PHRASES_MAX,
                           PHRASES_MAX);
        if (n) memcpy(category->phrases[category->phrase_count++], text, n);
        text += n + (text[n] == '|');
    }
    return ERR_NONE;
}

/* The icon's name becomes a file name, so it must not contain a path. */
static bool is_icon(const char *name) {
    for (; *name; name++) {
        if (!(*name >= 'a' && *name <= 'z') && !isdigit((unsigned char)*name) && *name != '-')
            return false;
    }
    return true;
}

static enum err take_category(void *to, const struct sheet_row *row, struct why *why) {
    struct list *list = to;
    struct change change;
    change_begin(&change, CHANGE_CATEGORY);
    struct request_category *category = &change.u.category.category;
    enum err e = key_of(list, row, why, category->key);
    if (e != ERR_NONE) return e;
    if (list->order > CATEGORIES_MAX)
        return why_set(why, ERR_BAD_INPUT, "最多 %d 类 (at most %d categories)", CATEGORIES_MAX,
                       CATEGORIES_MAX);
    change.u.category.order = list->order;
    if (!TEXT_COPY(category->title, row->values[1])) return too_long(why, &category_columns[1]);
    if (!TEXT_COPY(category->hint, row->values[2])) return too_long(why, &category_columns[2]);
    if (!TEXT_COPY(category->icon, row->values[3])) return too_long(why, &category_columns[3]);
    if (!is_icon(category->icon))
        return why_set(why, ERR_BAD_INPUT,
                       "图标名只能有小写字母、数字和 - (an icon's name has a-z, digits and -)");
    e = phrases_of(row->values[4], why, category);
    return e == ERR_NONE ? yield_change(row->source, &change, why) : e;
}

enum err categories_import(struct source *source, struct why *why) {
    return read_list(source, category_columns, ARRAY_LENGTH(category_columns), take_category, why);
}

static const struct sheet_column setting_columns[] = {{"key", "代号", true},
                                                      {"value", "值", false}};

static enum err take_setting(void *to, const struct sheet_row *row, struct why *why) {
    struct change change;
    change_begin(&change, CHANGE_SETTING);
    enum err e = key_of(to, row, why, change.u.setting.key);
    if (e != ERR_NONE) return e;
    if (!TEXT_COPY(change.u.setting.value, row->values[1]))
        return too_long(why, &setting_columns[1]);
    return yield_change(row->source, &change, why);
}

enum err settings_import(struct source *source, struct why *why) {
    return read_list(source, setting_columns, ARRAY_LENGTH(setting_columns), take_setting, why);
}
