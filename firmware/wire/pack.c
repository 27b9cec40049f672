/* pack: pack.json. */
#include "wire/pack.h"

#include "base/bytes.h"
#include "wire/fields.h"

#include <string.h>

#define MEMBER(member) offsetof(struct pack_about, member)

static const struct field fields[] = {
    {"station", FIELD_WORD, true, MEMBER(station), TITLE_SIZE, FIELD_ALWAYS, 0, 0},
    {"cursor", FIELD_INT64, true, MEMBER(cursor), 0, FIELD_ALWAYS, 0, INT64_MAX},
    {"made_ms", FIELD_INT64, true, MEMBER(made_ms), 0, FIELD_ALWAYS, 0, INT64_MAX},
};

enum err wire_pack_write(const struct pack_about *about, struct why *why, char **ret_text) {
    json_t *object = json_object();
    if (object && fields_write(object, fields, ARRAY_LENGTH(fields), about))
        return wire_dump(object, why, ret_text);
    json_decref(object);
    return why_set(why, ERR_BAD_INPUT, "pack.json cannot be written");
}

enum err wire_pack_read(const char *text, size_t bytes, struct why *why,
                        struct pack_about *ret_about) {
    json_t *object = NULL;
    struct pack_about about = {0};
    enum err e = wire_parse(text, bytes, 4096, why, &object);
    if (e != ERR_NONE) return e;
    e = fields_read(object, fields, ARRAY_LENGTH(fields), &about, why);
    json_decref(object);
    if (e == ERR_NONE) *ret_about = about;
    return e;
}
