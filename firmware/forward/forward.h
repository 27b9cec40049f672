#pragma once
/* The link to the station: a thread, and the only room with sockets (libcurl, and Avahi for finding
 * a station).
 *
 * It stores nothing: rows of the outbox come from the desk and leave it only when the desk has
 * committed their receipt; changes are applied by the desk, together with the cursor. Only the
 * certificate authority that came with the pairing is trusted (DATA/station/paired).
 *
 * It asks nothing before the desk has sent LINK_RELOAD.
 *
 *   forward_open ... forward_stop (the desk may still post) ... desk_close ... forward_close */
#include "model/link.h"

struct forward;

struct forward_config {
    const char *data_directory; /* station/paired, outgoing/ */
    const char *blob_folder;    /* created if missing */
    const char *version;
    const char *machine; /* the type of machine that updates must be made for; "": none */
    /* To the desk; called on the forward's thread; must not block. false: the message was not
     * taken, and what it points to is still the caller's. */
    bool (*ask)(void *to, const struct link_ask *ask);
    void *to;
};

MUST_CHECK enum err forward_open(const struct forward_config *config, struct why *why,
                                 struct forward **ret_forward);
/* Any thread. false: the inbox is full, or the thread is stopped; what the message points to is
 * still the caller's. */
bool forward_tell(struct forward *forward, const struct link_tell *tell);
/* Ends what is under way and joins the thread, within a second. NULL ok. */
void forward_stop(struct forward *forward);
/* After all threads that call forward_tell have been joined. Stops the thread if needed. NULL ok.
 */
void forward_close(struct forward *forward);

/* --- without the thread: the commands pair and unpair --- */
#define CODE_SIZE 9
/* The station's authority, fetched unverified: its certificate as PEM, and the first sixteen bytes
 * of the SHA-256 of its DER as staff compare them. */
MUST_CHECK enum link_trouble forward_fingerprint(const char *address, bool *stop, char *ret_pem,
                                                 size_t bytes,
                                                 char ret_print[static FINGERPRINT_SIZE]);
struct pairing;
/* POST /v1/pair, with the certificate verified by that authority. */
MUST_CHECK enum link_trouble forward_pair(const char *address, const char *pem, const char *code,
                                          const char *kiosk, const char *version, bool *stop,
                                          struct pairing *ret_pairing);
