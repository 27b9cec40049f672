#pragma once
/* Private to ledger/. */
#include "base/bytes.h"
#include "ledger/ledger.h"
#include "wire/records.h"

#include <pthread.h>
#include <string.h>

struct ledger {
    struct db *db;
    char source[128]; /* the file whose changes are being applied; "" for none */
    bool forwards;    /* new records are queued for forwarding */
    /* SQLite has one writer at a time, and a blocked writer sleeps and polls. Within one process,
     * writers queue on this mutex instead. NULL: PostgreSQL, or no pool. */
    pthread_mutex_t *writer;
    struct named *seen; /* keys in this source, for CHANGE_DROP_OTHERS */
    struct came {
        char member_no[KEY_SIZE];
        int64_t shown_ms;
    } came[WIRE_RECORDS_MAX];
    int came_count;
};

/* Runs an action in a transaction; rolls back if it fails. Retries a few times after ERR_BUSY. */
typedef enum err ledger_action(struct ledger *ledger, void *arg, struct why *why);
MUST_CHECK enum err ledger_transact(struct ledger *ledger, ledger_action *action, void *arg,
                                    struct why *why);

/* Takes the lock that orders cursors and the audit chain across instances, until COMMIT. */
MUST_CHECK enum err ledger_lock_order(struct ledger *ledger, struct why *why);

/* facts.c: store a change as a fact with a new cursor, if it differs. */
MUST_CHECK enum err ledger_put_fact(struct ledger *ledger, const struct change *change,
                                    const char *who, int64_t now_ms, struct why *why,
                                    bool *ret_changed);
/* rows.c: store the change in its own table, if it has one. */
MUST_CHECK enum err ledger_put_row(struct ledger *ledger, const struct change *change,
                                   const char *who, int64_t now_ms, struct why *why);
/* seen.c */
void ledger_seen_clear(struct ledger *ledger);
MUST_CHECK enum err ledger_seen_add(struct ledger *ledger, enum change_kind kind, const char *key,
                                    struct why *why);
bool ledger_seen_has(const struct ledger *ledger, enum change_kind kind, const char *key);
/* last_seen.c, in the transaction that writes attendance: collect the members of this batch (at
 * most WIRE_RECORDS_MAX); write them all; update those of a boot whose clock is now known; update
 * one member, also after an undone check-in. */
void ledger_came(struct ledger *ledger, const char *member_no, int64_t shown_ms);
MUST_CHECK enum err ledger_saw_who_came(struct ledger *ledger, struct why *why);
MUST_CHECK enum err ledger_saw_boot(struct ledger *ledger, const char *kiosk, const char *boot,
                                    struct why *why);
MUST_CHECK enum err ledger_saw_member(struct ledger *ledger, const char *member_no,
                                      struct why *why);
/* accept.c: store one new record and what is derived from it. */
MUST_CHECK enum err ledger_store_one(struct ledger *ledger, const char *kiosk, bool is_station,
                                     int64_t now_ms, const char *raw,
                                     const struct record_up *record, struct why *why);
/* own.c: store a record that this station makes itself, with the station's own numbers. It is
 * forwarded like others. Derived data that exists is kept. */
MUST_CHECK enum err ledger_add_own(struct ledger *ledger, struct record_up *record, int64_t now_ms,
                                   struct why *why);
/* project.c: store what is derived from a record. */
MUST_CHECK enum err ledger_project(struct ledger *ledger, const char *kiosk, bool is_station,
                                   const struct record_up *record, int64_t now_ms, struct why *why);
