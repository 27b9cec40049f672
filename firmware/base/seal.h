#pragma once
/* Sealing to the station: what someone asks of it can be read there and nowhere else (libsodium
 * sealed box, X25519 and XSalsa20-Poly1305). Any thread after crypto_init.
 *
 * DIR/station.pub is the station's public key, 32 bytes; it comes with the pairing. A kiosk that
 * has not been paired makes a pair of its own and keeps the secret half in DIR/station.sec, 0600,
 * so that its staff can read what was asked; pairing takes that file away. */
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SEAL_EXTRA 48 /* bytes a sealed box is longer than its words: crypto_box_SEALBYTES */

struct seal {
    uint8_t public_key[32];
    bool can_open; /* the secret half is here */
    uint8_t secret[32];
};

MUST_CHECK enum err seal_open_keys(const char *dir, struct why *why, struct seal *ret_seal);
void seal_wipe(struct seal *seal);
void seal_forget_secret(struct seal *seal); /* sealing goes on; opening does not */

/* ret_box has room for bytes + SEAL_EXTRA. */
void seal_words(const struct seal *seal, const void *words, size_t bytes, uint8_t *ret_box);
/* ret_words has room for bytes - SEAL_EXTRA. ERR_PERMISSION: only the station can. ERR_CORRUPT: not
 * sealed to this key. */
MUST_CHECK enum err seal_open(const struct seal *seal, const uint8_t *box, size_t bytes,
                              struct why *why, void *ret_words);
