/* pin_file: read the file, check the signature, then check whom it is for.
 * 1. Nothing in a file is used before its signature is verified. */
#include "desk/staff/pin_file.h"

#include "base/bytes.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "wire/pairing_file.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_BYTES_MAX 4096
#define FIRST_LINE "muster-pin-reset 1\n"

/* The value of the line "name value\n"; false: it is missing or too long. */
static bool line_of(const char *text, const char *name, char *ret_value, size_t bytes) {
    size_t n = strlen(name);
    for (const char *line = text; *line;) {
        size_t length = strcspn(line, "\n");
        const char *next = line + length + (line[length] == '\n');
        if (length > n + 1 && strncmp(line, name, n) == 0 && line[n] == ' ') {
            length -= n + 1;
            if (line[n + length] == '\r') length--;
            if (length == 0 || length >= bytes) return false;
            memcpy(ret_value, line + n + 1, length);
            ret_value[length] = 0;
            return true;
        }
        line = next;
    }
    return false;
}

static enum err check_signature(const char *text, const uint8_t *public_key, struct why *why) {
    char hex[2 * SIGNATURE_BYTES + 1];
    uint8_t signature[SIGNATURE_BYTES];
    size_t count = 0;
    const char *line = strstr(text, "\nsignature ");
    if (strncmp(text, FIRST_LINE, strlen(FIRST_LINE)) != 0 || !line ||
        !line_of(line + 1, "signature", hex, sizeof hex) ||
        bytes_from_hex(hex, signature, sizeof signature, &count) != ERR_NONE ||
        count != SIGNATURE_BYTES)
        return why_set(why, ERR_BAD_INPUT, "not a file that resets a PIN");
    if (!crypto_signed_by(public_key, signature, text, (size_t)(line + 1 - text)))
        return why_set(why, ERR_PERMISSION, "not signed by this kiosk's station");
    return ERR_NONE;
}

enum err pin_file_read(const char *text, const uint8_t *public_key,
                       const struct pin_file_for *whose, struct why *why,
                       char ret_nonce[static PIN_NONCE_SIZE]) {
    char kiosk[64], staff[64], until[32], nonce[PIN_NONCE_SIZE];
    int64_t until_ms = 0;
    enum err e = check_signature(text, public_key, why);
    if (e != ERR_NONE) return e;
    if (!line_of(text, "kiosk", kiosk, sizeof kiosk) ||
        !line_of(text, "staff", staff, sizeof staff) ||
        !line_of(text, "until", until, sizeof until) ||
        !line_of(text, "nonce", nonce, sizeof nonce) || strlen(nonce) != PIN_NONCE_SIZE - 1 ||
        civil_parse_rfc3339(until, &until_ms) != ERR_NONE)
        return why_set(why, ERR_BAD_INPUT, "signed, but incomplete");
    if (strcmp(kiosk, "*") != 0 && strcmp(kiosk, whose->kiosk) != 0)
        return why_set(why, ERR_PERMISSION, "for another kiosk");
    if (strcmp(staff, whose->staff) != 0)
        return why_set(why, ERR_PERMISSION, "for another member of staff");
    if (whose->now_ms > until_ms) return why_set(why, ERR_PERMISSION, "too old");
    memcpy(ret_nonce, nonce, PIN_NONCE_SIZE);
    return ERR_NONE;
}

static bool is_reset(const char *name) {
    static const char ending[] = ".musterpin";
    size_t n = strlen(name), m = sizeof ending - 1;
    return name[0] != '.' && n > m && strcmp(name + n - m, ending) == 0;
}

static enum err read_one(const char *path, const uint8_t *public_key,
                         const struct pin_file_for *whose, struct why *why, char *ret_nonce) {
    char *text = NULL;
    size_t count = 0;
    enum err e = file_read(path, FILE_BYTES_MAX, why, &text, &count);
    if (e != ERR_NONE) return e;
    e = pin_file_read(text, public_key, whose, why, ret_nonce);
    free(text);
    return e;
}

static enum err look_in(const char *folder, const uint8_t *public_key,
                        const struct pin_file_for *whose, struct why *why, char *ret_nonce) {
    enum err e = ERR_NOT_FOUND;
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && e != ERR_NONE && (entry = readdir(dir));) {
        char path[640];
        if (!is_reset(entry->d_name)) continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        e = read_one(path, public_key, whose, why, ret_nonce);
    }
    if (dir) closedir(dir);
    return e;
}

static enum err station_key(const char *data_directory, struct why *why,
                            uint8_t ret_key[static PUBLIC_KEY_BYTES]) {
    struct pairing pairing;
    char path[640], *key = NULL;
    size_t count = 0;
    enum err e = pairing_load(data_directory, why, &pairing);
    if (e == ERR_NONE) memcpy(ret_key, pairing.answer.signing_key, PUBLIC_KEY_BYTES);
    crypto_wipe(&pairing, sizeof pairing);
    if (e != ERR_NOT_FOUND) return e;
    snprintf(path, sizeof path, "%s/" STATION_SIGN_KEY, data_directory);
    if (file_read(path, PUBLIC_KEY_BYTES, why, &key, &count) == ERR_NONE &&
        count == PUBLIC_KEY_BYTES) {
        memcpy(ret_key, key, PUBLIC_KEY_BYTES);
        e = ERR_NONE;
    } else {
        e = why_set(why, ERR_NOT_FOUND, "this kiosk does not know its station's key");
    }
    free(key);
    return e;
}

enum err pin_file_find(const char *stick, const char *data_directory,
                       const struct pin_file_for *whose, struct why *why,
                       char ret_nonce[static PIN_NONCE_SIZE]) {
    static const char *const folders[] = {"", "/muster", "/归队"};
    char path[640];
    uint8_t key[PUBLIC_KEY_BYTES];
    if (station_key(data_directory, why, key) != ERR_NONE) return ERR_NOT_FOUND;
    enum err e = ERR_NOT_FOUND;
    for (size_t i = 0; e != ERR_NONE && i < ARRAY_LENGTH(folders); i++) {
        snprintf(path, sizeof path, "%s%s", stick, folders[i]);
        e = look_in(path, key, whose, why, ret_nonce);
    }
    return e == ERR_NONE ? e : ERR_NOT_FOUND;
}
