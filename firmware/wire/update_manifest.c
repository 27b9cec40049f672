/* update_manifest: one object, by a table, and the checks that a table cannot express. */
#include "wire/update_manifest.h"

#include "base/bytes.h"
#include "wire/fields.h"

#include <stdlib.h>
#include <string.h>

#define WORD_CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._+~:-"
#define OF(member) offsetof(struct update_manifest, member)
#define SIZE_OF(member) sizeof(((struct update_manifest *)0)->member)

static const struct field fields[] = {
    {"version", FIELD_WORD, true, OF(version), SIZE_OF(version), FIELD_ALWAYS, 0, 0},
    {"compatible", FIELD_WORD, true, OF(compatible), SIZE_OF(compatible), FIELD_ALWAYS, 0, 0},
    {"bytes", FIELD_INT64, true, OF(bytes), 0, FIELD_ALWAYS, 1, UPDATE_BYTES_MAX},
    {"part_bytes", FIELD_INT64, true, OF(part_bytes), 0, FIELD_ALWAYS, UPDATE_PART_LEAST,
     UPDATE_PART_MOST},
    {"hash", FIELD_BYTES, true, OF(hash), HASH_BYTES, FIELD_ALWAYS, 0, 0},
    {"parts", FIELD_LIST, true, OF(parts), BLOB_SIZE, OF(part_count), 0, UPDATE_PARTS_MAX},
};

bool update_word_is_sound(const char *word) {
    return word[0] && word[0] != '-' && strspn(word, WORD_CHARACTERS) == strlen(word);
}

int64_t update_part_bytes(const struct update_manifest *m, int32_t i) {
    return i + 1 < m->part_count ? m->part_bytes : m->bytes - i * m->part_bytes;
}

static bool is_blob(const char *hex) {
    return strlen(hex) == BLOB_SIZE - 1 && strspn(hex, "0123456789abcdef") == BLOB_SIZE - 1;
}

static enum err judge(const struct update_manifest *m, struct why *why) {
    if (!update_word_is_sound(m->version) || !update_word_is_sound(m->compatible))
        return why_set(why, ERR_BAD_INPUT, "version or compatible: invalid characters");
    if (m->part_count != (m->bytes + m->part_bytes - 1) / m->part_bytes)
        return why_set(why, ERR_BAD_INPUT, "parts: their number does not match bytes");
    for (int32_t i = 0; i < m->part_count; i++)
        if (!is_blob(m->parts[i])) return why_set(why, ERR_BAD_INPUT, "parts: not a hash");
    return ERR_NONE;
}

enum err update_manifest_read(const char *text, size_t bytes, struct why *why,
                              struct update_manifest *ret_manifest) {
    json_t *object = NULL;
    struct update_manifest *m = calloc(1, sizeof *m);
    enum err e = m ? wire_parse(text, bytes, UPDATE_MANIFEST_MAX, why, &object)
                   : why_set(why, ERR_NO_MEMORY, "no memory for a manifest");
    if (e == ERR_NONE) e = fields_read(object, fields, ARRAY_LENGTH(fields), m, why);
    if (e == ERR_NONE) e = judge(m, why);
    if (e == ERR_NONE) *ret_manifest = *m;
    json_decref(object);
    free(m);
    return e;
}

enum err update_manifest_write(const struct update_manifest *manifest, struct why *why,
                               char **ret_text) {
    enum err e = judge(manifest, why);
    if (e != ERR_NONE) return e;
    json_t *object = json_object();
    if (object && fields_write(object, fields, ARRAY_LENGTH(fields), manifest))
        return wire_dump(object, why, ret_text);
    json_decref(object);
    return why_set(why, ERR_NO_MEMORY, "no memory for a manifest");
}
