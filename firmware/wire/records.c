/* records: a batch of records and its receipt. The head of a row is what the station must know of
 * any row, to store it as rejected; the body is the content of the record. */
#include "wire/records.h"

#include "wire/fields.h"

#include <stdlib.h>
#include <string.h>

#define ROW(name, kind, needed, member, size, flag, least, most)                                   \
    { name, kind, needed, offsetof(struct record_up, member), size, flag, least, most }
#define WORD(name, member)                                                                         \
    ROW(name, FIELD_WORD, false, member, sizeof(((struct record_up *)0)->member), FIELD_ALWAYS, 0, \
        0)
#define NUMBER(name, kind, member, least, most)                                                    \
    ROW(name, kind, false, member, 0, FIELD_ALWAYS, least, most)
#define HASH(name, member, flag)                                                                   \
    ROW(name, FIELD_BYTES, false, member, HASH_BYTES, offsetof(struct record_up, flag), 0, 0)

static const struct field head[] = {
    ROW("seq", FIELD_INT64, true, seq, 0, FIELD_ALWAYS, 1, INT64_MAX),
    ROW("kind", FIELD_WORD, true, kind, KEY_SIZE, FIELD_ALWAYS, 0, 0),
    ROW("at_ms", FIELD_INT64, true, at_ms, 0, FIELD_ALWAYS, INT64_MIN, INT64_MAX),
    ROW("boot", FIELD_WORD, true, boot, BOOT_ID_SIZE, FIELD_ALWAYS, 0, 0),
    ROW("mono_ms", FIELD_INT64, true, mono_ms, 0, FIELD_ALWAYS, 0, INT64_MAX),
    ROW("synced", FIELD_BOOL, true, synced, 0, FIELD_ALWAYS, 0, 0),
};

static const struct field body[] = {
    WORD("outcome", outcome),
    WORD("reason", reason),
    WORD("member_no", member_no),
    HASH("card", card, has_card),
    WORD("activity", uid),
    NUMBER("recurrence_ms", FIELD_INT64, recurrence_ms, INT64_MIN, INT64_MAX),
    NUMBER("late", FIELD_BOOL, late, 0, 0),
    NUMBER("minutes", FIELD_INT32, minutes, 0, INT32_MAX),
    WORD("staff", staff),
    WORD("detail", detail),
    WORD("number", number),
    WORD("category", category),
    HASH("code", code, has_code),
    HASH("voice_note", voice_note, has_voice_note),
    NUMBER("rating", FIELD_INT32, rating, 0, 3),
    NUMBER("stage", FIELD_INT32, stage, 0, REQUEST_STAGES - 1),
    ROW("sealed", FIELD_BOX, false, sealed, SEALED_SIZE, offsetof(struct record_up, sealed_bytes),
        0, 0),
    WORD("version", version),
    NUMBER("waiting", FIELD_INT32, waiting, 0, INT32_MAX),
    NUMBER("disk_free_bytes", FIELD_INT64, disk_free_bytes, 0, INT64_MAX),
    NUMBER("reader_up", FIELD_BOOL, reader_up, 0, 0),
    HASH("picture", screenshot, has_screenshot),
    WORD("origin_kiosk", origin_kiosk),
    NUMBER("origin_seq", FIELD_INT64, origin_seq, 0, INT64_MAX),
};

static json_t *row_of(const struct record_up *r) {
    json_t *row = json_object(), *b = json_object();
    if (row && b && fields_write(row, head, ARRAY_LENGTH(head), r) &&
        fields_write(b, body, ARRAY_LENGTH(body), r) && json_object_set_new(row, "body", b) == 0)
        return row;
    json_decref(row);
    return NULL;
}

/* {"records":[a,b,...]}, each row once as text, so that the size is known before it is too large.
 */
enum err wire_records_write(const struct record_up *records, size_t count, struct why *why,
                            char **ret_text, size_t *ret_taken) {
    static const char open[] = "{\"records\":[", close[] = "]}";
    char *text = malloc(WIRE_BODY_MAX + 1);
    size_t used = sizeof open - 1, taken = 0;
    if (!text) return why_set(why, ERR_NO_MEMORY, "no memory for a batch");
    memcpy(text, open, used);
    for (; taken < count && taken < WIRE_RECORDS_MAX; taken++) {
        json_t *row = row_of(&records[taken]);
        char *line = row ? json_dumps(row, JSON_COMPACT | JSON_PRESERVE_ORDER) : NULL;
        size_t n = line ? strlen(line) : 0;
        json_decref(row);
        bool fits = line && used + n + 1 + sizeof close <= WIRE_BODY_MAX;
        if (fits) {
            if (taken) text[used++] = ',';
            // NOLINTNEXTLINE(bugprone-not-null-terminated-result): the end is written below
            memcpy(text + used, line, n);
            used += n;
        }
        free(line);
        if (!fits) break;
    }
    if (taken == 0 && count > 0) {
        free(text);
        return why_set(why, ERR_BAD_INPUT, "record %lld cannot be written as JSON",
                       (long long)records[0].seq);
    }
    memcpy(text + used, close, sizeof close);
    *ret_text = text;
    *ret_taken = taken;
    return ERR_NONE;
}

static enum err read_row(const json_t *row, struct why *why, struct record_up *ret) {
    const json_t *b = json_object_get(row, "body");
    memset(ret, 0, sizeof *ret);
    enum err e = fields_read(row, head, ARRAY_LENGTH(head), ret, why);
    if (e != ERR_NONE) return e;
    if (!json_is_object(b)) return why_set(why, ERR_BAD_INPUT, "body: missing");
    return fields_read(b, body, ARRAY_LENGTH(body), ret, why);
}

/* The minimum for a batch: rows, each with a seq above the one before. */
static enum err check_batch(const json_t *rows, struct why *why) {
    json_int_t last = 0;
    if (!json_is_array(rows)) return why_set(why, ERR_BAD_INPUT, "records: not a list");
    size_t count = json_array_size(rows);
    if (count > WIRE_RECORDS_MAX)
        return why_set(why, ERR_BAD_INPUT, "records: %zu are more than %d", count,
                       WIRE_RECORDS_MAX);
    for (size_t i = 0; i < count; i++) {
        const json_t *seq = json_object_get(json_array_get(rows, i), "seq");
        if (!json_is_integer(seq) || json_integer_value(seq) <= last)
            return why_set(why, ERR_BAD_INPUT, "row %zu: seq is missing or does not rise", i + 1);
        last = json_integer_value(seq);
    }
    return ERR_NONE;
}

static enum err give_row(const json_t *row, struct record_up *record, wire_row_taker *take,
                         void *to, struct why *why) {
    struct wire_row out = {.seq = json_integer_value(json_object_get(row, "seq"))};
    struct why refusal = {0};
    char *raw = json_dumps(row, JSON_COMPACT);
    if (!raw) return why_set(why, ERR_NO_MEMORY, "no memory for a row");
    out.raw = raw;
    if (read_row(row, &refusal, record) == ERR_NONE)
        out.record = record;
    else
        out.refusal = refusal.text;
    enum err e = take(to, &out, why);
    free(raw);
    return e;
}

enum err wire_records_read(const char *text, size_t bytes, wire_row_taker *take, void *to,
                           struct why *why) {
    json_t *batch = NULL;
    enum err e = wire_parse(text, bytes, WIRE_BODY_MAX, why, &batch);
    if (e != ERR_NONE) return e;
    const json_t *rows = json_object_get(batch, "records");
    struct record_up *record = malloc(sizeof *record);
    e = record ? check_batch(rows, why) : why_set(why, ERR_NO_MEMORY, "no memory for a record");
    for (size_t i = 0; e == ERR_NONE && i < json_array_size(rows); i++)
        e = give_row(json_array_get(rows, i), record, take, to, why);
    free(record);
    json_decref(batch);
    return e;
}

enum err wire_record_read(const char *text, size_t bytes, struct why *why,
                          struct record_up *ret_record) {
    json_t *row = NULL;
    enum err e = wire_parse(text, bytes, WIRE_BODY_MAX, why, &row);
    if (e != ERR_NONE) return e;
    struct record_up record;
    e = read_row(row, why, &record);
    if (e == ERR_NONE) *ret_record = record;
    json_decref(row);
    return e;
}

enum err wire_record_write(const struct record_up *record, struct why *why, char **ret_text) {
    json_t *row = row_of(record);
    if (!row) return why_set(why, ERR_BAD_INPUT, "a record cannot be written as JSON");
    return wire_dump(row, why, ret_text);
}

enum err wire_receipt_write(int64_t seq, const char *epoch, struct why *why, char **ret_text) {
    json_t *receipt = json_pack("{sI}", "receipt", (json_int_t)seq);
    if (receipt && epoch[0]) json_object_set_new(receipt, "epoch", json_string(epoch));
    return wire_dump(receipt, why, ret_text);
}

enum err wire_receipt_read(const char *text, size_t bytes, struct why *why, int64_t *ret_seq) {
    json_t *reply = NULL;
    enum err e = wire_parse(text, bytes, 4096, why, &reply);
    if (e != ERR_NONE) return e;
    const json_t *seq = json_object_get(reply, "receipt");
    bool good = json_is_integer(seq) && json_integer_value(seq) >= 0;
    if (good) *ret_seq = json_integer_value(seq);
    json_decref(reply);
    return good ? ERR_NONE : why_set(why, ERR_BAD_INPUT, "receipt: missing");
}

void wire_receipt_epoch(const char *text, size_t bytes, char ret_epoch[static EPOCH_SIZE]) {
    json_t *reply = NULL;
    struct why why;
    ret_epoch[0] = 0;
    if (wire_parse(text, bytes, 4096, &why, &reply) != ERR_NONE) return;
    const char *epoch = json_string_value(json_object_get(reply, "epoch"));
    if (epoch && strlen(epoch) < EPOCH_SIZE) text_copy(ret_epoch, EPOCH_SIZE, epoch);
    json_decref(reply);
}
