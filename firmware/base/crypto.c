/* crypto: the only user of libsodium. */
#include "base/crypto.h"
#include "base/bytes.h"

#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define PIN_PASSES 2
#define PIN_MEMORY (64u << 20)

enum err crypto_init(struct why *why) {
    if (sodium_init() < 0) return why_set(why, ERR_UNSUPPORTED, "libsodium cannot be initialised");
    return ERR_NONE;
}

struct hash crypto_keyed_hash(const struct secret_key *key, const void *first, size_t first_bytes,
                              const void *second, size_t second_bytes) {
    struct hash out;
    crypto_generichash_state state;
    crypto_generichash_init(&state, key ? key->bytes : NULL, key ? KEY_BYTES : 0, HASH_BYTES);
    crypto_generichash_update(&state, first, first_bytes);
    if (second_bytes > 0) crypto_generichash_update(&state, second, second_bytes);
    crypto_generichash_final(&state, out.bytes, HASH_BYTES);
    return out;
}

_Static_assert(sizeof(struct hash_state) >= sizeof(crypto_generichash_state), "room for its state");

static crypto_generichash_state *inside(struct hash_state *state) {
    return (crypto_generichash_state *)(void *)state->bytes;
}

void crypto_hash_begin(struct hash_state *ret_state) {
    crypto_generichash_init(inside(ret_state), NULL, 0, HASH_BYTES);
}

void crypto_hash_add(struct hash_state *state, const void *bytes, size_t count) {
    crypto_generichash_update(inside(state), bytes, count);
}

struct hash crypto_hash_end(struct hash_state *state) {
    struct hash out;
    crypto_generichash_final(inside(state), out.bytes, HASH_BYTES);
    return out;
}

bool crypto_equal(const void *a, const void *b, size_t bytes) {
    return sodium_memcmp(a, b, bytes) == 0;
}

void crypto_random(void *ret_bytes, size_t bytes) {
    randombytes_buf(ret_bytes, bytes);
}

uint32_t crypto_random_below(uint32_t bound) {
    return randombytes_uniform(bound);
}

void crypto_wipe(void *bytes, size_t count) {
    sodium_memzero(bytes, count);
}

static enum err key_make(const char *path, struct why *why, struct secret_key *ret_key) {
    struct secret_key key;
    randombytes_buf(key.bytes, KEY_BYTES);
    enum err e = file_write_atomic(path, key.bytes, KEY_BYTES, 0600, why);
    if (e == ERR_NONE) *ret_key = key;
    crypto_wipe(&key, sizeof key);
    return e;
}

enum err crypto_key_open(const char *path, struct why *why, struct secret_key *ret_key) {
    struct stat st;
    if (stat(path, &st) < 0) return key_make(path, why, ret_key);
    if ((st.st_mode & 077) != 0)
        return why_set(why, ERR_PERMISSION,
                       "%s can be read by other users; chmod 600 it and find out who had access",
                       path);
    char *bytes = NULL;
    size_t count = 0;
    enum err e = file_read(path, KEY_BYTES, why, &bytes, &count);
    if (e == ERR_NONE && count != KEY_BYTES)
        e = why_set(why, ERR_CORRUPT, "%s is not a key of 32 bytes", path);
    if (e == ERR_NONE) memcpy(ret_key->bytes, bytes, KEY_BYTES);
    if (bytes) crypto_wipe(bytes, count);
    free(bytes);
    return e;
}

enum err crypto_pin_hash(const char *pin, struct why *why, char ret_hash[static PIN_HASH_BYTES]) {
    char hash[crypto_pwhash_STRBYTES];
    _Static_assert(crypto_pwhash_STRBYTES <= PIN_HASH_BYTES, "room for a hash");
    if (crypto_pwhash_str_alg(hash, pin, strlen(pin), PIN_PASSES, PIN_MEMORY,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        return why_set(why, ERR_NO_MEMORY, "no memory to hash a PIN");
    memcpy(ret_hash, hash, sizeof hash);
    return ERR_NONE;
}

bool crypto_pin_verify(const char *hash, const char *pin) {
    return hash[0] && crypto_pwhash_str_verify(hash, pin, strlen(pin)) == 0;
}

bool crypto_signed_by(const uint8_t public_key[static PUBLIC_KEY_BYTES],
                      const uint8_t signature[static SIGNATURE_BYTES], const void *bytes,
                      size_t count) {
    return crypto_sign_verify_detached(signature, bytes, count, public_key) == 0;
}

void crypto_signing_keys(uint8_t ret_public[static PUBLIC_KEY_BYTES],
                         uint8_t ret_secret[static SIGNING_KEY_BYTES]) {
    crypto_sign_keypair(ret_public, ret_secret);
}

void crypto_sign_with(const uint8_t secret[static SIGNING_KEY_BYTES], const void *bytes,
                      size_t count, uint8_t ret_signature[static SIGNATURE_BYTES]) {
    crypto_sign_detached(ret_signature, NULL, bytes, count, secret);
}

void crypto_sha256(const void *bytes, size_t count, uint8_t ret_digest[static 32]) {
    crypto_hash_sha256(ret_digest, bytes, count);
}
