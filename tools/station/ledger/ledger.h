#pragma once
/* The ledger (台账): what the station knows, in SQLite or PostgreSQL. Verbs here are shared by the
 * API, the console and the commands; the console's own reading is SQL through ledger_db.
 *
 * One struct ledger is one connection and belongs to one thread at a time; a pool lends them.
 *
 * 1. A record and what follows from it commit together or not at all.
 * 2. (kiosk, seq) is stored once; what follows from it is done once.
 * 3. Cursors of facts rise in the order of their COMMITs, so that a kiosk that has read up to one
 *    has missed none before it. */
#include "db/db.h"
#include "model/link.h"
#include "model/record_up.h"

struct ledger;

/* Make or migrate what is behind url (db/db.h). Once, before others open it. */
MUST_CHECK enum err ledger_migrate(const char *url, struct why *why);
MUST_CHECK enum err ledger_open(const char *url, struct why *why, struct ledger **ret_ledger);
void ledger_close(struct ledger *ledger); /* NULL ok */
struct db *ledger_db(struct ledger *ledger);

/* --- pool: connections lent to threads (pool.c); any thread --- */
struct ledger_pool;
MUST_CHECK enum err ledger_pool_new(const char *url, int most, struct why *why,
                                    struct ledger_pool **ret_pool);
void ledger_pool_free(struct ledger_pool *pool);
/* Waits for one, opens one where fewer than most are; a lost one is opened again. */
MUST_CHECK enum err ledger_take(struct ledger_pool *pool, struct why *why,
                                struct ledger **ret_ledger);
void ledger_give(struct ledger_pool *pool, struct ledger *ledger); /* NULL ok */

/* --- records (accept.c) --- */
struct ledger_batch {
    int32_t stored, again, aside; /* new; had before; kept aside */
    int32_t twins;                /* of those aside: another record has their number */
    int64_t receipt;              /* the last seq; 0: the batch was empty */
};
/* Take a batch from kiosk in one transaction and COMMIT. ERR_BAD_INPUT: no batch at all.
 * is_station: rows are a station's below; site is its id. */
MUST_CHECK enum err ledger_accept(struct ledger *ledger, const char *kiosk, bool is_station,
                                  const char *text, size_t bytes, int64_t now_ms, struct why *why,
                                  struct ledger_batch *ret_batch);
/* A row kept aside, tried again; ERR_BAD_INPUT: still not. One whose number was taken (twin not "")
 * is stored under KIOSK~TWIN: what two machines sent as one counts from now on. Own transaction. */
#define TWIN_SIZE 9
struct ledger_aside {
    char kiosk[KEY_SIZE], twin[TWIN_SIZE];
    int64_t seq;
};
MUST_CHECK enum err ledger_retry_aside(struct ledger *ledger, const struct ledger_aside *aside,
                                       int64_t now_ms, struct why *why);

/* --- facts (facts.c) --- */
/* Apply one change inside a transaction: its own table, the fact, a new cursor. Nothing where it is
 * so already. *ret_changed may be NULL. who: account or "import". */
MUST_CHECK enum err ledger_apply(struct ledger *ledger, const struct change *change,
                                 const char *who, int64_t now_ms, struct why *why,
                                 bool *ret_changed);
/* What an importer's CHANGE_KEEP and CHANGE_DROP_OTHERS need; begin before a file's changes. */
void ledger_begin_source(struct ledger *ledger, const char *source);
/* {"cursor":N,"changes":[...],"epoch":"..."} after a cursor; free() it. epoch "": left out.
 * *ret_count 0: nothing is new. */
MUST_CHECK enum err ledger_changes(struct ledger *ledger, int64_t after, const char *epoch,
                                   struct why *why, char **ret_text, int64_t *ret_cursor,
                                   int32_t *ret_count);
MUST_CHECK enum err ledger_cursor(struct ledger *ledger, struct why *why, int64_t *ret_cursor);

/* --- the ledger's epoch (epoch.c) --- own transactions --- */
struct ledger_epoch {
    char word[EPOCH_SIZE]; /* "": none yet */
    int64_t at_ms, cursor; /* since when; the newest of the facts */
};
MUST_CHECK enum err ledger_epoch(struct ledger *ledger, struct why *why,
                                 struct ledger_epoch *ret_epoch);
/* A new one where there is none. */
MUST_CHECK enum err ledger_epoch_begin(struct ledger *ledger, int64_t now_ms, struct why *why);
/* What a kiosk that has read up to after is told: where that is further than the ledger ever was,
 * the ledger was set back, and begins another. */
MUST_CHECK enum err ledger_epoch_for(struct ledger *ledger, int64_t after, int64_t now_ms,
                                     struct why *why, struct ledger_epoch *ret_epoch);

/* --- blobs (blobs.c) --- own transactions --- */
#define BLOB_MAX (16 * 1024 * 1024)
MUST_CHECK enum err ledger_blob_put(struct ledger *ledger, const void *bytes, size_t count,
                                    int64_t now_ms, struct why *why,
                                    char ret_hash[static BLOB_SIZE]);
/* A part of an upload. *ret_offset: how much is there now; *ret_done: complete, its hash is right.
 * ERR_BUSY: from is not where it goes on. ERR_CORRUPT: the hash is wrong; dropped. */
MUST_CHECK enum err ledger_blob_part(struct ledger *ledger, const char *hash, int64_t from,
                                     int64_t all, const void *bytes, size_t count, int64_t now_ms,
                                     struct why *why, int64_t *ret_offset, bool *ret_done);
/* ERR_NOT_FOUND, with *ret_offset what has come of it. */
MUST_CHECK enum err ledger_blob_size(struct ledger *ledger, const char *hash, struct why *why,
                                     int64_t *ret_size, int64_t *ret_offset);
/* free() the bytes. */
MUST_CHECK enum err ledger_blob_get(struct ledger *ledger, const char *hash, struct why *why,
                                    void **ret_bytes, size_t *ret_count);

/* --- an update of the system for kiosks (update.c) --- own transactions --- */
struct update_manifest;
struct ledger_update {
    const char *machine, *version;
    const char *manifest; /* the blob's hash; "": none any more */
    const char *who;
    int64_t now_ms;
};
/* Its parts and its manifest are blobs already. What it replaces goes, with its parts.
 * ERR_NOT_FOUND: none any more, and there was none. */
MUST_CHECK enum err ledger_update_offer(struct ledger *ledger, const struct ledger_update *update,
                                        struct why *why);
/* The parts that were stored of an update that came to nothing. */
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
/* The code is good: it is used up, the kiosk has a new token. ERR_PERMISSION: wrong or old.
 * ERR_BUSY: five wrong tries in its time, all codes are void. */
MUST_CHECK enum err ledger_pair(struct ledger *ledger, const char *code, const char *kiosk,
                                const char *version, int64_t now_ms, struct why *why,
                                struct ledger_kiosk *ret_kiosk, char ret_token[static 96]);
/* Whose token it is. ERR_NOT_FOUND: nobody's. ERR_PERMISSION: revoked. Constant time in the secret.
 */
MUST_CHECK enum err ledger_kiosk_of_token(struct ledger *ledger, const char *token, struct why *why,
                                          struct ledger_kiosk *ret_kiosk);
MUST_CHECK enum err ledger_revoke(struct ledger *ledger, const char *kiosk, const char *who,
                                  int64_t now_ms, struct why *why);
/* It was heard of; waiting below 0, run "": it did not say. A run that speaks again after another
 * has spoken is a second machine's: kiosk.twin_ms. */
MUST_CHECK enum err ledger_seen(struct ledger *ledger, const char *kiosk, const char *run,
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
#define SESSION_MOST_MS (14 * 3600000LL)                /* however busy: a day at the desk */
#define SESSION_SIZE 65                                 /* hex of 32 random bytes */
bool role_named(const char *word, enum role *ret_role); /* "admin" "staff" "viewer" */
const char *role_word(enum role role);
/* New, or other values of one that is there; password NULL: unchanged. ERR_BAD_INPUT says why. */
MUST_CHECK enum err ledger_account_set(struct ledger *ledger, const struct ledger_account *account,
                                       const char *password, bool disabled, const char *who,
                                       int64_t now_ms, struct why *why);
/* ERR_PERMISSION: wrong (or there is no such account: it takes as long). ERR_BUSY: locked,
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
/* All sessions of an account end: its password or role changed. Inside a transaction. */
MUST_CHECK enum err ledger_end_sessions(struct ledger *ledger, const char *account,
                                        struct why *why);

/* --- the audit log (audit.c) --- inside a transaction --- */
MUST_CHECK enum err ledger_audit(struct ledger *ledger, int64_t at_ms, const char *who,
                                 const char *what, const char *detail, struct why *why);
/* *ret_broken: the first row that does not fit, 0 when all do; *ret_rows may be NULL. */
MUST_CHECK enum err ledger_audit_check(struct ledger *ledger, struct why *why, int64_t *ret_broken,
                                       int64_t *ret_rows);

/* --- deeds of the desk (deeds.c): inside a transaction, each writes its audit row and the facts
 * that go down --- */
struct ledger_check_in {
    const char *uid;
    int64_t recurrence_ms;
    const char *member_no, *who, *reason; /* reason: a sentence of staff's, needed */
    int64_t at_ms;
};
MUST_CHECK enum err ledger_check_in(struct ledger *ledger, const struct ledger_check_in *deed,
                                    int64_t now_ms,
                                    struct why *why); /* ERR_BAD_INPUT: in already */
MUST_CHECK enum err ledger_undo_check_in(struct ledger *ledger, const struct ledger_check_in *deed,
                                         int64_t now_ms, struct why *why); /* ERR_NOT_FOUND */
/* A request filed at the counter: sealed to this station, through the same stages. phone, text,
 * member_no, grid: may be "". ret_digits: "" where the phone's last four follow the ticket. */
#define LEDGER_DESK                                                                                \
    "@desk" /* in the place of a kiosk: the station itself; no kiosk has such an id */
#define LEDGER_DESK_NUMBER 100 /* before the counter's ticket numbers; kiosks have 101 and more */
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
    const char *number, *who, *note, *answer; /* answer: of the stage answered */
    int32_t stage;                            /* enum request stages 0..4; not back */
};
MUST_CHECK enum err ledger_step(struct ledger *ledger, const struct ledger_step *step,
                                int64_t now_ms, struct why *why);
MUST_CHECK enum err ledger_assign(struct ledger *ledger, const char *number, const char *assignee,
                                  int64_t due_ms, const char *who, int64_t now_ms, struct why *why);
MUST_CHECK enum err ledger_card_state(struct ledger *ledger, const struct hash *identity,
                                      enum card_state state, const char *who, int64_t now_ms,
                                      struct why *why);

/* --- pictures of kiosks' glasses (glass.c): own transactions but for ledger_glass_told --- */
#define GLASS_KEY_SIZE 17 /* the beginning of the station's signing key, in hex: by whose word */
struct ledger_glass {
    const char *kiosk, *who;
    char key[GLASS_KEY_SIZE];
};
/* Off: the picture that there is goes too. ERR_NOT_FOUND: no such kiosk, or it was cut off. */
MUST_CHECK enum err ledger_glass_switch(struct ledger *ledger, const struct ledger_glass *glass,
                                        bool on, int64_t now_ms, struct why *why);
/* ERR_PERMISSION: it is off. */
MUST_CHECK enum err ledger_glass_ask(struct ledger *ledger, const struct ledger_glass *glass,
                                     int64_t now_ms, struct why *why);
/* A device_status that answers an ask. In its transaction. */
MUST_CHECK enum err ledger_glass_told(struct ledger *ledger, const char *kiosk,
                                      const struct record_up *record, int64_t now_ms,
                                      struct why *why);
/* Pictures that came before then go. */
MUST_CHECK enum err ledger_glass_forget(struct ledger *ledger, int64_t before_ms, struct why *why);
#define GLASS_KEEP_DAYS 7 /* unless set: meta glass.keep_days */

/* --- upstream (upstream_rows.c) --- */
MUST_CHECK enum err ledger_upstream_batch(struct ledger *ledger, struct record_up *ret_records,
                                          int most, struct why *why, int *ret_count);
/* Exactly these rows are the next tier's now; in one transaction. */
MUST_CHECK enum err ledger_upstream_receipt(struct ledger *ledger, const int64_t *seqs, int count,
                                            int64_t now_ms, struct why *why);
MUST_CHECK enum err ledger_upstream_waiting(struct ledger *ledger, struct why *why,
                                            int64_t *ret_rows, int64_t *ret_oldest_ms);
/* The next tier's epoch, as it says with a receipt. Another than before: its ledger was restored,
 * or it is another station, and every record goes up again. Own transaction. */
MUST_CHECK enum err ledger_upstream_epoch(struct ledger *ledger, const char *epoch, int64_t now_ms,
                                          struct why *why, bool *ret_again);
/* How it goes, for whichever instance is asked. */
struct ledger_upstream {
    int64_t waiting, oldest_ms;
    int64_t receipt, receipt_ms; /* the newest; 0: none yet */
    char trouble[160];           /* "": none */
};
MUST_CHECK enum err ledger_upstream_state(struct ledger *ledger, struct why *why,
                                          struct ledger_upstream *ret_state);
MUST_CHECK enum err ledger_upstream_trouble(struct ledger *ledger, const char *trouble,
                                            struct why *why);
/* Forward from now on (or no more): new records get an outbox row. */
void ledger_pool_forward(struct ledger_pool *pool, bool on);

/* --- small facts about the ledger itself (meta) --- */
MUST_CHECK enum err ledger_meta_get(struct ledger *ledger, const char *key, struct why *why,
                                    char *ret_value, size_t bytes); /* "" where there is none */
MUST_CHECK enum err ledger_meta_set(struct ledger *ledger, const char *key, const char *value,
                                    struct why *why);

/* --- retention (retention.c) --- own transactions --- */
struct ledger_retention {
    int64_t requests, attendance, records; /* rows whose personal data went */
};
MUST_CHECK enum err ledger_retain(struct ledger *ledger, int request_days, int attendance_days,
                                  int64_t now_ms, struct why *why,
                                  struct ledger_retention *ret_done);
