#pragma once
/* Inside the desk room only: staff at the glass.
 *
 *   their card --> PIN asked --> worker (Argon2id) --> signed in --2 min, a tap, INTENT_FORGET-->
 * out
 *
 * The desk's thread calls all of it; the worker and the export have threads of their own, which
 * share nothing but values. */
#include "base/crypto.h"
#include "model/staff.h"

#include <pthread.h>

struct desk;
struct desk_config;
struct intent;

#define STAFF_KEPT_MS 130000 /* two minutes on the glass, and the way there */

struct pin_job {
    enum staff_action action; /* STAFF_SIGN_IN, STAFF_RESET_PIN, STAFF_RESET_BY_FILE */
    int64_t staff_id;
    uint32_t ticket;
    char hash[PIN_HASH_BYTES], pin[PIN_SIZE];
    char by[32]; /* who resets it; by a file: whose it is */
    char stick[256], kiosk[32];
};
struct pin_verdict {
    enum staff_action action;
    int64_t staff_id;
    uint32_t ticket;
    bool right;                /* STAFF_SIGN_IN */
    enum staff_result result;  /* the others: */
    char hash[PIN_HASH_BYTES]; /* of the new one */
    char by[32], nonce[40], refusal[96];
};

struct pin_worker; /* pin.c */
struct export_job; /* staff_export.c */
struct import_job; /* staff_import.c */
struct update_job; /* staff_update.c */

struct staff_desk {
    int64_t id; /* signed in; 0: nobody */
    char key[32], name[NAME_SIZE];
    int64_t until_ms;
    int64_t card_of, card_until_ms; /* whose card was tapped: the PIN is theirs */
    struct hash seen_card;
    bool seen_unknown; /* seen_card is nobody's: it can be enrolled */
    int64_t chain_broken;
    bool clock_known;
    struct pin_worker *pins;
    struct export_job *export;
    enum staff_export_state export_told;
    int64_t tell_export_ms; /* clock_ticks_ms */
    struct import_job *import;
    enum staff_import_state import_told;
    int64_t tell_import_ms;
    struct update_job *update;
    enum staff_update_state update_told;
    int64_t tell_update_ms;
};

/* staff.c */
int64_t desk_staff(const struct desk *desk); /* 0: nobody is signed in */
void desk_staff_forget(struct desk *desk);
void desk_staff_close(struct desk *desk);
MUST_CHECK enum err desk_staff_card(struct desk *desk, const struct hash *identity, struct why *why,
                                    bool *ret_is_staff);
void desk_staff_saw_card(struct desk *desk, const struct hash *identity, bool unknown);
void desk_on_staff_do(struct desk *desk, const struct intent *intent);
void desk_on_pin(struct desk *desk, const struct pin_verdict *verdict);

/* staff_reset.c: true: the worker was asked, and desk_on_pin answers. */
bool desk_staff_reset(struct desk *desk, const struct intent *intent, struct staff_done *done);
void desk_staff_was_reset(struct desk *desk, const struct pin_verdict *verdict,
                          struct staff_done *done);

/* staff_action.c: what signed-in staff do, one transaction each. */
void desk_staff_action(struct desk *desk, const struct staff_do *action, struct staff_done *done);

/* staff_see.c: what they see. */
MUST_CHECK enum err desk_staff_see(struct desk *desk, const struct staff_ask *ask,
                                   struct staff_answer *ret, struct why *why);
void desk_staff_settings(struct desk *desk); /* what staff set holds over the config */
void desk_staff_know_clock(struct desk *desk);

/* pin.c */
MUST_CHECK enum err pin_worker_open(struct desk *desk, struct why *why,
                                    struct pin_worker **ret_worker);
void pin_worker_close(struct pin_worker *worker); /* NULL ok */
bool pin_worker_ask(struct pin_worker *worker, const struct pin_job *job);

/* staff_export.c */
MUST_CHECK enum err export_job_start(const struct desk_config *config, const char *stick,
                                     const char *kiosk, struct why *why,
                                     struct export_job **ret_job);
void export_job_look(struct export_job *job, struct staff_export *ret);
void export_job_close(struct export_job *job); /* stops it; NULL ok */

/* staff_import.c: look at the stick, take what was seen, or leave it. */
void desk_staff_stick(struct desk *desk, enum staff_action action, struct staff_done *done);
void import_job_look(struct import_job *job, struct staff_import *ret);
void import_job_close(struct import_job *job); /* stops it; NULL ok */

/* staff_update.c: look for an update on the stick, or from the station; install what was seen. */
void desk_staff_update(struct desk *desk, enum staff_action action, struct staff_done *done);
void desk_staff_update_ended(struct desk *desk); /* in the audit log, how it went */
void desk_staff_update_came(struct desk *desk);  /* what the station sent is whole now */
void update_job_look(struct update_job *job, struct staff_update *ret);
void update_job_close(struct update_job *job); /* lets go of it; NULL ok */
