/* pin_reset: writes the file that lets one staff member choose a new PIN at a kiosk. It contains no
 * PIN. firmware/desk/staff/pin_file.h has the format. */
#include "service/station.h"

#include "base/bytes.h"
#include "base/clock.h"

#include <stdio.h>

#define GOOD_FOR_MS (3 * 86400000LL)

static bool key_is_sound(const char *key) {
    return key[0] && strlen(key) < KEY_SIZE && strpbrk(key, "\r\n") == NULL;
}

enum err station_pin_reset(const struct station *station, struct ledger *ledger, const char *staff,
                           const char *kiosk, const char *who, struct why *why,
                           char ret_text[static PIN_RESET_SIZE]) {
    uint8_t nonce[16], signature[SIGNATURE_BYTES];
    char nonce_hex[33], signature_hex[2 * SIGNATURE_BYTES + 1], until[32];
    int64_t now = clock_now().utc_ms, there = 0;
    if (!key_is_sound(staff) || !key_is_sound(kiosk))
        return why_set(why, ERR_BAD_INPUT, "the staff member or the kiosk is missing or too long");
    enum err e =
        db_one(ledger_db(ledger), why, &there, "SELECT 1 FROM staff WHERE key=$1", "t", staff);
    if (e == ERR_NONE && !there) e = why_set(why, ERR_NOT_FOUND, "no such member of staff");
    if (e != ERR_NONE) return e;
    crypto_random(nonce, sizeof nonce);
    hex_from_bytes(nonce, sizeof nonce, nonce_hex);
    civil_format_rfc3339(now + GOOD_FOR_MS, until);
    int n = snprintf(ret_text, PIN_RESET_SIZE,
                     "muster-pin-reset 1\nkiosk %s\nstaff %s\nuntil %s\nnonce %s\n", kiosk, staff,
                     until, nonce_hex);
    crypto_sign_with(station->keys.signing_secret, ret_text, (size_t)n, signature);
    hex_from_bytes(signature, sizeof signature, signature_hex);
    snprintf(ret_text + n, PIN_RESET_SIZE - (size_t)n, "signature %s\n", signature_hex);
    e = db_begin(ledger_db(ledger), why);
    if (e == ERR_NONE) {
        e = ledger_audit(ledger, now, who, "pin_reset_file", staff, why);
        if (e == ERR_NONE) return db_commit(ledger_db(ledger), why);
        db_rollback(ledger_db(ledger));
    }
    return e;
}
