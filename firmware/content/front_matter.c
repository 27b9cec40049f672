/* front_matter: strict on purpose: a misspelt key is reported, not lost. */
#include "content/front_matter.h"

#include <stdlib.h>
#include <string.h>

#define ORDER_LAST 9999

/* Terminates the line at *at, moves *at behind it, and returns it without spaces at either end. */
static char *cut_line(char **at) {
    char *line = *at;
    size_t n = strcspn(line, "\n");
    *at += n + (line[n] == '\n');
    line[n] = 0;
    while (n && strchr(" \t\r", line[n - 1])) line[--n] = 0;
    return line + strspn(line, " \t");
}

static bool is_known(const char *const *known, const char *key) {
    for (; *known; known++) {
        if (strcmp(*known, key) == 0) return true;
    }
    return false;
}

static enum err take_line(const struct source *source, char *text, int line,
                          const char *const *known, struct why *why, struct front_matter *head) {
    char *colon = strchr(text, ':');
    if (!colon)
        return refuse(why, source, line,
                      "应是“名: 值” (a line of the head must be \"key: value\")");
    *colon = 0;
    char *value = colon + 1 + strspn(colon + 1, " \t"), *end = colon;
    while (end > text && strchr(" \t", end[-1])) *--end = 0;
    if (!is_known(known, text))
        return refuse(why, source, line, "不认识的项“%s” (unknown key)", excerpt_of(text).text);
    for (int i = 0; i < head->count; i++) {
        if (strcmp(head->of[i].key, text) == 0)
            return refuse(why, source, line, "“%s”重复，第 %d 行已有 (duplicate key)",
                          excerpt_of(text).text, head->of[i].line);
    }
    if (head->count == FRONT_MATTER_MAX) return refuse(why, source, line, "项太多 (too many keys)");
    head->of[head->count].key = text;
    head->of[head->count].value = value;
    head->of[head->count++].line = line;
    return ERR_NONE;
}

enum err front_matter_read(struct source *source, const char *const *known, struct why *why,
                           struct front_matter *ret_head) {
    struct front_matter head = {0};
    char *at = source->text;
    int line = 1;
    if (strcmp(cut_line(&at), "---") != 0)
        return refuse(why, source, line, "第一行应是 --- (the first line must be ---)");
    for (;;) {
        if (!*at)
            return refuse(why, source, line, "开头没有以 --- 结束 (the head has no closing ---)");
        char *text = cut_line(&at);
        line++;
        if (strcmp(text, "---") == 0) break;
        if (!*text) continue;
        enum err e = take_line(source, text, line, known, why, &head);
        if (e != ERR_NONE) return e;
    }
    head.body = at;
    head.body_line = line + 1;
    *ret_head = head;
    return ERR_NONE;
}

const char *front_matter_get(const struct front_matter *head, const char *key, int *ret_line) {
    if (ret_line) *ret_line = 1;
    for (int i = 0; i < head->count; i++) {
        if (strcmp(head->of[i].key, key) != 0) continue;
        if (ret_line) *ret_line = head->of[i].line;
        return head->of[i].value;
    }
    return "";
}

enum err front_matter_text(const struct front_matter *head, const char *key, bool required,
                           const struct source *source, struct why *why, char *ret_field,
                           size_t field_bytes) {
    int line;
    const char *value = front_matter_get(head, key, &line);
    if (required && !value[0])
        return refuse(why, source, line, "缺少 %s (%s is missing)", key, key);
    if (has_private_number(value))
        return refuse(why, source, line,
                      "%s 像身份证号或银行卡号 (looks like an identity-card or bank "
                      "card number)",
                      key);
    return fill(ret_field, field_bytes, value, key, source, line, why);
}

enum err front_matter_yes(const struct front_matter *head, const char *key, bool required,
                          const struct source *source, struct why *why, bool *ret_yes) {
    int line;
    const char *value = front_matter_get(head, key, &line);
    if (!value[0] && !required) return ERR_NONE;
    if (!value[0])
        return refuse(why, source, line, "缺少 %s，应写 yes 或 no (%s is missing: yes or no)", key,
                      key);
    bool yes = strcmp(value, "yes") == 0 || strcmp(value, "是") == 0;
    if (!yes && strcmp(value, "no") != 0 && strcmp(value, "否") != 0)
        return refuse(why, source, line, "%s 应是 yes 或 no (must be yes or no)", key);
    *ret_yes = yes;
    return ERR_NONE;
}

enum err front_matter_order(const struct front_matter *head, const struct source *source,
                            struct why *why, int32_t *ret_order) {
    int line;
    const char *value = front_matter_get(head, "order", &line);
    char *end;
    long order = value[0] ? strtol(value, &end, 10) : ORDER_LAST;
    if (value[0] && (*end || order < 0 || order > ORDER_LAST))
        return refuse(why, source, line, "order 应是 0–%d (must be 0-%d)", ORDER_LAST, ORDER_LAST);
    *ret_order = (int32_t)order;
    return ERR_NONE;
}

enum err front_matter_key(const struct source *source, struct why *why,
                          char ret_key[static KEY_SIZE]) {
    size_t n = strlen(source->name) - strlen(".md");
    if (n >= KEY_SIZE)
        return refuse(why, source, 1, "文件名太长 (the file's name is longer than %d bytes)",
                      KEY_SIZE - 1);
    memcpy(ret_key, source->name, n);
    ret_key[n] = 0;
    return ERR_NONE;
}
