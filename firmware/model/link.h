#pragma once
/* What passes between the desk, which owns the store, and the way to the station, which owns the
 * sockets. Values in mailboxes; the three large ones are on the heap, and whoever took the message
 * owns them: malloc and free, link_changes_free for changes.
 *
 *   forward --WANT--> desk --BATCH--> forward (sends) --RECEIPT--> desk (deletes) --MARKED-->
 *   forward (fetches) --APPLY--> desk (one transaction) --APPLIED--> */
#include "model/change.h"
#include "model/link_state.h"
#include "model/record_up.h"

#define LINK_BATCH_MAX 256
#define SCREENSHOT_FILE "glass.png" /* in DATA/outgoing: of the glass, until it has gone up */
#define EPOCH_SIZE 33 /* sixteen random bytes in hex: another after a ledger was restored */

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
    bool notes;    /* one of them names a voice note: its file has done its duty */
    bool pictures; /* the same of a picture of the glass */
};
struct link_changes {
    char station[2 * PUBLIC_KEY_BYTES + 1]; /* whose cursor it is: its signing key */
    char epoch[EPOCH_SIZE];                 /* of its ledger; "": it does not say */
    int64_t after, cursor;
    int32_t count, unread_count;
    struct change_unread *unread;
    struct change change[];
};
void link_changes_free(struct link_changes *changes); /* NULL ok */

enum link_ask_kind {
    LINK_HELLO,   /* somebody is there to be told -> LINK_RELOAD, once the store is open */
    LINK_WANT,    /* a batch of the outbox -> LINK_BATCH */
    LINK_RECEIPT, /* -> LINK_MARKED */
    LINK_APPLY,   /* -> LINK_APPLIED */
    LINK_STATE,   /* what staff are to be shown; no answer */
    LINK_PAIR,    /* how far pairing is; no answer */
    LINK_FETCHED  /* how far the system's update is; no answer */
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
    LINK_BATCH,    /* batch; NULL: nothing waits, or the store cannot be read */
    LINK_MARKED,   /* ok */
    LINK_APPLIED,  /* ok; cursor and epoch: where the store stands now */
    LINK_NUDGE,    /* a record was committed */
    LINK_SEND_NOW, /* staff */
    LINK_RELOAD,   /* the pairing is another now, or gone; cursor and epoch */
    LINK_FETCH,    /* text: the manifest of the update that is wanted, a hash in hex; "": none */
    LINK_FIND,     /* look for stations around */
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
