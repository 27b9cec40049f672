#pragma once
/* The head of a story or a guide: lines of "key: value" between two lines of "---". Pure; one
 * thread. */
#include "content/content_private.h"

#define FRONT_MATTER_MAX 24

struct front_matter {
    int count;
    struct {
        const char *key, *value; /* into the text, trimmed, NUL-terminated */
        int line;
    } of[FRONT_MATTER_MAX];
    const char *body; /* what follows; body_line is where it begins */
    int body_line;
};

/* Writes NULs into source->text. Refused: no head, a line without a colon, a key twice, a key that
 * is not in known (ends with NULL). */
MUST_CHECK enum err front_matter_read(struct source *source, const char *const *known,
                                      struct why *why, struct front_matter *ret_head);

/* The value of key, "": missing; *ret_line (may be NULL) is its line, or 1. */
const char *front_matter_get(const struct front_matter *head, const char *key, int *ret_line);

/* Copies it into a field; refused if it is too long, or required and empty. */
MUST_CHECK enum err front_matter_text(const struct front_matter *head, const char *key,
                                      bool required, const struct source *source, struct why *why,
                                      char *ret_field, size_t field_bytes);
/* yes or no (是 否); missing: `otherwise`, or refused if required. */
MUST_CHECK enum err front_matter_yes(const struct front_matter *head, const char *key,
                                     bool required, const struct source *source, struct why *why,
                                     bool *ret_yes);
/* 0..9999; missing: 9999, after all that have one. */
MUST_CHECK enum err front_matter_order(const struct front_matter *head, const struct source *source,
                                       struct why *why, int32_t *ret_order);

/* A file's name without ".md" is its key; a key that is too long is refused. */
MUST_CHECK enum err front_matter_key(const struct source *source, struct why *why,
                                     char ret_key[static KEY_SIZE]);
