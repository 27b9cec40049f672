/* fake_certificates: our own authority, another one with the same name, and certificates of both.
 */
#include "fake_certificates.h"

#include "base/bytes.h"
#include "base/crypto.h"
#include "wire/pairing.h"

#include <gnutls/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DAY (24 * 3600)

static void must(int rc, const char *what) {
    if (rc >= 0) return;
    fprintf(stderr, "fake_station: %s: %s\n", what, gnutls_strerror(rc));
    exit(1);
}

struct authority {
    gnutls_x509_privkey_t key;
    gnutls_x509_crt_t crt;
};

static gnutls_x509_privkey_t new_key(void) {
    gnutls_x509_privkey_t key;
    must(gnutls_x509_privkey_init(&key), "key");
    must(gnutls_x509_privkey_generate(key, GNUTLS_PK_ECDSA,
                                      GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0),
         "key");
    return key;
}

static gnutls_x509_crt_t new_crt(gnutls_x509_privkey_t key, const char *name, long from, long to,
                                 bool ca) {
    gnutls_x509_crt_t crt;
    uint8_t serial[8];
    crypto_random(serial, sizeof serial);
    serial[0] &= 0x7f;
    must(gnutls_x509_crt_init(&crt), "crt");
    gnutls_x509_crt_set_version(crt, 3);
    gnutls_x509_crt_set_serial(crt, serial, sizeof serial);
    gnutls_x509_crt_set_activation_time(crt, time(NULL) + from);
    gnutls_x509_crt_set_expiration_time(crt, time(NULL) + to);
    gnutls_x509_crt_set_key(crt, key);
    gnutls_x509_crt_set_dn_by_oid(crt, GNUTLS_OID_X520_COMMON_NAME, 0, name,
                                  (unsigned)strlen(name));
    gnutls_x509_crt_set_basic_constraints(crt, ca, ca ? 0 : -1);
    gnutls_x509_crt_set_key_usage(crt,
                                  ca ? GNUTLS_KEY_KEY_CERT_SIGN : GNUTLS_KEY_DIGITAL_SIGNATURE);
    if (!ca)
        gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_DNSNAME, name, (unsigned)strlen(name),
                                             GNUTLS_FSAN_SET);
    return crt;
}

static struct authority new_authority(void) {
    struct authority a = {.key = new_key()};
    a.crt = new_crt(a.key, "fake authority", -DAY, 3650L * DAY, true);
    must(gnutls_x509_crt_sign2(a.crt, a.crt, a.key, GNUTLS_DIG_SHA256, 0), "sign");
    return a;
}

static gnutls_certificate_credentials_t new_certs(struct authority *a, long from, long to) {
    gnutls_certificate_credentials_t certs;
    gnutls_x509_privkey_t key = new_key();
    gnutls_x509_crt_t chain[2] = {new_crt(key, "muster-station", from, to, false), a->crt};
    must(gnutls_x509_crt_sign2(chain[0], a->crt, a->key, GNUTLS_DIG_SHA256, 0), "sign");
    must(gnutls_certificate_allocate_credentials(&certs), "credentials");
    char pem[2 * PEM_SIZE],
        key_pem[PEM_SIZE]; /* as PEM: GnuTLS drops the root of certificate objects */
    size_t n = PEM_SIZE, m = PEM_SIZE, k = sizeof key_pem - 1;
    must(gnutls_x509_crt_export(chain[0], GNUTLS_X509_FMT_PEM, pem, &n), "pem");
    must(gnutls_x509_crt_export(chain[1], GNUTLS_X509_FMT_PEM, pem + n, &m), "pem");
    must(gnutls_x509_privkey_export(key, GNUTLS_X509_FMT_PEM, key_pem, &k), "pem");
    gnutls_datum_t both = {(uint8_t *)pem, (unsigned)(n + m)},
                   own = {(uint8_t *)key_pem, (unsigned)k};
    must(gnutls_certificate_set_x509_key_mem(certs, &both, &own, GNUTLS_X509_FMT_PEM),
         "credentials");
    return certs;
}

void fake_certificates(gnutls_certificate_credentials_t ret_certs[static CERTS], char *ret_pem,
                       size_t pem_bytes, char ret_print[static 33]) {
    struct authority ours = new_authority(), other = new_authority();
    uint8_t der[PEM_SIZE], digest[32];
    size_t n = pem_bytes - 1, der_bytes = sizeof der;
    must(gnutls_x509_crt_export(ours.crt, GNUTLS_X509_FMT_PEM, ret_pem, &n), "pem");
    ret_pem[n] = 0;
    must(gnutls_x509_crt_export(ours.crt, GNUTLS_X509_FMT_DER, der, &der_bytes), "der");
    crypto_sha256(der, der_bytes, digest);
    hex_from_bytes(digest, 16, ret_print);
    ret_certs[CERT_GOOD] = new_certs(&ours, -DAY, 365L * DAY);
    ret_certs[CERT_OTHER] = new_certs(&other, -DAY, 365L * DAY);
    ret_certs[CERT_EXPIRED] = new_certs(&ours, -400L * DAY, -DAY);
    ret_certs[CERT_EARLY] = new_certs(&ours, 365L * DAY, 800L * DAY);
}
