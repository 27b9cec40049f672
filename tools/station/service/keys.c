/* keys: the station's secrets, one file each. Missing ones are created. */
#include "service/station.h"

#include "base/bytes.h"
#include "base/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_MAX 16384

static void path_of(const struct station_config *config, const char *name, char *ret, size_t n) {
    snprintf(ret, n, "%s/%s", config->dir, name);
}

static enum err read_file(const struct station_config *config, const char *name, struct why *why,
                          char **ret_text) {
    char path[300];
    size_t count = 0;
    path_of(config, name, path, sizeof path);
    if (access(path, F_OK) != 0) return why_set(why, ERR_NOT_FOUND, "%s does not exist", path);
    return file_read(path, FILE_MAX, why, ret_text, &count);
}

static enum err write_file(const struct station_config *config, const char *name, const char *text,
                           mode_t mode, struct why *why) {
    char path[300];
    path_of(config, name, path, sizeof path);
    return file_write_atomic(path, text, strlen(text), mode, why);
}

/* The key is written first: a certificate without its key would be useless. */
static enum err write_pair(const struct station_config *config, const char *cert_name,
                           const char *cert, const char *key_name, const char *key,
                           struct why *why) {
    enum err e = write_file(config, key_name, key, 0600, why);
    return e == ERR_NONE ? write_file(config, cert_name, cert, 0644, why) : e;
}

static enum err open_authority(const struct station_config *config, struct why *why, char **ret_pem,
                               char **ret_key) {
    enum err e = read_file(config, "ca.pem", why, ret_pem);
    if (e == ERR_NONE) return read_file(config, "ca.key", why, ret_key);
    if (e != ERR_NOT_FOUND) return e;
    e = tls_make_authority(config->name, why, ret_pem, ret_key);
    return e == ERR_NONE ? write_pair(config, "ca.pem", *ret_pem, "ca.key", *ret_key, why) : e;
}

static enum err open_server(const struct station_config *config, const char *ca_pem,
                            const char *ca_key, struct why *why, char **ret_pem, char **ret_key) {
    enum err e = read_file(config, "server.pem", why, ret_pem);
    if (e == ERR_NONE && tls_is_valid(*ret_pem, config->addresses))
        return read_file(config, "server.key", why, ret_key);
    if (e != ERR_NONE && e != ERR_NOT_FOUND) return e;
    free(*ret_pem);
    *ret_pem = NULL;
    e = tls_make_server(ca_pem, ca_key, config->addresses, why, ret_pem, ret_key);
    if (e != ERR_NONE) return e;
    log_info("station", "created a new certificate, valid for %d days", 820);
    return write_pair(config, "server.pem", *ret_pem, "server.key", *ret_key, why);
}

/* The server sends its authority too, so that a kiosk can show its fingerprint before pairing. */
static enum err open_tls(const struct station_config *config, struct why *why,
                         struct station_keys *keys) {
    char *ca_key = NULL, *own = NULL;
    enum err e = open_authority(config, why, &keys->ca_pem, &ca_key);
    if (e == ERR_NONE) e = open_server(config, keys->ca_pem, ca_key, why, &own, &keys->key_pem);
    if (e == ERR_NONE && asprintf(&keys->cert_pem, "%s%s", own, keys->ca_pem) < 0)
        e = why_set(why, ERR_NO_MEMORY, "no memory for a certificate");
    if (e == ERR_NONE) e = tls_fingerprint(keys->ca_pem, why, keys->fingerprint);
    if (ca_key) crypto_wipe(ca_key, strlen(ca_key));
    free(ca_key);
    free(own);
    return e;
}

/* As in libsodium, the secret key contains the public key at its end. */
static enum err open_signing(const struct station_config *config, struct why *why,
                             struct station_keys *keys) {
    char path[300], *bytes = NULL;
    size_t count = 0;
    path_of(config, "sign.key", path, sizeof path);
    if (access(path, F_OK) != 0) {
        crypto_signing_keys(keys->signing_key, keys->signing_secret);
        return file_write_atomic(path, keys->signing_secret, SIGNING_KEY_BYTES, 0600, why);
    }
    enum err e = file_read(path, SIGNING_KEY_BYTES, why, &bytes, &count);
    if (e == ERR_NONE && count != SIGNING_KEY_BYTES)
        e = why_set(why, ERR_CORRUPT, "%s does not have a key of %d bytes", path,
                    SIGNING_KEY_BYTES);
    if (e == ERR_NONE) {
        memcpy(keys->signing_secret, bytes, SIGNING_KEY_BYTES);
        memcpy(keys->signing_key, bytes + SIGNING_KEY_BYTES - PUBLIC_KEY_BYTES, PUBLIC_KEY_BYTES);
    }
    if (bytes) crypto_wipe(bytes, count);
    free(bytes);
    return e;
}

enum err station_keys_open(const struct station_config *config, struct why *why,
                           struct station_keys *ret_keys) {
    char path[300];
    struct station_keys keys = {0};
    path_of(config, "card.key", path, sizeof path);
    enum err e = crypto_key_open(path, why, &keys.card_key);
    if (e == ERR_NONE) e = open_signing(config, why, &keys);
    if (e == ERR_NONE) e = seal_open_keys(config->dir, why, &keys.seal);
    if (e == ERR_NONE) e = open_tls(config, why, &keys);
    if (e != ERR_NONE) {
        station_keys_finish(&keys);
        return e;
    }
    *ret_keys = keys;
    return ERR_NONE;
}

void station_keys_finish(struct station_keys *keys) {
    if (keys->key_pem) crypto_wipe(keys->key_pem, strlen(keys->key_pem));
    free(keys->ca_pem);
    free(keys->cert_pem);
    free(keys->key_pem);
    seal_wipe(&keys->seal);
    crypto_wipe(keys, sizeof *keys);
}
