/* seal: sealed boxes to the station's key, and the key pair of a kiosk that is not paired yet. */
#include "base/seal.h"
#include "base/bytes.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

_Static_assert(SEAL_EXTRA == crypto_box_SEALBYTES, "libsodium's own number");

/* ERR_NOT_FOUND: there is no such file. */
static enum err read_key(const char *path, struct why *why, uint8_t ret_key[static 32]) {
    struct stat st;
    if (stat(path, &st) < 0) return why_set(why, ERR_NOT_FOUND, "%s: no such key", path);
    char *bytes = NULL;
    size_t count = 0;
    enum err e = file_read(path, 32, why, &bytes, &count);
    if (e == ERR_NONE && count != 32)
        e = why_set(why, ERR_CORRUPT, "%s is not a key of 32 bytes", path);
    if (e == ERR_NONE) memcpy(ret_key, bytes, 32);
    if (bytes) sodium_memzero(bytes, count);
    free(bytes);
    return e;
}

/* The secret key is written first: text sealed to a public key without its secret key could never
 * be read. */
static enum err make_pair(const char *public_path, const char *secret_path, struct why *why,
                          struct seal *seal) {
    crypto_box_keypair(seal->public_key, seal->secret);
    enum err e = file_write_atomic(secret_path, seal->secret, 32, 0600, why);
    if (e == ERR_NONE) e = file_write_atomic(public_path, seal->public_key, 32, 0644, why);
    seal->can_open = e == ERR_NONE;
    return e;
}

enum err seal_open_keys(const char *dir, struct why *why, struct seal *ret_seal) {
    char public_path[300], secret_path[300];
    snprintf(public_path, sizeof public_path, "%s/station.pub", dir);
    snprintf(secret_path, sizeof secret_path, "%s/station.sec", dir);
    struct seal seal = {0};
    enum err e = read_key(public_path, why, seal.public_key);
    if (e == ERR_NOT_FOUND) {
        e = make_pair(public_path, secret_path, why, &seal);
    } else if (e == ERR_NONE) {
        e = read_key(secret_path, why, seal.secret);
        seal.can_open = e == ERR_NONE;
        if (e == ERR_NOT_FOUND) e = ERR_NONE; /* paired: only the station has the secret key */
    }
    if (e == ERR_NONE) *ret_seal = seal;
    sodium_memzero(&seal, sizeof seal);
    return e;
}

void seal_wipe(struct seal *seal) {
    sodium_memzero(seal, sizeof *seal);
}

void seal_forget_secret(struct seal *seal) {
    sodium_memzero(seal->secret, sizeof seal->secret);
    seal->can_open = false;
}

void seal_words(const struct seal *seal, const void *words, size_t bytes, uint8_t *ret_box) {
    crypto_box_seal(ret_box, words, bytes, seal->public_key);
}

enum err seal_open(const struct seal *seal, const uint8_t *box, size_t bytes, struct why *why,
                   void *ret_words) {
    if (!seal->can_open)
        return why_set(why, ERR_PERMISSION, "sealed to the station: only the station can open it");
    if (bytes < SEAL_EXTRA ||
        crypto_box_seal_open(ret_words, box, bytes, seal->public_key, seal->secret) != 0)
        return why_set(why, ERR_CORRUPT, "it was not sealed to this key");
    return ERR_NONE;
}
