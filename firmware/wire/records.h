#pragma once
/* Records as JSON, both ways: POST /v1/records. firmware/wire/README.md has the protocol. Pure; any
 * thread.
 *
 * A member that does not apply is left out. When reading, unknown members are ignored, so that an
 * older station accepts a newer kiosk's records. Every text is checked: UTF-8, no control
 * characters, no longer than its field. */
#include "base/err.h"
#include "model/link.h"
#include "model/record_up.h"

#define WIRE_RECORDS_MAX 256
#define WIRE_BODY_MAX (1024 * 1024)

/* {"records":[...]}; free() it. Takes as many of count as fit in WIRE_BODY_MAX, at least one:
 * *ret_taken. */
MUST_CHECK enum err wire_records_write(const struct record_up *records, size_t count,
                                       struct why *why, char **ret_text, size_t *ret_taken);

/* One row of a batch: seq is always known. refusal NULL: record is valid. Otherwise record is
 * undefined, refusal is the reason, and raw is the JSON of the row; both are borrowed. Return a
 * code other than ERR_NONE to end the reading with it. */
struct wire_row {
    int64_t seq;
    const struct record_up *record;
    const char *refusal, *raw;
};
typedef enum err wire_row_taker(void *to, const struct wire_row *row, struct why *why);

/* ERR_BAD_INPUT: no batch at all (not JSON, too many rows, a row without a seq, the same or a
 * smaller seq after another): nothing of it is accepted. Rows are passed on in order. */
MUST_CHECK enum err wire_records_read(const char *text, size_t bytes, wire_row_taker *take,
                                      void *to, struct why *why);
/* One row's JSON alone, as wire_row.raw has it. */
MUST_CHECK enum err wire_record_read(const char *text, size_t bytes, struct why *why,
                                     struct record_up *ret_record);

/* One record as it is in a batch; free() it. */
MUST_CHECK enum err wire_record_write(const struct record_up *record, struct why *why,
                                      char **ret_text);

/* {"receipt":SEQ}, and for a station below {"receipt":SEQ,"epoch":WORD}; epoch "": left out. */
MUST_CHECK enum err wire_receipt_write(int64_t seq, const char *epoch, struct why *why,
                                       char **ret_text);
MUST_CHECK enum err wire_receipt_read(const char *text, size_t bytes, struct why *why,
                                      int64_t *ret_seq);
/* The epoch of a receipt that could be read; "": it has none. */
void wire_receipt_epoch(const char *text, size_t bytes, char ret_epoch[static EPOCH_SIZE]);
