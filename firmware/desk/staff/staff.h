#pragma once
/* Staff at the kiosk: they sign in with card and PIN, look up, act, export, import, update.
 *
 *   card --> PIN asked --> worker (Argon2id) --> signed in --2 min, a tap, INTENT_FORGET--> out
 *
 *   staff -> sign_in, reset, actions -> export, import, update, link -> session
 *
 * The desk's thread calls all of it. The PIN worker and the jobs have threads of their own, which
 * share only values with it. */
#include "desk/sync/sync.h"

#define STAFF_KEPT_MS 130000 /* two minutes on the screen, and the way there */

struct pin_worker; /* pin.c */
struct export_job; /* export.c */
struct import_job; /* import_job.h */
struct update_job; /* update.c */

struct pin_job {
    enum staff_action action; /* STAFF_SIGN_IN, STAFF_RESET_PIN, STAFF_RESET_BY_FILE */
    int64_t staff_id;
    uint32_t ticket;
    char hash[PIN_HASH_BYTES], pin[PIN_SIZE];
    char by[32]; /* who resets it; with a file: whose PIN it is */
    char stick[256], kiosk[32];
};
struct pin_verdict {
    enum staff_action action;
    int64_t staff_id;
    uint32_t ticket;
    bool right;                /* STAFF_SIGN_IN */
    enum staff_result result;  /* the others: */
    char hash[PIN_HASH_BYTES]; /* of the new PIN */
    char by[32], nonce[40], refusal[96];
};

struct desk_staff {
    struct desk_context *context;
    struct desk_sync *sync;
    /* Posts a verdict to the desk's thread; called on the PIN worker's. */
    void (*post_verdict)(void *to, const struct pin_verdict *verdict);
    void *to;

    int64_t id; /* signed in; 0: no one */
    char key[32], name[NAME_SIZE];
    int64_t until_ms;
    int64_t card_of, card_until_ms; /* whose card was tapped: the PIN is theirs */
    struct hash seen_card;
    bool seen_unknown; /* seen_card belongs to no one: it can be enrolled */
    int64_t chain_broken;
    struct pin_worker *pins;
    struct export_job *export;
    struct import_job *import;
    struct update_job *update;
};

/* staff.c */
void desk_staff_finish(struct desk_staff *staff); /* ends the worker and the jobs */
/* true: *ret_done is to be posted with the ticket of the intent, or of the verdict. */
bool desk_staff_on_intent(struct desk_staff *staff, const struct intent *intent,
                          struct staff_done *ret_done);
bool desk_staff_on_verdict(struct desk_staff *staff, const struct pin_verdict *verdict,
                           struct staff_done *ret_done);
void desk_staff_watch(struct desk_staff *staff, int64_t now_ms); /* the jobs' progress */
bool desk_staff_is_busy(const struct desk_staff *staff);         /* a job runs */

/* session.c */
int64_t desk_staff_id(const struct desk_staff *staff); /* 0: no one is signed in */
void desk_staff_keep(struct desk_staff *staff);        /* signed in for another two minutes */
void desk_staff_forget(struct desk_staff *staff);
bool desk_staff_card_is_here(const struct desk_staff *staff);
MUST_CHECK enum err desk_staff_card(struct desk_staff *staff, const struct hash *identity,
                                    struct why *why, bool *ret_is_staff);
void desk_staff_saw_card(struct desk_staff *staff, const struct hash *identity, bool unknown);

/* sign_in.c. true: the worker was asked, and its verdict answers. */
bool desk_staff_sign_in(struct desk_staff *staff, const struct intent *intent,
                        struct staff_done *done);
/* true: *done is to be posted. */
bool desk_staff_was_verified(struct desk_staff *staff, const struct pin_verdict *verdict,
                             struct staff_done *done);

/* reset.c. true: the worker was asked, and its verdict answers. */
bool desk_staff_reset(struct desk_staff *staff, const struct intent *intent,
                      struct staff_done *done);
void desk_staff_was_reset(struct desk_staff *staff, const struct pin_verdict *verdict,
                          struct staff_done *done);

/* actions.c: what signed-in staff do, one transaction each. */
void desk_staff_action(struct desk_staff *staff, const struct staff_do *action,
                       struct staff_done *done);

/* queries.c: what they see. */
MUST_CHECK enum err desk_staff_query(struct desk_staff *staff, const struct staff_ask *ask,
                                     struct staff_answer *ret, struct why *why);

/* pin.c */
MUST_CHECK enum err pin_worker_open(const struct desk_staff *staff, struct why *why,
                                    struct pin_worker **ret_worker);
void pin_worker_close(struct pin_worker *worker); /* NULL ok */
bool pin_worker_ask(struct pin_worker *worker, const struct pin_job *job);

/* link.c: what staff do about the station. */
bool desk_staff_links(
    enum staff_action action); /* only posted to the forward, nothing is written */
bool desk_staff_pairs(enum staff_action action); /* what pairing needs, and nothing else */
void desk_staff_link(struct desk_staff *staff, const struct staff_do *action,
                     struct staff_done *done);

/* The jobs. _read: the progress; NULL ok. _close: stops it; NULL ok. _watch: tells the screen of
 * progress. _is_busy: it ran when it was watched last. */
void desk_staff_export(struct desk_staff *staff, struct staff_done *done); /* export.c */
MUST_CHECK enum err export_job_start(const struct desk_config *config, const char *stick,
                                     const char *kiosk, struct why *why,
                                     struct export_job **ret_job);
void export_job_read(struct export_job *job, struct staff_export *ret);
void export_job_watch(struct desk_staff *staff, int64_t now_ms);
bool export_job_is_busy(const struct export_job *job);
void export_job_close(struct export_job *job);

/* import.c: read the stick, apply what was read, or leave it. */
void desk_staff_import(struct desk_staff *staff, enum staff_action action, struct staff_done *done);
void import_job_read(struct import_job *job, struct staff_import *ret);
void import_job_watch(struct desk_staff *staff, int64_t now_ms);
bool import_job_is_busy(const struct import_job *job);
void import_job_close(struct import_job *job);

/* update.c: look for an update on the stick, or from the station; install what was found. */
void desk_staff_update(struct desk_staff *staff, enum staff_action action, struct staff_done *done);
void desk_staff_update_came(struct desk_staff *staff); /* the station's update is complete now */
void update_job_read(struct update_job *job, struct staff_update *ret);
void update_job_watch(struct desk_staff *staff, int64_t now_ms);
bool update_job_is_busy(const struct update_job *job);
void update_job_close(struct update_job *job);
