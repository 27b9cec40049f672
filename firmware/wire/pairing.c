/* pairing: the two bodies of POST /v1/pair. */
#include "wire/pairing.h"

#include "wire/fields.h"

#include <string.h>

#define ASK(name, member)                                                                          \
    {                                                                                              \
        name, FIELD_WORD, true, offsetof(struct pair_ask, member),                                 \
            sizeof(((struct pair_ask *)0)->member), FIELD_ALWAYS, 0, 0                             \
    }
#define WORD(name, kind, member)                                                                   \
    {                                                                                              \
        name, kind, true, offsetof(struct pair_answer, member),                                    \
            sizeof(((struct pair_answer *)0)->member), FIELD_ALWAYS, 0, 0                          \
    }
#define KEY(name, member, size)                                                                    \
    { name, FIELD_BYTES, true, offsetof(struct pair_answer, member), size, FIELD_ALWAYS, 0, 0 }

static const struct field ask_fields[] = {
    ASK("code", code),
    ASK("kiosk", kiosk),
    ASK("version", version),
};
static const struct field answer_fields[] = {
    WORD("kiosk", FIELD_WORD, kiosk),
    {"kiosk_number", FIELD_INT32, true, offsetof(struct pair_answer, kiosk_number), 0, FIELD_ALWAYS,
     1, 999},
    WORD("token", FIELD_WORD, token),
    WORD("station", FIELD_WORD, station),
    WORD("ca", FIELD_TEXT, ca),
    KEY("card_key", card_key, KEY_BYTES),
    KEY("seal_key", seal_key, 32),
    KEY("signing_key", signing_key, PUBLIC_KEY_BYTES),
};

static enum err write_object(const struct field *fields, size_t count, const void *base,
                             struct why *why, char **ret_text) {
    json_t *object = json_object();
    if (object && fields_write(object, fields, count, base))
        return wire_dump(object, why, ret_text);
    json_decref(object);
    return why_set(why, ERR_BAD_INPUT, "the pairing cannot be written as JSON");
}

enum err wire_pair_ask_write(const struct pair_ask *ask, struct why *why, char **ret_text) {
    return write_object(ask_fields, ARRAY_LENGTH(ask_fields), ask, why, ret_text);
}

enum err wire_pair_answer_write(const struct pair_answer *answer, struct why *why,
                                char **ret_text) {
    return write_object(answer_fields, ARRAY_LENGTH(answer_fields), answer, why, ret_text);
}

enum err wire_pair_ask_read(const char *text, size_t bytes, struct why *why,
                            struct pair_ask *ret_ask) {
    json_t *object = NULL;
    struct pair_ask ask = {0};
    enum err e = wire_parse(text, bytes, 4096, why, &object);
    if (e != ERR_NONE) return e;
    e = fields_read(object, ask_fields, ARRAY_LENGTH(ask_fields), &ask, why);
    json_decref(object);
    if (e == ERR_NONE) *ret_ask = ask;
    return e;
}

enum err wire_pair_answer_read(const char *text, size_t bytes, struct why *why,
                               struct pair_answer *ret_answer) {
    json_t *object = NULL;
    struct pair_answer answer = {0};
    enum err e = wire_parse(text, bytes, 16384, why, &object);
    if (e != ERR_NONE) return e;
    e = fields_read(object, answer_fields, ARRAY_LENGTH(answer_fields), &answer, why);
    json_decref(object);
    if (e == ERR_NONE) *ret_answer = answer;
    crypto_wipe(&answer, sizeof answer);
    return e;
}
