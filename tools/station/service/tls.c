/* tls: the station's own certificate authority and server certificate, made with GnuTLS. The
 * certificate is always for the name muster-station, independent of the server's address; the
 * addresses in it are for browsers. */
#include "service/station.h"

#include "base/bytes.h"

#include <arpa/inet.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define NAME "muster-station"
#define DAY 86400
#define AUTHORITY_DAYS (20 * 365)
#define SERVER_DAYS 820 /* browsers accept at most 825 */
#define RENEW_DAYS 60

static enum err fail(struct why *why, int rc) {
    return why_set(why, ERR_IO, "certificate: %s", gnutls_strerror(rc));
}

static char *pem_of(gnutls_datum_t *out) {
    char *text = malloc(out->size + 1);
    if (text) {
        memcpy(text, out->data, out->size);
        text[out->size] = 0;
    }
    gnutls_free(out->data);
    return text;
}

static int make_key(gnutls_x509_privkey_t *ret_key) {
    int rc = gnutls_x509_privkey_init(ret_key);
    return rc < 0
               ? rc
               : gnutls_x509_privkey_generate(*ret_key, GNUTLS_PK_ECDSA,
                                              GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0);
}

static int begin_certificate(gnutls_x509_crt_t cert, gnutls_x509_privkey_t key, const char *name,
                             int days) {
    unsigned char serial[16];
    time_t now = time(NULL);
    gnutls_rnd(GNUTLS_RND_NONCE, serial, sizeof serial);
    serial[0] &= 0x7f;
    int rc = gnutls_x509_crt_set_version(cert, 3);
    if (rc >= 0) rc = gnutls_x509_crt_set_serial(cert, serial, sizeof serial);
    if (rc >= 0) rc = gnutls_x509_crt_set_activation_time(cert, now - DAY);
    if (rc >= 0) rc = gnutls_x509_crt_set_expiration_time(cert, now + (time_t)days * DAY);
    if (rc >= 0) rc = gnutls_x509_crt_set_key(cert, key);
    if (rc >= 0)
        rc = gnutls_x509_crt_set_dn_by_oid(cert, GNUTLS_OID_X520_COMMON_NAME, 0, name,
                                           (unsigned)strlen(name));
    return rc;
}

static enum err export_pair(gnutls_x509_crt_t cert, gnutls_x509_privkey_t key, struct why *why,
                            char **ret_cert_pem, char **ret_key_pem) {
    gnutls_datum_t out = {0};
    int rc = gnutls_x509_crt_export2(cert, GNUTLS_X509_FMT_PEM, &out);
    if (rc < 0) return fail(why, rc);
    char *cert_pem = pem_of(&out);
    rc = gnutls_x509_privkey_export2_pkcs8(key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &out);
    char *key_pem = rc < 0 ? NULL : pem_of(&out);
    if (!cert_pem || !key_pem) {
        free(cert_pem);
        free(key_pem);
        return rc < 0 ? fail(why, rc) : why_set(why, ERR_NO_MEMORY, "no memory for a certificate");
    }
    *ret_cert_pem = cert_pem;
    *ret_key_pem = key_pem;
    return ERR_NONE;
}

enum err tls_make_authority(const char *name, struct why *why, char **ret_cert_pem,
                            char **ret_key_pem) {
    gnutls_x509_crt_t cert = NULL;
    gnutls_x509_privkey_t key = NULL;
    char common[64];
    enum err e;
    TEXT_COPY(common, name); /* X.520 allows 64 characters */
    int rc = make_key(&key);
    if (rc >= 0) rc = gnutls_x509_crt_init(&cert);
    if (rc >= 0) rc = begin_certificate(cert, key, common, AUTHORITY_DAYS);
    if (rc >= 0) rc = gnutls_x509_crt_set_basic_constraints(cert, 1, 0);
    if (rc >= 0)
        rc = gnutls_x509_crt_set_key_usage(cert, GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN);
    if (rc >= 0) rc = gnutls_x509_crt_sign2(cert, cert, key, GNUTLS_DIG_SHA256, 0);
    e = rc < 0 ? fail(why, rc) : export_pair(cert, key, why, ret_cert_pem, ret_key_pem);
    if (cert) gnutls_x509_crt_deinit(cert);
    if (key) gnutls_x509_privkey_deinit(key);
    return e;
}

static int add_address(gnutls_x509_crt_t cert, const char *address) {
    unsigned char bytes[16];
    if (inet_pton(AF_INET, address, bytes) == 1)
        return gnutls_x509_crt_set_subject_alt_name(cert, GNUTLS_SAN_IPADDRESS, bytes, 4,
                                                    GNUTLS_FSAN_APPEND);
    if (inet_pton(AF_INET6, address, bytes) == 1)
        return gnutls_x509_crt_set_subject_alt_name(cert, GNUTLS_SAN_IPADDRESS, bytes, 16,
                                                    GNUTLS_FSAN_APPEND);
    return gnutls_x509_crt_set_subject_alt_name(cert, GNUTLS_SAN_DNSNAME, address,
                                                (unsigned)strlen(address), GNUTLS_FSAN_APPEND);
}

static int add_addresses(gnutls_x509_crt_t cert, const char *addresses) {
    static const char *const own[] = {NAME, "localhost", "127.0.0.1", "::1"};
    char list[512], *rest = list, *one;
    int rc = 0;
    TEXT_COPY(list, addresses);
    for (size_t i = 0; rc >= 0 && i < ARRAY_LENGTH(own); i++) rc = add_address(cert, own[i]);
    while (rc >= 0 && (one = strsep(&rest, ", ")))
        if (*one) rc = add_address(cert, one);
    return rc;
}

static int sign_server(gnutls_x509_crt_t cert, gnutls_x509_privkey_t key, const char *ca_pem,
                       const char *ca_key_pem, const char *addresses) {
    gnutls_x509_crt_t ca = NULL;
    gnutls_x509_privkey_t ca_key = NULL;
    gnutls_datum_t pem = {(unsigned char *)(uintptr_t)ca_pem, (unsigned)strlen(ca_pem)};
    gnutls_datum_t key_pem = {(unsigned char *)(uintptr_t)ca_key_pem, (unsigned)strlen(ca_key_pem)};
    int rc = gnutls_x509_crt_init(&ca);
    if (rc >= 0) rc = gnutls_x509_crt_import(ca, &pem, GNUTLS_X509_FMT_PEM);
    if (rc >= 0) rc = gnutls_x509_privkey_init(&ca_key);
    if (rc >= 0) rc = gnutls_x509_privkey_import(ca_key, &key_pem, GNUTLS_X509_FMT_PEM);
    if (rc >= 0) rc = begin_certificate(cert, key, NAME, SERVER_DAYS);
    if (rc >= 0) rc = add_addresses(cert, addresses);
    if (rc >= 0) rc = gnutls_x509_crt_set_basic_constraints(cert, 0, -1);
    if (rc >= 0) rc = gnutls_x509_crt_set_key_usage(cert, GNUTLS_KEY_DIGITAL_SIGNATURE);
    if (rc >= 0) rc = gnutls_x509_crt_set_key_purpose_oid(cert, GNUTLS_KP_TLS_WWW_SERVER, 0);
    if (rc >= 0) rc = gnutls_x509_crt_sign2(cert, ca, ca_key, GNUTLS_DIG_SHA256, 0);
    if (ca) gnutls_x509_crt_deinit(ca);
    if (ca_key) gnutls_x509_privkey_deinit(ca_key);
    return rc;
}

enum err tls_make_server(const char *ca_pem, const char *ca_key_pem, const char *addresses,
                         struct why *why, char **ret_cert_pem, char **ret_key_pem) {
    gnutls_x509_crt_t cert = NULL;
    gnutls_x509_privkey_t key = NULL;
    int rc = make_key(&key);
    if (rc >= 0) rc = gnutls_x509_crt_init(&cert);
    if (rc >= 0) rc = sign_server(cert, key, ca_pem, ca_key_pem, addresses);
    enum err e = rc < 0 ? fail(why, rc) : export_pair(cert, key, why, ret_cert_pem, ret_key_pem);
    if (cert) gnutls_x509_crt_deinit(cert);
    if (key) gnutls_x509_privkey_deinit(key);
    return e;
}

static bool is_for(gnutls_x509_crt_t cert, const char *addresses) {
    char list[512], *rest = list, *one;
    TEXT_COPY(list, addresses);
    while ((one = strsep(&rest, ", ")))
        if (*one && !gnutls_x509_crt_check_hostname(cert, one)) return false;
    return true;
}

bool tls_is_valid(const char *cert_pem, const char *addresses) {
    gnutls_x509_crt_t cert = NULL;
    gnutls_datum_t pem = {(unsigned char *)(uintptr_t)cert_pem, (unsigned)strlen(cert_pem)};
    bool good = gnutls_x509_crt_init(&cert) >= 0 &&
                gnutls_x509_crt_import(cert, &pem, GNUTLS_X509_FMT_PEM) >= 0 &&
                gnutls_x509_crt_get_expiration_time(cert) > time(NULL) + RENEW_DAYS * DAY &&
                is_for(cert, addresses);
    if (cert) gnutls_x509_crt_deinit(cert);
    return good;
}

enum err tls_fingerprint(const char *pem, struct why *why, char ret_text[static 48]) {
    gnutls_x509_crt_t cert = NULL;
    gnutls_datum_t in = {(unsigned char *)(uintptr_t)pem, (unsigned)strlen(pem)};
    unsigned char hash[32];
    size_t n = sizeof hash;
    int rc = gnutls_x509_crt_init(&cert);
    if (rc >= 0) rc = gnutls_x509_crt_import(cert, &in, GNUTLS_X509_FMT_PEM);
    if (rc >= 0) rc = gnutls_x509_crt_get_fingerprint(cert, GNUTLS_DIG_SHA256, hash, &n);
    if (cert) gnutls_x509_crt_deinit(cert);
    if (rc < 0) return fail(why, rc);
    ret_text[0] = 0;
    for (size_t i = 0; i < 16; i++)
        sprintf(ret_text + strlen(ret_text), i % 2 && i < 15 ? "%02x " : "%02x", hash[i]);
    return ERR_NONE;
}
