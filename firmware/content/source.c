/* source: how a file that is being read is refused, and how its changes are passed on. */
#include "content/content_private.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum err refuse(struct why *why, const struct source *source, int line, const char *fmt, ...) {
    char reason[400];
    va_list args;
    va_start(args, fmt);
    vsnprintf(reason, sizeof reason, fmt, args);
    va_end(args);
    return why_set(why, ERR_BAD_INPUT, "%s:%d: %s", excerpt_of(source->name).text, line, reason);
}

struct excerpt excerpt_of(const char *text) {
    struct excerpt excerpt;
    TEXT_COPY(excerpt.text, text);
    return excerpt;
}

enum err fill(char *ret_field, size_t field_bytes, const char *text, const char *what,
              const struct source *source, int line, struct why *why) {
    if (strlen(text) >= field_bytes)
        return refuse(why, source, line, "%s太长，最多 %zu 字节 (too long, at most %zu bytes)",
                      what, field_bytes - 1, field_bytes - 1);
    text_copy(ret_field, field_bytes, text);
    return ERR_NONE;
}

bool has_private_number(const char *text) {
    size_t run = 0;
    for (; *text; text++) {
        run = *text >= '0' && *text <= '9' ? run + 1 : 0;
        if (run == 15) return true;
    }
    return false;
}

void change_begin(struct change *ret_change, enum change_kind kind) {
    memset(ret_change, 0, sizeof *ret_change);
    ret_change->kind = kind;
}

enum err yield_change(const struct source *source, const struct change *change, struct why *why) {
    return source->sink->take(source->sink->to, change, why);
}
