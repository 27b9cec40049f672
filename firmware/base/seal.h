#pragma once
/* Sealing to the station: the text of a request can be read at the station and nowhere else
 * (libsodium sealed box, X25519 and XSalsa20-Poly1305). Any thread after crypto_init.
 *
 * DIR/station.pub is the station's public key, 32 bytes, which comes with the pairing. A kiosk that
 * is not paired generates its own key pair and keeps the secret key in DIR/station.sec (0600), so
 * that its staff can read the requests; pairing removes that file. */
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SEAL_EXTRA 48 /* a sealed box is longer than its text by this: crypto_box_SEALBYTES */

struct seal {
    uint8_t public_key[32];
    bool can_open; /* the secret key is on this kiosk */
    uint8_t secret[32];
};

MUST_CHECK enum err seal_open_keys(const char *dir, struct why *why, struct seal *ret_seal);
void seal_wipe(struct seal *seal);
void seal_forget_secret(struct seal *seal); /* it can still seal, but no longer open */

/* ret_box has room for bytes + SEAL_EXTRA. */
void seal_words(const struct seal *seal, const void *words, size_t bytes, uint8_t *ret_box);
/* ret_words has room for bytes - SEAL_EXTRA. ERR_PERMISSION: only the station can open it.
 * ERR_CORRUPT: not sealed to this key. */
MUST_CHECK enum err seal_open(const struct seal *seal, const uint8_t *box, size_t bytes,
                              struct why *why, void *ret_words);
