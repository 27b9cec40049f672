#pragma once
/* The store's verbs for the link to the station. Included by store/store.h: the same threads,
 * transactions and errors apply. */
#include "model/link.h"
#include "model/staff.h"

struct store;

/* --- up (outbox.c) --- */
/* The oldest rows of the outbox with the natural keys in place of ids, at most limit (<=
 * LINK_BATCH_MAX), all of one kiosk id: a damaged store may have left some of another. *batch is
 * filled; count 0: nothing is pending. */
MUST_CHECK enum err store_outbox(struct store *store, int limit, struct why *why,
                                 struct link_batch *batch);
/* These rows, and no others, leave the outbox; inside a transaction. *ret_gone: how many were in
 * it. */
MUST_CHECK enum err store_take_receipt(struct store *store, const struct link_receipt *receipt,
                                       struct why *why, int32_t *ret_gone);

/* --- down (inbox.c) --- */
/* The cursor of the feed of the station with this signing key (hex); for another key it is 0. */
MUST_CHECK enum err store_cursor(struct store *store, const char *station, struct why *why,
                                 int64_t *ret_cursor);
MUST_CHECK enum err store_set_cursor(struct store *store, const char *station, int64_t cursor,
                                     struct why *why);
/* The ledger's epoch that the cursor belongs to; "": not known. */
MUST_CHECK enum err store_epoch(struct store *store, struct why *why,
                                char ret_epoch[static EPOCH_SIZE]);
MUST_CHECK enum err store_set_epoch(struct store *store, const char *epoch, struct why *why);
/* The ledger was restored: cursor 0, its new epoch, and all records back in the outbox; inside a
 * transaction. *ret_rows: how many were not in it. */
MUST_CHECK enum err store_restart_feed(struct store *store, const char *station, const char *epoch,
                                       int64_t now_ms, struct why *why, int32_t *ret_rows);
/* When that was, UTC; 0: never. */
MUST_CHECK enum err store_station_restored(struct store *store, struct why *why, int64_t *ret_ms);
/* store_apply within a savepoint: if the change cannot be applied (ERR_BAD_INPUT, ERR_NOT_FOUND,
 * ERR_UNSUPPORTED), nothing of it remains and the transaction goes on. */
MUST_CHECK enum err store_try_apply(struct store *store, const struct change *change,
                                    struct why *why);
/* A change that could not be applied, by kind and key, with its wire text; it is retried when more
 * changes have arrived. */
struct deferred_change {
    int64_t id;
    char kind[KEY_SIZE];
    char *text; /* free() it */
};
MUST_CHECK enum err store_defer_change(struct store *store, const char *kind, const char *key,
                                       const char *text, const char *reason, int64_t at_ms,
                                       struct why *why);
MUST_CHECK enum err store_drop_deferred(struct store *store, const char *kind, const char *key,
                                        struct why *why);
/* The one of store_next_deferred was applied. */
MUST_CHECK enum err store_end_deferred(struct store *store, int64_t id, struct why *why);
/* The first ones, for staff; at most most. */
MUST_CHECK enum err store_list_deferred(struct store *store, int most, struct why *why,
                                        struct staff_deferred *ret_rows, int32_t *ret_count);
MUST_CHECK enum err store_count_deferred(struct store *store, struct why *why, int32_t *ret_count);
/* The first behind this id; ERR_NOT_FOUND: no more. */
MUST_CHECK enum err store_next_deferred(struct store *store, int64_t after_id, struct why *why,
                                        struct deferred_change *ret_aside);

/* --- pairing (pairing.c) --- */
/* The number of valid cards, of members and of staff. */
MUST_CHECK enum err store_count_cards(struct store *store, struct why *why, int32_t *ret_cards);
/* Cards that were enrolled under a key that is no longer valid cannot be recognised any more. */
MUST_CHECK enum err store_drop_cards(struct store *store, struct why *why, int32_t *ret_cards);
/* Sealed words of requests, to be sealed to another key: the next request that has any. */
struct sealed_request {
    int64_t id;
    size_t sealed_bytes, remark_bytes;
    uint8_t sealed[SEALED_SIZE], remark[SEALED_SIZE];
    bool has_voice_note;
    struct hash voice_note;
};
/* The first behind this id; ERR_NOT_FOUND: no more. */
MUST_CHECK enum err store_next_sealed(struct store *store, int64_t after_id, struct why *why,
                                      struct sealed_request *ret_request);
MUST_CHECK enum err store_reseal(struct store *store, const struct sealed_request *request,
                                 struct why *why);
/* Is this the code of the request with this number? */
MUST_CHECK enum err store_has_code(struct store *store, const char *number, const struct hash *code,
                                   struct why *why, bool *ret_has);
/* The station knows this kiosk by another id than its store (the store was lost): new records use
 * that id, numbered from at least seq. */
MUST_CHECK enum err store_take_identity(struct store *store, const char *kiosk, int64_t seq,
                                        struct why *why);
/* Voice notes whose request's record has its receipt: their files can be deleted. */
MUST_CHECK enum err store_sent_voice_notes(struct store *store,
                                           void (*each)(void *to, const struct hash *note),
                                           void *to, struct why *why);
