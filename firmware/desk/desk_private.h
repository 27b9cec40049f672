#pragma once
/* Inside the desk room only: what its thread keeps between arrivals. */
#include "base/mailbox.h"
#include "base/seal.h"
#include "desk/desk.h"
#include "desk/sync/link.h"
#include "desk/staff/staff.h"
#include "store/store.h"

#include <pthread.h>
#include <sys/types.h>
#include <time.h>

struct desk {
    struct desk_config config;
    char data_directory[256];
    pthread_t thread;
    bool started;
    struct mailbox *inbox;

    struct store *store; /* NULL while it or the card key cannot be opened */
    struct secret_key card_key;
    struct seal seal; /* to the station */
    struct store_state state;
    int64_t next_try_ms, next_look_ms, next_snapshot_ms; /* clock_ticks_ms */
    bool snapshot_under_way;

    /* The person at the glass: known from the last tap until INTENT_FORGET, the next tap, or a
     * time-out. */
    struct tap_member person;
    int64_t person_until_ms;
    enum expectation expectation;
    int64_t expected_occurrence, expected_team, expectation_until_ms;
    int64_t followed_request; /* shown last by INTENT_TRACK: it may be rated; 0: none */
    bool followed_by_card;
    bool spoken;             /* the request that is being filed has a voice note */
    struct hash spoken_hash; /* of its sealed file */

    struct staff_desk staff;
    struct answer_setup setup; /* as kept so far, in this start of the program */
    struct wireless_job *wireless;
    enum setup_wireless wireless_told;
    int64_t tell_wireless_ms;

    /* The station, from adopt.c, link.c, feed.c and status.c. */
    bool paired;
    int kiosk_number;                           /* as configured */
    char station_key[2 * PUBLIC_KEY_BYTES + 1]; /* its signing key: whose feed it is */
    ino_t pairing_inode;                        /* of the file as last looked at */
    struct timespec pairing_time;
    bool has_key_before;
    struct secret_key card_key_before; /* tickets given out under it are still good */
    struct link_state link;
    struct link_pair pair;
    struct link_fetch fetch;
    int32_t asides;     /* changes that stand aside */
    int64_t aside_next; /* the round goes on behind this one; -1: none is under way */
    bool aside_taken;
    bool reader_up, status_made, status_reader_up;
    int64_t status_ms, status_due_ms; /* clock_ticks_ms; 0: none is due */

    bool pictures;            /* the station may ask for pictures of the glass */
    int64_t picture_asked_ms; /* the ask that the glass was told last; 0: none in this start */

    struct glass_event out; /* too large for the stack of every function */
};

/* tap.c: answer a tap, or a question about the last one. */
void desk_on_reader(struct desk *desk, const struct reader_event *event);
void desk_on_sign_out(struct desk *desk, const struct intent *intent);
void desk_on_choose(struct desk *desk, const struct intent *intent);

/* answer.c: everything else that the glass asks. */
void desk_on_intent(struct desk *desk, const struct intent *intent);

/* request.c: filed, followed, rated. */
enum err desk_file_request(struct desk *desk, const struct intent *intent, struct answer *answer,
                           struct why *why);
enum err desk_track(struct desk *desk, const struct intent *intent, struct answer *answer,
                    struct why *why);
enum err desk_rate(struct desk *desk, const struct intent *intent, struct answer *answer,
                   struct why *why);
/* Inside a transaction: a request without words, to join a team. */
enum err desk_ask_for_team(struct desk *desk, int64_t member_id, const char *category,
                           const char *team, const struct moment *at, struct why *why,
                           struct answer_ticket *ret_ticket);
/* Seal what an older program left readable. */
enum err desk_seal_old(struct desk *desk, struct why *why);

/* outgoing.c: what was spoken for the request that is being filed, on the disk and sealed; and gone
 * again, where the request could not be filed. */
enum err desk_keep_voice_note(struct desk *desk, struct why *why, bool *ret_there,
                              struct hash *ret_hash);
void desk_drop_voice_note(struct desk *desk, const struct hash *hash);

/* care.c: open the store, keep it well. */
void desk_open_store(struct desk *desk);
void desk_care(struct desk *desk);
int desk_care_wait_ms(const struct desk *desk);

/* A verb failed: say so once, and where the store is damaged set the damage aside.
 * true: the store was opened again and the verb is worth one more try. */
bool desk_failed(struct desk *desk, enum err e, const struct why *why);
/* A commit went through: a full disk is over. */
void desk_worked(struct desk *desk);

void desk_post_outcome(struct desk *desk, const struct outcome *outcome);
void desk_post_state(struct desk *desk);
void desk_post_answer(struct desk *desk, uint32_t ticket, enum answer_kind kind);
void desk_tell_pin(struct desk *desk, const struct pin_verdict *verdict); /* the worker's thread */
int64_t desk_person(const struct desk *desk); /* 0: nobody, or too long ago */

/* setup.c: a new kiosk is set up at the glass. */
void desk_setup_begin(struct desk *desk);
MUST_CHECK enum err desk_setup(struct desk *desk, const struct intent *intent,
                               struct answer_setup *ret, struct why *why);
void desk_setup_care(struct desk *desk, int64_t now_ms);
bool desk_setup_runs(const struct desk *desk); /* something is under way */
void desk_setup_close(struct desk *desk);
