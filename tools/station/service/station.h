#pragma once
/* The station: its folder, and the running server. */
#include "base/seal.h"
#include "http/http.h"
#include "ledger/ledger.h"
#include "wire/pairing_file.h"

#include <pthread.h>
#include <string.h>

/* DIR/station.conf */
struct station_config {
    char dir[256];
    char name[TITLE_SIZE];
    char id[KEY_SIZE]; /* made once; identifies this station at the next tier */
    char db[512];      /* db/db.h; "" : DIR/ledger.db */
    char listen[64];   /* an address of this machine */
    int port;
    char addresses[512]; /* more names and addresses for the certificate, separated by commas */
    char upstream[256];  /* HOST[:PORT] of the next tier; "": none */
    char assets[256];
    char timezone[48];
    int per_address;                   /* connections from one address */
    int request_days, attendance_days; /* retention */
};
MUST_CHECK enum err station_config_read(const char *dir, struct why *why,
                                        struct station_config *ret_config);
MUST_CHECK enum err station_config_write(const struct station_config *config, struct why *why);
/* The location of the ledger (see db/db.h). */
void station_db_url(const struct station_config *config, char *ret_url, size_t bytes);

/* In DIR: card.key, station.pub, station.sec, sign.key, ca.pem, ca.key, server.pem, server.key. All
 * except the public ones have mode 0600. */
struct station_keys {
    struct secret_key card_key;
    uint8_t signing_key[PUBLIC_KEY_BYTES], signing_secret[SIGNING_KEY_BYTES];
    struct seal seal;
    char *ca_pem, *cert_pem, *key_pem; /* cert: the server's, followed by the authority's */
    char fingerprint[48];              /* of the authority: "ab12 cd34 ..." as a kiosk shows it */
};
/* Opens the keys and creates missing ones. Renews a server certificate that expires within 60 days
 * or has other addresses. */
MUST_CHECK enum err station_keys_open(const struct station_config *config, struct why *why,
                                      struct station_keys *ret_keys);
void station_keys_finish(struct station_keys *keys);

/* tls.c */
MUST_CHECK enum err tls_make_authority(const char *name, struct why *why, char **ret_cert_pem,
                                       char **ret_key_pem);
MUST_CHECK enum err tls_make_server(const char *ca_pem, const char *ca_key_pem,
                                    const char *addresses, struct why *why, char **ret_cert_pem,
                                    char **ret_key_pem);
bool tls_is_valid(const char *cert_pem, const char *addresses);
/* The first 16 bytes of the SHA-256 of the first certificate in pem, in groups of four hex digits.
 */
MUST_CHECK enum err tls_fingerprint(const char *pem, struct why *why, char ret_text[static 48]);

struct upstream;
struct console_files;

struct station {
    struct station_config config;
    struct station_keys keys;
    struct ledger_pool *pool;
    struct http_server *server;
    struct upstream *upstream;     /* NULL: none */
    struct console_files *console; /* the console's files, in memory */
    pthread_mutex_t import_lock;   /* content/ must be used by one thread at a time */
};

/* upstream.c: a thread that forwards to the next tier. */
MUST_CHECK enum err upstream_open(struct station *station, struct why *why,
                                  struct upstream **ret_upstream);
void upstream_close(struct upstream *upstream); /* NULL ok */
void upstream_nudge(struct upstream *upstream); /* NULL ok */

/* announce.c: mDNS. NULL if it cannot be announced, which is not an error. name: UTF-8. */
struct announce;
struct announce *announce_open(const char *name, uint16_t port);
void announce_close(struct announce *announce); /* NULL ok */

/* pin_reset.c: a file for a USB stick; kiosk "*": any kiosk of the station. Its own transaction. */
#define PIN_RESET_SIZE 512
MUST_CHECK enum err station_pin_reset(const struct station *station, struct ledger *ledger,
                                      const char *staff, const char *kiosk, const char *who,
                                      struct why *why, char ret_text[static PIN_RESET_SIZE]);

/* import.c: used by the command and by the console's upload. Each file is one transaction. */
struct import_result {
    int64_t changed;
    int files, refused;
};
MUST_CHECK enum err station_import(struct station *station, struct ledger *ledger, const char *path,
                                   const char *who, void (*report)(void *to, const char *line),
                                   void *to, struct why *why, struct import_result *ret_result);
