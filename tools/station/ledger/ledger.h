#pragma once
/* The ledger (台账): the station's data, in SQLite or PostgreSQL. The API, the console and the
 * commands share these functions; the console also reads with SQL through ledger_db.
 *
 * One struct ledger is one connection. It belongs to one thread at a time; a pool lends them.
 *
 * 1. A record and everything derived from it commit together or not at all.
 * 2. (kiosk, seq) is stored once, and everything derived from it is done once.
 * 3. Cursors of facts rise in the order of their COMMITs, so a kiosk that has read up to a cursor
 *    has not missed an earlier fact. */
#include "db/db.h"
#include "model/link.h"
#include "model/record_up.h"

struct ledger;

/* Create or migrate the database at url (see db/db.h). Once, before others open it. */
MUST_CHECK enum err ledger_migrate(const char *url, struct why *why);
MUST_CHECK enum err ledger_open(const char *url, struct why *why, struct ledger **ret_ledger);
void ledger_close(struct ledger *ledger); /* NULL ok */
struct db *ledger_db(struct ledger *ledger);

/* --- pool: connections lent to threads (pool.c); any thread --- */
struct ledger_pool;
MUST_CHECK enum err ledger_pool_new(const char *url, int most, struct why *why,
                                    struct ledger_pool **ret_pool);
void ledger_pool_free(struct ledger_pool *pool);
/* Waits for a free connection; opens one if there are fewer than most, or if one was lost. */
MUST_CHECK enum err ledger_take(struct ledger_pool *pool, struct why *why,
                                struct ledger **ret_ledger);
void ledger_give(struct ledger_pool *pool, struct ledger *ledger); /* NULL ok */

/* --- records (accept.c) --- */
struct ledger_batch {
    int32_t stored, again, rejected; /* new; stored before; rejected now */
    int32_t twins;                   /* of the rejected: another record has their number */
    int64_t receipt;                 /* the last seq; 0: the batch was empty */
};
/* Store a batch from kiosk in one transaction. ERR_BAD_INPUT: not a batch. is_station: the rows are
 * from a station of the tier below; site is its id. */
MUST_CHECK enum err ledger_accept(struct ledger *ledger, const char *kiosk, bool is_station,
                                  const char *text, size_t bytes, int64_t now_ms, struct why *why,
                                  struct ledger_batch *ret_batch);
/* Try to store a rejected row again; ERR_BAD_INPUT: rejected again. A row whose number was already
 * in use (twin not "") is stored under KIOSK~TWIN, as a record of another machine. Own transaction.
 */
#define TWIN_SIZE 9
struct ledger_rejected {
    char kiosk[KEY_SIZE], twin[TWIN_SIZE];
    int64_t seq;
};
MUST_CHECK enum err ledger_retry_rejected(struct ledger *ledger,
                                          const struct ledger_rejected *rejected, int64_t now_ms,
                                          struct why *why);

/* --- facts (facts.c) --- */
/* Apply one change inside a transaction: its table, the fact, a new cursor. Does nothing if the
 * fact is unchanged. ret_changed may be NULL. who: account or "import". */
MUST_CHECK enum err ledger_apply(struct ledger *ledger, const struct change *change,
                                 const char *who, int64_t now_ms, struct why *why,
                                 bool *ret_changed);
/* Prepare for CHANGE_KEEP and CHANGE_DROP_OTHERS of an importer; call it before the changes of each
 * file. */
void ledger_begin_source(struct ledger *ledger, const char *source);
/* Returns {"cursor":N,"changes":[...],"epoch":"..."} after a cursor; free() it. epoch "": omitted.
 * *ret_count 0: nothing new. */
MUST_CHECK enum err ledger_changes(struct ledger *ledger, int64_t after, const char *epoch,
                                   struct why *why, char **ret_text, int64_t *ret_cursor,
                                   int32_t *ret_count);
MUST_CHECK enum err ledger_cursor(struct ledger *ledger, struct why *why, int64_t *ret_cursor);

/* --- the ledger's epoch (epoch.c) --- own transactions --- */
struct ledger_epoch {
    char word[EPOCH_SIZE]; /* "": none yet */
    int64_t at_ms, cursor; /* since when; the newest cursor at that time */
};
MUST_CHECK enum err ledger_epoch(struct ledger *ledger, struct why *why,
                                 struct ledger_epoch *ret_epoch);
/* Create an epoch if there is none. */
MUST_CHECK enum err ledger_epoch_begin(struct ledger *ledger, int64_t now_ms, struct why *why);
/* The epoch for a kiosk whose cursor is after. A cursor above the newest one means that the ledger
 * was set back; a new epoch begins then. */
MUST_CHECK enum err ledger_epoch_for(struct ledger *ledger, int64_t after, int64_t now_ms,
                                     struct why *why, struct ledger_epoch *ret_epoch);

/* --- blobs (blobs.c) --- own transactions --- */
#define BLOB_MAX (16 * 1024 * 1024)
MUST_CHECK enum err ledger_blob_put(struct ledger *ledger, const void *bytes, size_t count,
                                    int64_t now_ms, struct why *why,
                                    char ret_hash[static BLOB_SIZE]);
/* A part of an upload. *ret_offset: bytes stored so far; *ret_done: complete and verified.
 * ERR_BUSY: from is not the next offset. ERR_CORRUPT: wrong hash; the upload is deleted. */
MUST_CHECK enum err ledger_blob_part(struct ledger *ledger, const char *hash, int64_t from,
                                     int64_t all, const void *bytes, size_t count, int64_t now_ms,
                                     struct why *why, int64_t *ret_offset, bool *ret_done);
/* ERR_NOT_FOUND: not complete; *ret_offset has the bytes stored so far. */
MUST_CHECK enum err ledger_blob_size(struct ledger *ledger, const char *hash, struct why *why,
                                     int64_t *ret_size, int64_t *ret_offset);
/* free() the bytes. */
MUST_CHECK enum err ledger_blob_get(struct ledger *ledger, const char *hash, struct why *why,
                                    void **ret_bytes, size_t *ret_count);

/* --- a system update for kiosks (update.c) --- own transactions --- */
struct update_manifest;
struct ledger_update {
    const char *machine, *version;
    const char *manifest; /* hash of the blob; "": withdraw the update */
    const char *who;
    int64_t now_ms;
};
/* The parts and the manifest must be stored as blobs. The previous update is deleted with its
 * parts. ERR_NOT_FOUND: nothing to withdraw. */
MUST_CHECK enum err ledger_update_offer(struct ledger *ledger, const struct ledger_update *update,
                                        struct why *why);
/* Deletes the stored parts of an update that failed. */
MUST_CHECK enum err ledger_update_forget(struct ledger *ledger,
                                         const struct update_manifest *manifest, struct why *why);

/* --- kiosks and their tokens (kiosks.c) --- own transactions --- */
#define PAIR_MINUTES 10
#define PAIR_TRIES 5
struct ledger_kiosk {
    char id[KEY_SIZE], name[TITLE_SIZE];
    int32_t number;
    bool is_station, revoked;
};
/* A new one-time code, eight digits. */
MUST_CHECK enum err ledger_pair_code(struct ledger *ledger, const char *name, bool is_station,
                                     const char *who, int64_t now_ms, struct why *why,
                                     char ret_code[static 9]);
/* Uses up the code and gives the kiosk a new token. ERR_PERMISSION: wrong or expired code.
 * ERR_BUSY: five wrong tries within ten minutes; all codes are void. */
MUST_CHECK enum err ledger_pair(struct ledger *ledger, const char *code, const char *kiosk,
                                const char *version, int64_t now_ms, struct why *why,
                                struct ledger_kiosk *ret_kiosk, char ret_token[static 96]);
/* The kiosk of a token. ERR_NOT_FOUND: unknown. ERR_PERMISSION: revoked. Takes constant time for
 * the secret. */
MUST_CHECK enum err ledger_kiosk_of_token(struct ledger *ledger, const char *token, struct why *why,
                                          struct ledger_kiosk *ret_kiosk);
MUST_CHECK enum err ledger_revoke(struct ledger *ledger, const char *kiosk, const char *who,
                                  int64_t now_ms, struct why *why);
/* Records contact with a kiosk. waiting below 0 and run "": not reported. A run that appears again
 * after another run is a second machine: kiosk.twin_ms. */
MUST_CHECK enum err ledger_kiosk_seen(struct ledger *ledger, const char *kiosk, const char *run,
                                      int64_t waiting, int64_t now_ms, struct why *why);

/* --- accounts and sessions (accounts.c) --- own transactions --- */
enum role { ROLE_VIEWER, ROLE_STAFF, ROLE_ADMIN };
struct ledger_account {
    char name[KEY_SIZE], display[NAME_SIZE], grid[KEY_SIZE];
    enum role role;
    bool must_change;
};
#define PASSWORD_LEAST 10
#define LOGIN_TRIES 5
#define LOGIN_LOCK_MS (15 * 60000)
#define SESSION_IDLE_MS (8 * 3600000LL)
#define SESSION_MOST_MS (14 * 3600000LL)                /* even if used all the time */
#define SESSION_SIZE 65                                 /* hex of 32 random bytes */
bool role_named(const char *word, enum role *ret_role); /* "admin" "staff" "viewer" */
const char *role_word(enum role role);
/* Create or change an account; password NULL: unchanged. ERR_BAD_INPUT: see why. */
MUST_CHECK enum err ledger_account_set(struct ledger *ledger, const struct ledger_account *account,
                                       const char *password, bool disabled, const char *who,
                                       int64_t now_ms, struct why *why);
/* ERR_PERMISSION: wrong password or no such account; both take the same time. ERR_BUSY: locked for
 * *ret_left_ms. */
MUST_CHECK enum err ledger_sign_in(struct ledger *ledger, const char *name, const char *password,
                                   int64_t now_ms, struct why *why,
                                   struct ledger_account *ret_account,
                                   char ret_session[static SESSION_SIZE],
                                   char ret_csrf[static SESSION_SIZE], int64_t *ret_left_ms);
MUST_CHECK enum err ledger_session(struct ledger *ledger, const char *session, int64_t now_ms,
                                   struct why *why, struct ledger_account *ret_account,
                                   char ret_csrf[static SESSION_SIZE]);
MUST_CHECK enum err ledger_sign_out(struct ledger *ledger, const char *session, struct why *why);
/* Ends all sessions of an account whose password or role changed. Inside a transaction. */
MUST_CHECK enum err ledger_end_sessions(struct ledger *ledger, const char *account,
                                        struct why *why);

/* --- the audit log (audit.c) --- inside a transaction --- */
MUST_CHECK enum err ledger_audit(struct ledger *ledger, int64_t at_ms, const char *who,
                                 const char *what, const char *detail, struct why *why);
/* *ret_broken: the first row whose hash does not match, 0: none; ret_rows may be NULL. */
MUST_CHECK enum err ledger_audit_check(struct ledger *ledger, struct why *why, int64_t *ret_broken,
                                       int64_t *ret_rows);

/* --- actions of staff (actions.c): inside a transaction; each writes its audit row and the facts
 * that kiosks pull --- */
struct ledger_check_in {
    const char *uid;
    int64_t recurrence_ms;
    const char *member_no, *who, *reason; /* reason: a sentence, required */
    int64_t at_ms;
};
MUST_CHECK enum err ledger_check_in(struct ledger *ledger, const struct ledger_check_in *action,
                                    int64_t now_ms,
                                    struct why *why); /* ERR_BAD_INPUT: checked in already */
MUST_CHECK enum err ledger_undo_check_in(struct ledger *ledger,
                                         const struct ledger_check_in *action, int64_t now_ms,
                                         struct why *why); /* ERR_NOT_FOUND */
/* Files a request at the counter. It is sealed to this station. phone, text, member_no and grid may
 * be "". ret_digits: the digits that follow the ticket number, or "" if they are the phone's last
 * four. */
#define LEDGER_DESK "@desk" /* the kiosk id of the station itself; no kiosk can have it */
#define LEDGER_DESK_NUMBER                                                                         \
    100 /* kiosk number in the counter's tickets; kiosks have 101 and more                         \
         */
struct seal;
struct ledger_filing {
    const char *who, *category, *text, *phone, *member_no, *grid;
    const struct seal *seal;
    const struct secret_key *card_key;
};
MUST_CHECK enum err ledger_file_request(struct ledger *ledger, const struct ledger_filing *filing,
                                        int64_t now_ms, struct why *why,
                                        char ret_number[static TICKET_SIZE],
                                        char ret_digits[static 5]);
struct ledger_step {
    const char *number, *who, *note, *answer; /* answer: required for the stage answered */
    int32_t stage;                            /* enum request stages 0..4; cannot go back */
};
MUST_CHECK enum err ledger_step(struct ledger *ledger, const struct ledger_step *step,
                                int64_t now_ms, struct why *why);
MUST_CHECK enum err ledger_assign(struct ledger *ledger, const char *number, const char *assignee,
                                  int64_t due_ms, const char *who, int64_t now_ms, struct why *why);
MUST_CHECK enum err ledger_card_state(struct ledger *ledger, const struct hash *identity,
                                      enum card_state state, const char *who, int64_t now_ms,
                                      struct why *why);

/* --- screenshots of kiosks (screenshots.c): own transactions except ledger_screenshot_answered ---
 */
#define SCREENSHOT_KEY_SIZE 17 /* the first digits of the station's signing key, in hex */
struct ledger_screenshot {
    const char *kiosk, *who;
    char key[SCREENSHOT_KEY_SIZE];
};
/* Disabling deletes the screenshot. ERR_NOT_FOUND: no such kiosk, or revoked. */
MUST_CHECK enum err ledger_screenshot_switch(struct ledger *ledger,
                                             const struct ledger_screenshot *screenshot, bool on,
                                             int64_t now_ms, struct why *why);
/* ERR_PERMISSION: disabled. */
MUST_CHECK enum err ledger_screenshot_request(struct ledger *ledger,
                                              const struct ledger_screenshot *screenshot,
                                              int64_t now_ms, struct why *why);
/* Processes a device_status that answers a request, inside its transaction. */
MUST_CHECK enum err ledger_screenshot_answered(struct ledger *ledger, const char *kiosk,
                                               const struct record_up *record, int64_t now_ms,
                                               struct why *why);
/* Deletes screenshots that arrived before then. */
MUST_CHECK enum err ledger_screenshot_forget(struct ledger *ledger, int64_t before_ms,
                                             struct why *why);
#define SCREENSHOT_KEEP_DAYS 7 /* default; meta glass.keep_days overrides it */

/* --- upstream (upstream_rows.c) --- */
MUST_CHECK enum err ledger_upstream_batch(struct ledger *ledger, struct record_up *ret_records,
                                          int most, struct why *why, int *ret_count);
/* Deletes exactly these rows from the outbox, in one transaction. */
MUST_CHECK enum err ledger_upstream_receipt(struct ledger *ledger, const int64_t *seqs, int count,
                                            int64_t now_ms, struct why *why);
MUST_CHECK enum err ledger_upstream_waiting(struct ledger *ledger, struct why *why,
                                            int64_t *ret_rows, int64_t *ret_oldest_ms);
/* Records the next tier's epoch, which comes with a receipt. If it has changed, the next tier was
 * restored or replaced, and all records are queued again. Own transaction. */
MUST_CHECK enum err ledger_upstream_epoch(struct ledger *ledger, const char *epoch, int64_t now_ms,
                                          struct why *why, bool *ret_again);
/* The state of forwarding, for the consoles of all instances. */
struct ledger_upstream {
    int64_t waiting, oldest_ms;
    int64_t receipt, receipt_ms; /* the newest; 0: none yet */
    char trouble[160];           /* "": none */
};
MUST_CHECK enum err ledger_upstream_state(struct ledger *ledger, struct why *why,
                                          struct ledger_upstream *ret_state);
MUST_CHECK enum err ledger_upstream_trouble(struct ledger *ledger, const char *trouble,
                                            struct why *why);
/* Start (or stop) to queue new records for forwarding. */
void ledger_pool_forward(struct ledger_pool *pool, bool on);

/* --- settings and state of the ledger itself (meta) --- */
MUST_CHECK enum err ledger_meta_get(struct ledger *ledger, const char *key, struct why *why,
                                    char *ret_value, size_t bytes); /* "": none */
MUST_CHECK enum err ledger_meta_set(struct ledger *ledger, const char *key, const char *value,
                                    struct why *why);

/* --- retention (retention.c) --- own transactions --- */
struct ledger_retention {
    int64_t requests, attendance, records; /* rows whose personal data was deleted */
};
MUST_CHECK enum err ledger_retain(struct ledger *ledger, int request_days, int attendance_days,
                                  int64_t now_ms, struct why *why,
                                  struct ledger_retention *ret_done);
