#pragma once
/* The way to the station: a thread, and the only room with sockets (libcurl, and Avahi for finding
 * one).
 *
 * It owns no fact: rows of the outbox come from the desk and leave it only when the desk has
 * committed their receipt; what the station says is applied by the desk, with the cursor. Nothing
 * is trusted but the certificate authority that came with the pairing (DATA/station/paired).
 *
 * It asks nothing before the desk has told it LINK_RELOAD.
 *
 *   forward_open ... forward_stop (the desk may still tell) ... desk_close ... forward_close */
#include "model/link.h"

struct forward;

struct forward_config {
    const char *data_directory; /* station/paired, outgoing/ */
    const char *blob_folder;    /* made where it is not there */
    const char *version;
    const char *machine; /* for what kind of machine an update may be; "": for none */
    /* To the desk; called on the forward's thread; must not block. false: it could not take it, and
     * whatever the message points to is still the caller's. */
    bool (*ask)(void *to, const struct link_ask *ask);
    void *to;
};

MUST_CHECK enum err forward_open(const struct forward_config *config, struct why *why,
                                 struct forward **ret_forward);
/* Any thread. false: overrun, or stopped; what the message points to is still the caller's. */
bool forward_tell(struct forward *forward, const struct link_tell *tell);
/* Ends what is under way and joins the thread, within a second. NULL ok. */
void forward_stop(struct forward *forward);
/* After everybody who tells has been joined. Stops where it was not. NULL ok. */
void forward_close(struct forward *forward);

/* --- without the thread: the commands pair and unpair --- */
#define CODE_SIZE 9
/* The station's authority, seen unverified: its certificate as PEM, and the first sixteen bytes of
 * the SHA-256 of its DER as staff compare them. */
MUST_CHECK enum link_trouble forward_fingerprint(const char *address, bool *stop, char *ret_pem,
                                                 size_t bytes,
                                                 char ret_print[static FINGERPRINT_SIZE]);
struct pairing;
/* POST /v1/pair, with the certificate verified by that authority. */
MUST_CHECK enum link_trouble forward_pair(const char *address, const char *pem, const char *code,
                                          const char *kiosk, const char *version, bool *stop,
                                          struct pairing *ret_pairing);
