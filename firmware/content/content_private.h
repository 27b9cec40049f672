#pragma once
/* Inside the content room only: a file being read, and how it is refused. */
#include "content/content.h"

struct source {
    const char *path;
    const char *name; /* last part of path, for refusals */
    char *text;       /* UTF-8, no BOM, no NUL inside, NUL-terminated */
    size_t bytes;
    const struct content_context *ctx;
    const struct change_sink *sink;
    bool reported; /* its refusals were already reported, one by one */
};

/* "name:line: reason"; reason is Chinese and English in one text. Always ERR_BAD_INPUT. */
enum err refuse(struct why *why, const struct source *source, int line, const char *fmt, ...)
    PRINTF_LIKE(4, 5);

/* The beginning of a text from outside, cut at a whole character, for use in a refusal. Valid
 * within one call. */
struct excerpt {
    char text[81];
};
struct excerpt excerpt_of(const char *text);

/* Copies text into field; refused if it is too long. what names the field in both languages. */
MUST_CHECK enum err fill(char *ret_field, size_t field_bytes, const char *text, const char *what,
                         const struct source *source, int line, struct why *why);
#define FILL(field, text, what, source, line, why)                                                 \
    fill((field), sizeof(field), (text), (what), (source), (line), (why))

/* Fifteen digits in a row, with or without a final X: an identity-card or bank card number. */
bool has_private_number(const char *text);

/* An empty change: every byte of it zero, so that the same file yields the same bytes. */
void change_begin(struct change *ret_change, enum change_kind kind);
MUST_CHECK enum err yield_change(const struct source *source, const struct change *change,
                                 struct why *why);

enum err roster_import(struct source *source, struct why *why);
enum err cards_import(struct source *source, struct why *why);
enum err grids_import(struct source *source, struct why *why);
enum err teams_import(struct source *source, struct why *why);
enum err categories_import(struct source *source, struct why *why);
enum err settings_import(struct source *source, struct why *why);
enum err steps_import(struct source *source, struct why *why);
enum err notice_import(struct source *source, struct why *why);
enum err calendar_import(struct source *source, struct why *why);
enum err story_import(struct source *source, struct why *why);
enum err guide_import(struct source *source, struct why *why);
