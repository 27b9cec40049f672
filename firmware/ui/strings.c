/* strings: one string file in memory, with one pointer for each key. */
#include "ui/strings.h"

#include "base/bytes.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_MAX (256 << 10)
#define FILL_MAX 12

struct strings {
    char *bytes;
    int count;
    const char **at;
};

void strings_close(struct strings *strings) {
    if (!strings) return;
    free(strings->bytes);
    free(strings->at);
    free(strings);
}

const char *strings_at(const struct strings *strings, int key) {
    return strings->at[key];
}

static char *trimmed(char *text) {
    while (*text == ' ' || *text == '\t') text++;
    size_t bytes = strlen(text);
    while (bytes > 0 && (text[bytes - 1] == ' ' || text[bytes - 1] == '\r')) text[--bytes] = '\0';
    return text;
}

static void line_ends(char *text) {
    char *to = text;
    for (; *text; text++, to++) {
        bool end = text[0] == '\\' && text[1] == 'n';
        *to = end ? '\n' : *text;
        if (end) text++;
    }
    *to = '\0';
}

static int key_index(const char *const *keys, int count, const char *key) {
    for (int i = 0; i < count; i++)
        if (strcmp(keys[i], key) == 0) return i;
    return -1;
}

static enum err take_line(struct strings *strings, const char *const *keys, char *line,
                          const char *path, int number, struct why *why) {
    line = trimmed(line);
    if (*line == '\0' || *line == '#') return ERR_NONE;
    char *equals = strchr(line, '=');
    if (!equals) return why_set(why, ERR_BAD_INPUT, "%s:%d: no '='", path, number);
    *equals = '\0';
    char *key = trimmed(line), *value = trimmed(equals + 1);
    int index = key_index(keys, strings->count, key);
    if (index < 0) return why_set(why, ERR_BAD_INPUT, "%s:%d: unknown key %s", path, number, key);
    if (strings->at[index])
        return why_set(why, ERR_BAD_INPUT, "%s:%d: %s is defined twice", path, number, key);
    if (!*value) return why_set(why, ERR_BAD_INPUT, "%s:%d: %s is empty", path, number, key);
    line_ends(value);
    strings->at[index] = value;
    return ERR_NONE;
}

static enum err take_all(struct strings *strings, const char *const *keys, const char *path,
                         struct why *why) {
    int number = 1;
    for (char *line = strings->bytes; line; number++) {
        char *end = strchr(line, '\n');
        if (end) *end = '\0';
        enum err e = take_line(strings, keys, line, path, number, why);
        if (e) return e;
        line = end ? end + 1 : NULL;
    }
    for (int i = 0; i < strings->count; i++)
        if (!strings->at[i]) return why_set(why, ERR_BAD_INPUT, "%s: %s is missing", path, keys[i]);
    return ERR_NONE;
}

enum err strings_open(const char *path, const char *const *keys, int count, struct why *why,
                      struct strings **ret_strings) {
    size_t bytes;
    struct strings *strings = calloc(1, sizeof *strings);
    if (!strings) return why_set(why, ERR_NO_MEMORY, "strings");
    strings->count = count;
    strings->at = calloc((size_t)count, sizeof *strings->at);
    enum err e =
        strings->at ? file_read(path, FILE_MAX, why, &strings->bytes, &bytes) : ERR_NO_MEMORY;
    if (!e) e = take_all(strings, keys, path, why);
    if (e) {
        strings_close(strings);
        return e;
    }
    *ret_strings = strings;
    return ERR_NONE;
}

struct pair {
    const char *name, *value;
};

static const char *value_of(const struct pair *pairs, int count, const char *name, size_t bytes) {
    for (int i = 0; i < count; i++)
        if (strlen(pairs[i].name) == bytes && memcmp(pairs[i].name, name, bytes) == 0)
            return pairs[i].value;
    return NULL;
}

static size_t put(char *to, size_t room, size_t used, const char *from, size_t bytes) {
    if (used + bytes >= room) bytes = room - 1 - used;
    memcpy(to + used, from, bytes);
    return used + bytes;
}

const char *strings_fill(char *ret_text, size_t bytes, const char *pattern, ...) {
    struct pair pairs[FILL_MAX];
    int count = 0;
    size_t used = 0;
    va_list args;
    va_start(args, pattern);
    for (const char *name; count < FILL_MAX && (name = va_arg(args, const char *)); count++)
        pairs[count] = (struct pair){name, va_arg(args, const char *)};
    va_end(args);
    while (*pattern) {
        const char *close = *pattern == '{' ? strchr(pattern, '}') : NULL;
        const char *value =
            close ? value_of(pairs, count, pattern + 1, (size_t)(close - pattern - 1)) : NULL;
        used = value ? put(ret_text, bytes, used, value, strlen(value))
                     : put(ret_text, bytes, used, pattern, 1);
        pattern = value ? close + 1 : pattern + 1;
    }
    ret_text[used] = '\0';
    return ret_text;
}
