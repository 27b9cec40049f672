#pragma once
/* Inside the desk room only: the file by which a station lets one member of staff choose a new PIN.
 * It holds no PIN. A name ending in .musterpin, in the stick's top folder or in muster/ or 归队/:
 *
 *     muster-pin-reset 1
 *     kiosk 9f2c66d01b7a4e35        or * for every kiosk of the station
 *     staff 李敏                    the key of the member of staff
 *     until 2026-12-01T00:00:00+08:00
 *     nonce 6f1d…                   32 hex digits: valid once on each kiosk
 *     signature 4a0e…               128 hex digits: Ed25519 over every byte before this line
 *
 * The station's public key to sign with comes with the pairing; a kiosk that is not paired may have
 * it in DATA/station.sign.pub, 32 bytes. Any thread. */
#include "base/err.h"

#include <stdint.h>

#define PIN_NONCE_SIZE 33

struct pin_file_for {
    const char *kiosk,
        *staff;     /* this kiosk's id; the key of the member of staff whose card was tapped */
    int64_t now_ms; /* 0: the clock is not trusted, so no file is too old */
};

/* ERR_BAD_INPUT: not such a file. ERR_PERMISSION: not signed by this key, not for them, or too old.
 */
MUST_CHECK enum err pin_file_read(const char *text, const uint8_t *public_key,
                                  const struct pin_file_for *whose, struct why *why,
                                  char ret_nonce[static PIN_NONCE_SIZE]);

/* The first file on the stick that allows it. ERR_NOT_FOUND: none does; why describes the last one,
 * or says that this kiosk does not know its station's key. */
MUST_CHECK enum err pin_file_find(const char *stick, const char *data_directory,
                                  const struct pin_file_for *whose, struct why *why,
                                  char ret_nonce[static PIN_NONCE_SIZE]);
