#pragma once
/* Inside ledger/ only. */
#include "base/bytes.h"
#include "ledger/ledger.h"
#include "wire/records.h"

#include <pthread.h>
#include <string.h>

struct ledger {
    struct db *db;
    char source[128]; /* the file whose changes are being applied; "" for none */
    bool forwards;    /* new records get an upstream outbox row */
    /* SQLite has one writer at a time, and whoever finds it busy sleeps and looks again: in one
     * process they queue up here instead. NULL: PostgreSQL, or no pool. */
    pthread_mutex_t *writer;
    struct named *seen; /* what this source named, for CHANGE_DROP_OTHERS */
    struct came {
        char member_no[KEY_SIZE];
        int64_t shown_ms;
    } came[WIRE_RECORDS_MAX];
    int came_count;
};

/* Begin, do, COMMIT; rolled back where do says no. Tried again while it was only in the way of
 * another (ERR_BUSY), a few times. */
typedef enum err ledger_deed(struct ledger *ledger, void *arg, struct why *why);
MUST_CHECK enum err ledger_transact(struct ledger *ledger, ledger_deed *deed, void *arg,
                                    struct why *why);

/* Hold whatever has an order across instances (cursors, the audit chain) until COMMIT. */
MUST_CHECK enum err ledger_lock_order(struct ledger *ledger, struct why *why);

/* facts.c: put a change into fact as it is, with a new cursor, where it differs. */
MUST_CHECK enum err ledger_put_fact(struct ledger *ledger, const struct change *change,
                                    const char *who, int64_t now_ms, struct why *why,
                                    bool *ret_changed);
/* rows.c: the change in its own table, where it has one. */
MUST_CHECK enum err ledger_put_row(struct ledger *ledger, const struct change *change,
                                   const char *who, int64_t now_ms, struct why *why);
/* seen.c */
void ledger_seen_clear(struct ledger *ledger);
MUST_CHECK enum err ledger_seen_add(struct ledger *ledger, enum change_kind kind, const char *key,
                                    struct why *why);
bool ledger_seen_has(const struct ledger *ledger, enum change_kind kind, const char *key);
/* last_seen.c, in the transaction that writes attendance: who came, of this batch (at most
 * WIRE_RECORDS_MAX); queue it all; those of a boot whose clock is known now; one member, also where
 * a check-in was undone. */
void ledger_came(struct ledger *ledger, const char *member_no, int64_t shown_ms);
MUST_CHECK enum err ledger_saw_who_came(struct ledger *ledger, struct why *why);
MUST_CHECK enum err ledger_saw_boot(struct ledger *ledger, const char *kiosk, const char *boot,
                                    struct why *why);
MUST_CHECK enum err ledger_saw_member(struct ledger *ledger, const char *member_no,
                                      struct why *why);
/* accept.c: one that is new, by itself, and what follows from it. */
MUST_CHECK enum err ledger_store_one(struct ledger *ledger, const char *kiosk, bool is_station,
                                     int64_t now_ms, const char *raw,
                                     const struct record_up *record, struct why *why);
/* own.c: a record that this station makes itself, numbered among its own; it goes upward as theirs
 * do. Of what follows from it, what is so already stays. */
MUST_CHECK enum err ledger_add_own(struct ledger *ledger, struct record_up *record, int64_t now_ms,
                                   struct why *why);
/* project.c: what follows from a record. */
MUST_CHECK enum err ledger_project(struct ledger *ledger, const char *kiosk, bool is_station,
                                   const struct record_up *record, int64_t now_ms, struct why *why);
