#pragma once
/* Inside the wire room only: the members of a struct as the members of a JSON object, by tables. */
#include "base/err.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum field_kind {
    FIELD_WORD,  /* text on one line */
    FIELD_TEXT,  /* text that may have line ends and tabs */
    FIELD_INT32, /* int32_t, or an enum */
    FIELD_INT64,
    FIELD_BOOL,
    FIELD_BYTES, /* exactly size bytes, hex; with a flag if it may be missing */
    FIELD_BOX,   /* up to size bytes, base64; flag is the offset of their count (size_t) */
    FIELD_LIST,  /* of FIELD_WORDs of size bytes; flag is the offset of their count (int32_t) */
};

#define FIELD_ALWAYS SIZE_MAX

struct field {
    const char *name;
    enum field_kind kind;
    bool needed;
    size_t offset, size; /* size: of the text or the bytes */
    size_t flag; /* offset of the bool that says whether it is present; FIELD_ALWAYS: none */
    int64_t least, most; /* of a number, both included; of a list: how many at most */
};

/* Texts that are empty, numbers that are 0 and booleans that are false are left out unless needed:
 * reading begins from zeroes. */
bool fields_write(json_t *object, const struct field *fields, size_t count, const void *base);

/* ERR_BAD_INPUT: "member_no: missing". Members that are not in the table are ignored. */
MUST_CHECK enum err fields_read(const json_t *object, const struct field *fields, size_t count,
                                void *base, struct why *why);

/* Parse bytes as one JSON value, with a limit on depth; duplicate keys are not reported. */
MUST_CHECK enum err wire_parse(const char *text, size_t bytes, size_t most, struct why *why,
                               json_t **ret_value);
/* Dump and decref; free() the text. */
MUST_CHECK enum err wire_dump(json_t *value, struct why *why, char **ret_text);
