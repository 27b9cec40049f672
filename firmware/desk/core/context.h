#pragma once
/* What every part of the desk needs: the store, the keys, the configuration, and the ways out (to
 * the screen, to the forward). The desk's thread only.
 *
 * Parts do not call back up into the desk. What a part cannot do itself it leaves in `due`;
 * maintenance_settle() carries that out at the end of each arrival. */
#include "base/crypto.h"
#include "base/seal.h"
#include "desk/core/config.h"
#include "store/store.h"

enum desk_due {
    DUE_REOPEN = 1, /* the store is damaged: close it, move the damaged file aside, open it again */
    DUE_SETTINGS = 2,   /* settings may have changed: read them */
    DUE_SCREENSHOT = 4, /* the station may have allowed, forbidden or asked for a screenshot */
};

struct desk_context {
    struct desk_config config; /* what staff set is written into it */
    char data_directory[256];

    struct store *store; /* NULL while it or the card key cannot be opened */
    struct secret_key card_key, card_key_before;
    bool has_key_before; /* tickets issued under card_key_before are still valid */
    struct seal seal;    /* to the station */
    struct store_state state;
    int64_t next_try_ms; /* clock_ticks_ms: when to try the store again */

    bool paired;
    unsigned due; /* enum desk_due */

    struct glass_event out; /* too large for the stack of every function */
};

/* Copies what config points to for the data directory. */
void context_init(struct desk_context *context, const struct desk_config *config);
void context_wipe(struct desk_context *context);

/* To the screen. */
void context_post_outcome(struct desk_context *context, const struct outcome *outcome);
void context_post_reader(struct desk_context *context, bool up, const char *reason);
void context_post_state(struct desk_context *context);
void context_post_changed(struct desk_context *context); /* what is shown must be asked for again */
void context_post_answer(struct desk_context *context, uint32_t ticket, enum answer_kind kind);

/* To the forward, with the number of pending records. false: it was not taken. */
bool context_forward(struct desk_context *context, struct link_tell *tell);
void context_nudge(struct desk_context *context); /* a record was committed */

/* A store verb failed: log it. Damage becomes DUE_REOPEN; a full or read-only disk is shown. */
void context_failed(struct desk_context *context, enum err e, const struct why *why);
/* A commit succeeded: the disk is no longer full or read-only. */
void context_worked(struct desk_context *context);
/* Counts the pending records into context->state. */
void context_count_pending(struct desk_context *context);
