#pragma once
/* Cryptography by libsodium: keyed hashes, random numbers, constant-time comparison. Any thread
 * after crypto_init. */
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HASH_BYTES 32 /* BLAKE2b-256 */
#define KEY_BYTES 32

struct hash {
    uint8_t bytes[HASH_BYTES];
};
struct secret_key {
    uint8_t bytes[KEY_BYTES];
};

MUST_CHECK enum err crypto_init(struct why *why);

/* BLAKE2b-256 (RFC 7693) of all parts in order; keyed if key is not NULL. */
struct hash crypto_keyed_hash(const struct secret_key *key, const void *first, size_t first_bytes,
                              const void *second, size_t second_bytes);
/* The same without a key, for bytes that arrive in pieces. */
struct hash_state {
    _Alignas(64) uint8_t bytes[384];
};
void crypto_hash_begin(struct hash_state *ret_state);
void crypto_hash_add(struct hash_state *state, const void *bytes, size_t count);
struct hash crypto_hash_end(struct hash_state *state);
bool crypto_equal(const void *a, const void *b, size_t bytes); /* constant time */
void crypto_random(void *ret_bytes, size_t bytes);
uint32_t crypto_random_below(uint32_t bound);
void crypto_wipe(void *bytes, size_t count);

/* Reads the key in path (0600), which is created on first use. A file that other users can read is
 * refused. */
MUST_CHECK enum err crypto_key_open(const char *path, struct why *why, struct secret_key *ret_key);

/* Hashes a PIN for storage: Argon2id with 64 MiB and two passes (RFC 9106's second choice, which
 * fits a board's memory). It takes about 0.1 s on a desktop and half a second on a Raspberry Pi 4,
 * so call it on no thread that answers taps. */
#define PIN_HASH_BYTES 128
MUST_CHECK enum err crypto_pin_hash(const char *pin, struct why *why,
                                    char ret_hash[static PIN_HASH_BYTES]);
bool crypto_pin_verify(const char *hash, const char *pin); /* constant time in the PIN */

/* Ed25519 (RFC 8032). */
#define SIGNATURE_BYTES 64
#define PUBLIC_KEY_BYTES 32
bool crypto_signed_by(const uint8_t public_key[static PUBLIC_KEY_BYTES],
                      const uint8_t signature[static SIGNATURE_BYTES], const void *bytes,
                      size_t count);
#define SIGNING_KEY_BYTES 64 /* the secret key in libsodium's form: seed and public key */
void crypto_signing_keys(uint8_t ret_public[static PUBLIC_KEY_BYTES],
                         uint8_t ret_secret[static SIGNING_KEY_BYTES]);
void crypto_sign_with(const uint8_t secret[static SIGNING_KEY_BYTES], const void *bytes,
                      size_t count, uint8_t ret_signature[static SIGNATURE_BYTES]);

/* SHA-256 (FIPS 180-4), for certificate fingerprints that people compare. */
void crypto_sha256(const void *bytes, size_t count, uint8_t ret_digest[static 32]);
