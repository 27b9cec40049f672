#pragma once
/* The messages between the desk, which owns the store, and the forward, which owns the sockets.
 * Values in mailboxes; three large ones are on the heap and belong to the receiver of the message:
 * malloc and free, link_changes_free for changes.
 *
 *   forward --WANT--> desk --BATCH--> forward (sends) --RECEIPT--> desk (deletes) --MARKED-->
 *   forward (fetches) --APPLY--> desk (one transaction) --APPLIED--> */
#include "model/change.h"
#include "model/link_state.h"
#include "model/record_up.h"

#define LINK_BATCH_MAX 256
#define SCREENSHOT_FILE "glass.png" /* in DATA/outgoing, until it is uploaded */
#define EPOCH_SIZE 33 /* sixteen random bytes in hex; it changes when a ledger is restored */

/* The oldest rows of the outbox, of one kiosk id, seq rising. */
struct link_batch {
    char kiosk[KEY_SIZE];
    int32_t count;
    struct record_up row[LINK_BATCH_MAX];
};
/* Rows that the station has committed: these and no others leave the outbox. */
struct link_receipt {
    char kiosk[KEY_SIZE];
    int32_t count;
    int64_t seq[LINK_BATCH_MAX];
    bool notes;    /* one of them names a voice note: its file can be deleted */
    bool pictures; /* the same for a screenshot */
};
struct link_changes {
    char station[2 * PUBLIC_KEY_BYTES + 1]; /* whose cursor it is: its signing key */
    char epoch[EPOCH_SIZE];                 /* of its ledger; "": not known */
    int64_t after, cursor;
    int32_t count, unread_count;
    struct change_unread *unread;
    struct change change[];
};
void link_changes_free(struct link_changes *changes); /* NULL ok */

enum link_ask_kind {
    LINK_HELLO,   /* the forward has started -> LINK_RELOAD, once the store is open */
    LINK_WANT,    /* a batch of the outbox -> LINK_BATCH */
    LINK_RECEIPT, /* -> LINK_MARKED */
    LINK_APPLY,   /* -> LINK_APPLIED */
    LINK_STATE,   /* the state that staff see; no answer */
    LINK_PAIR,    /* the progress of pairing; no answer */
    LINK_FETCHED  /* the progress of the system update; no answer */
};
struct link_ask {
    enum link_ask_kind kind;
    union {
        struct link_receipt *receipt;
        struct link_changes *changes;
        struct link_state state;
        struct link_pair pair;
        struct link_fetch fetch;
    } u;
};

enum link_tell_kind {
    LINK_BATCH,    /* batch; NULL: nothing is pending, or the store cannot be read */
    LINK_MARKED,   /* ok */
    LINK_APPLIED,  /* ok; cursor and epoch: of the store now */
    LINK_NUDGE,    /* a record was committed */
    LINK_SEND_NOW, /* staff */
    LINK_RELOAD,   /* the pairing has changed, or was removed; cursor and epoch */
    LINK_FETCH,    /* text: the manifest of the update that is wanted, a hash in hex; "": none */
    LINK_FIND,     /* look for stations on the local network */
    LINK_REACH,    /* address: fetch its certificate */
    LINK_CODE,     /* text: the code; pair with the station whose fingerprint was shown */
    LINK_AGREE,    /* pair although cards must be enrolled again */
    LINK_CANCEL
};
struct link_tell {
    enum link_tell_kind kind;
    bool ok;
    int32_t waiting; /* rows in the outbox now */
    int64_t cursor;
    int32_t cards; /* LINK_CODE: enrolled here */
    struct link_batch *batch;
    char epoch[EPOCH_SIZE];
    char text[ADDRESS_SIZE];
    char kiosk[KEY_SIZE];
    uint8_t card_key_hash[HASH_BYTES]; /* LINK_CODE: of the key they are enrolled under */
};
