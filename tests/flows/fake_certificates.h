#pragma once
/* Valid and invalid certificates of a station, for fake_station. */
#include <gnutls/gnutls.h>
#include <stddef.h>

enum { CERT_GOOD, CERT_OTHER, CERT_EXPIRED, CERT_EARLY, CERTS };

/* The authority as PEM, and the first sixteen bytes of its fingerprint in hex. Exits if GnuTLS
 * fails. */
void fake_certificates(gnutls_certificate_credentials_t ret_certs[static CERTS], char *ret_pem,
                       size_t pem_bytes, char ret_print[static 33]);
