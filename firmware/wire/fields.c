/* fields: one table for reading and writing.
 * 1. A text that does not fit its field is refused, never cut.
 * 2. A number outside its range is refused. */
#include "wire/fields.h"

#include "base/base64.h"
#include "base/bytes.h"

#include <stdlib.h>
#include <string.h>

static void *at(const void *base, size_t offset) {
    return (char *)(uintptr_t)base + offset;
}

static json_t *hex_value(const void *bytes, size_t count) {
    char *hex = malloc(2 * count + 1);
    if (!hex) return NULL;
    hex_from_bytes(bytes, count, hex);
    json_t *value = json_string(hex);
    free(hex);
    return value;
}

static json_t *box_value(const void *bytes, size_t count) {
    char *text = base64_from_bytes(bytes, count);
    json_t *value = text ? json_string(text) : NULL;
    free(text);
    return value;
}

static json_t *list_value(const struct field *f, const void *base) {
    const char *text = at(base, f->offset);
    int32_t count = *(int32_t *)at(base, f->flag);
    json_t *list = json_array();
    for (int32_t i = 0; list && i < count; i++)
        if (json_array_append_new(list, json_string(text + (size_t)i * f->size)) != 0) {
            json_decref(list);
            return NULL;
        }
    return list;
}

/* Is there a value to write? */
static bool is_there(const struct field *f, const void *base) {
    const void *p = at(base, f->offset);
    switch (f->kind) {
    case FIELD_WORD:
    case FIELD_TEXT:
        return ((const char *)p)[0] != 0;
    case FIELD_INT32:
        return *(const int32_t *)p != 0;
    case FIELD_INT64:
        return *(const int64_t *)p != 0;
    case FIELD_BOOL:
        return *(const bool *)p;
    case FIELD_BYTES:
        return f->flag == FIELD_ALWAYS || *(bool *)at(base, f->flag);
    case FIELD_BOX:
        return *(size_t *)at(base, f->flag) > 0;
    case FIELD_LIST:
        return *(int32_t *)at(base, f->flag) > 0;
    }
    return false;
}

static json_t *value_of(const struct field *f, const void *base) {
    const void *p = at(base, f->offset);
    switch (f->kind) {
    case FIELD_WORD:
    case FIELD_TEXT:
        return json_string(p);
    case FIELD_INT32:
        return json_integer(*(const int32_t *)p);
    case FIELD_INT64:
        return json_integer(*(const int64_t *)p);
    case FIELD_BOOL:
        return json_boolean(*(const bool *)p);
    case FIELD_BYTES:
        return hex_value(p, f->size);
    case FIELD_BOX:
        return box_value(p, *(size_t *)at(base, f->flag));
    case FIELD_LIST:
        return list_value(f, base);
    }
    return NULL;
}

bool fields_write(json_t *object, const struct field *fields, size_t count, const void *base) {
    for (size_t i = 0; i < count; i++) {
        if (!fields[i].needed && !is_there(&fields[i], base)) continue;
        if (json_object_set_new(object, fields[i].name, value_of(&fields[i], base)) != 0)
            return false;
    }
    return true;
}

static bool text_is_sound(const char *text, bool lines) {
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == 0x7f || (c < 0x20 && !(lines && (c == '\n' || c == '\t')))) return false;
    }
    return true;
}

static const char *read_text(const json_t *value, bool lines, size_t size, char *ret) {
    const char *text = json_string_value(value);
    if (!text) return "not a text";
    if (json_string_length(value) >= size) return "too long";
    if (!text_is_sound(text, lines)) return "has a control character";
    memcpy(ret, text, json_string_length(value) + 1);
    return NULL;
}

static const char *read_number(const struct field *f, const json_t *value, void *p) {
    if (!json_is_integer(value)) return "not a whole number";
    json_int_t n = json_integer_value(value);
    if (n < f->least || n > f->most) return "out of range";
    if (f->kind == FIELD_INT64)
        *(int64_t *)p = n;
    else
        *(int32_t *)p = (int32_t)n;
    return NULL;
}

static const char *read_bytes(const struct field *f, const json_t *value, void *base) {
    const char *hex = json_string_value(value);
    size_t count = 0;
    if (!hex || json_string_length(value) != 2 * f->size ||
        bytes_from_hex(hex, at(base, f->offset), f->size, &count) != ERR_NONE || count != f->size)
        return "not the hex of so many bytes";
    if (f->flag != FIELD_ALWAYS) *(bool *)at(base, f->flag) = true;
    return NULL;
}

static const char *read_box(const struct field *f, const json_t *value, void *base) {
    const char *text = json_string_value(value);
    size_t count = 0;
    if (!text || bytes_from_base64(text, at(base, f->offset), f->size, &count) != ERR_NONE)
        return "not base64, or too long";
    *(size_t *)at(base, f->flag) = count;
    return NULL;
}

static const char *read_list(const struct field *f, const json_t *value, void *base) {
    char *text = at(base, f->offset);
    size_t count = json_array_size(value);
    if (!json_is_array(value)) return "not a list";
    if (count > (size_t)f->most) return "too many";
    for (size_t i = 0; i < count; i++) {
        const char *bad = read_text(json_array_get(value, i), false, f->size, text + i * f->size);
        if (bad) return bad;
    }
    *(int32_t *)at(base, f->flag) = (int32_t)count;
    return NULL;
}

static const char *read_value(const struct field *f, const json_t *value, void *base) {
    void *p = at(base, f->offset);
    switch (f->kind) {
    case FIELD_WORD:
        return read_text(value, false, f->size, p);
    case FIELD_TEXT:
        return read_text(value, true, f->size, p);
    case FIELD_INT32:
    case FIELD_INT64:
        return read_number(f, value, p);
    case FIELD_BOOL:
        if (!json_is_boolean(value)) return "neither true nor false";
        *(bool *)p = json_is_true(value);
        return NULL;
    case FIELD_BYTES:
        return read_bytes(f, value, base);
    case FIELD_BOX:
        return read_box(f, value, base);
    case FIELD_LIST:
        return read_list(f, value, base);
    }
    return "unknown";
}

enum err fields_read(const json_t *object, const struct field *fields, size_t count, void *base,
                     struct why *why) {
    for (size_t i = 0; i < count; i++) {
        const json_t *value = json_object_get(object, fields[i].name);
        const char *bad = NULL;
        if (!value || json_is_null(value))
            bad = fields[i].needed ? "missing" : NULL;
        else
            bad = read_value(&fields[i], value, base);
        if (bad) return why_set(why, ERR_BAD_INPUT, "%s: %s", fields[i].name, bad);
    }
    return ERR_NONE;
}

enum err wire_parse(const char *text, size_t bytes, size_t most, struct why *why,
                    json_t **ret_value) {
    json_error_t error;
    if (bytes > most) return why_set(why, ERR_BAD_INPUT, "%zu bytes are too many", bytes);
    json_t *value = json_loadb(text, bytes, JSON_REJECT_DUPLICATES, &error);
    if (!value)
        return why_set(why, ERR_BAD_INPUT, "not JSON: line %d: %.80s", error.line, error.text);
    *ret_value = value;
    return ERR_NONE;
}

enum err wire_dump(json_t *value, struct why *why, char **ret_text) {
    char *text = value ? json_dumps(value, JSON_COMPACT | JSON_PRESERVE_ORDER) : NULL;
    json_decref(value);
    if (!text) return why_set(why, ERR_BAD_INPUT, "cannot be written as JSON");
    *ret_text = text;
    return ERR_NONE;
}
