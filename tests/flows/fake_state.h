#pragma once
/* The state of the fake station, shared by its answers (fake_answers.c) and its commands
 * (fake_station.c) under its lock. */
#include "fake_certificates.h"
#include "fake_line.h"

#include "base/seal.h"
#include "wire/pairing.h"
#include "wire/records.h"

#include <gnutls/gnutls.h>
#include <pthread.h>

#define ROWS_MAX 200000
#define CHANGES_MAX 4096
#define BLOBS_MAX 16
#define BODY_MAX (4u << 20)

struct fake {
    pthread_mutex_t lock;
    char mode[32], dir[200];
    int port, listener;
    gnutls_certificate_credentials_t certs[CERTS];
    int cert;
    char ca_pem[PEM_SIZE], print[40];
    struct seal seal;
    struct secret_key card_key;
    uint8_t signing[PUBLIC_KEY_BYTES];
    int64_t seqs[ROWS_MAX], first_receipt;
    int stored, again, batches, calls;
    int ranges;
    int opened;     /* sealed texts that could be opened here */
    int note_first; /* voice notes and screenshots that arrived before their record */
    char *changes[CHANGES_MAX], epoch[33];
    int change_count, cut_blob;
    bool hold_blobs; /* atomic */
    struct {
        char hex[BLOB_SIZE];
        char *bytes;
        size_t count, all;
    } blobs[BLOBS_MAX];
    int blob_count;
    int open[64]; /* connections; 0: none */
};
extern struct fake fake;

/* The blob of that name, or a new one; -1: none. */
int fake_blob(const char *hex, bool make);
/* Answers one call; false: the connection is closed. */
bool fake_answer(struct line *l, const char *head, const char *body, size_t count);
