/* own: records made by the station itself: requests filed at its counter and actions in its
 * console. They are listed and forwarded like the records of kiosks.
 * 1. They are numbered without gaps under an id that no kiosk can have. */
#include "base/seal.h"
#include "ledger/ledger_private.h"
#include "wire/records.h"

#include <stdio.h>
#include <stdlib.h>

enum err ledger_add_own(struct ledger *ledger, struct record_up *record, int64_t now_ms,
                        struct why *why) {
    char *raw = NULL;
    int64_t last = 0;
    TEXT_COPY(record->boot, "desk");
    record->synced = true;
    enum err e = ledger_lock_order(ledger, why);
    if (e == ERR_NONE)
        e = db_one(ledger->db, why, &last,
                   "SELECT coalesce(max(seq), 0) FROM record WHERE kiosk=$1", "t", LEDGER_DESK);
    record->seq = last + 1;
    if (e == ERR_NONE) e = wire_record_write(record, why, &raw);
    if (e == ERR_NONE) e = ledger_store_one(ledger, LEDGER_DESK, false, now_ms, raw, record, why);
    if (e == ERR_NONE) e = db_notify(ledger->db, why, "muster_record");
    free(raw);
    return e;
}

/* --- a request filed at the counter --- */
static enum err next_number(struct ledger *ledger, struct why *why,
                            char ret_number[static TICKET_SIZE]) {
    int64_t last = 0;
    enum err e = ledger_lock_order(ledger, why);
    if (e == ERR_NONE)
        e = db_one(ledger->db, why, &last,
                   "SELECT coalesce(max(CAST(substr(number, 5) AS BIGINT)), 0) FROM request WHERE"
                   " site='' AND kiosk=$1",
                   "t", LEDGER_DESK);
    snprintf(ret_number, TICKET_SIZE, "%03d-%04lld", LEDGER_DESK_NUMBER, (long long)last + 1);
    return e;
}

/* The phone's last four digits, or four random ones. They follow the ticket number at a kiosk. */
static void give_code(const struct ledger_filing *f, const char *number, struct record_up *r,
                      char ret_digits[static 5]) {
    size_t n = strlen(f->phone);
    char digits[5];
    ret_digits[0] = 0;
    if (n >= 4) {
        TEXT_COPY(digits, f->phone + n - 4);
    } else {
        snprintf(digits, sizeof digits, "%04u", (unsigned)crypto_random_below(10000));
        memcpy(ret_digits, digits, sizeof digits);
    }
    r->has_code = true;
    r->code = crypto_keyed_hash(f->card_key, number, strlen(number) + 1, digits, strlen(digits));
}

enum err ledger_file_request(struct ledger *ledger, const struct ledger_filing *f, int64_t now_ms,
                             struct why *why, char ret_number[static TICKET_SIZE],
                             char ret_digits[static 5]) {
    struct record_up *r = calloc(1, sizeof *r);
    char number[TICKET_SIZE], words[SEALED_SIZE];
    if (!r) return why_set(why, ERR_NO_MEMORY, "no memory for a request");
    int n = snprintf(words, sizeof words, "%s\n%s", f->phone, f->text);
    enum err e = n + SEAL_EXTRA > SEALED_SIZE ? why_set(why, ERR_BAD_INPUT, "the text is too long")
                                              : next_number(ledger, why, number);
    if (e == ERR_NONE) {
        TEXT_COPY(r->kind, "request");
        TEXT_COPY(r->number, number);
        TEXT_COPY(r->category, f->category);
        TEXT_COPY(r->member_no, f->member_no);
        TEXT_COPY(r->staff, f->who);
        r->at_ms = now_ms;
        r->sealed_bytes = (size_t)n + SEAL_EXTRA;
        seal_words(f->seal, words, (size_t)n, r->sealed);
        give_code(f, number, r, ret_digits);
        e = ledger_add_own(ledger, r, now_ms, why);
    }
    crypto_wipe(words, sizeof words);
    free(r);
    if (e == ERR_NONE && f->grid[0])
        e = db_run(ledger->db, why, NULL, "UPDATE request SET grid=$2 WHERE site='' AND number=$1",
                   "tt", number, f->grid);
    if (e == ERR_NONE) e = ledger_audit(ledger, now_ms, f->who, "request_filed", number, why);
    if (e == ERR_NONE) memcpy(ret_number, number, sizeof number);
    return e;
}
