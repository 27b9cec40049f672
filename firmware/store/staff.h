#pragma once
/* The store's verbs for staff. Included by store/store.h: the same threads, transactions and errors
 * apply. */
#include "base/clock.h"
#include "base/crypto.h"
#include "model/staff.h"

struct store;

/* --- staff and their PINs (staff.c) --- */
#define PIN_HASH_SIZE PIN_HASH_BYTES
struct staff_row {
    int64_t id;
    char key[32], name[NAME_SIZE];
    char pin[PIN_HASH_SIZE]; /* "": none */
    struct pin_guard guard;
};
/* Whose card this is; ERR_NOT_FOUND: no member of staff's. */
MUST_CHECK enum err store_staff_of_card(struct store *store, const struct hash *identity,
                                        struct why *why, struct staff_row *ret_staff);
/* By key, or by a name that is unique. */
MUST_CHECK enum err store_staff_named(struct store *store, const char *name, struct why *why,
                                      struct staff_row *ret_staff);
MUST_CHECK enum err store_staff_get(struct store *store, int64_t id, struct why *why,
                                    struct staff_row *ret_staff);
MUST_CHECK enum err store_staff_add(struct store *store, const char *key, const char *name,
                                    struct why *why);
MUST_CHECK enum err store_staff_set_card(struct store *store, int64_t id,
                                         const struct hash *identity, struct why *why);
/* pin: a hash. Wrong tries and the lock are cleared with the old one. */
MUST_CHECK enum err store_staff_set_pin(struct store *store, int64_t id, const char *pin,
                                        struct why *why);
MUST_CHECK enum err store_staff_set_guard(struct store *store, int64_t id,
                                          const struct pin_guard *guard, struct why *why);
/* Calls back once for each member of staff, by key. */
MUST_CHECK enum err store_staff_each(struct store *store,
                                     void (*row)(void *to, const struct staff_row *), void *to,
                                     struct why *why);
/* The newest unknown card that was tapped with this enrol number. */
MUST_CHECK enum err store_unknown_card(struct store *store, const char *enrol_number,
                                       struct why *why, struct hash *ret_identity);
/* The nonce of a signed reset file; ERR_BUSY: it was used before. */
MUST_CHECK enum err store_take_nonce(struct store *store, const char *nonce, int64_t at_ms,
                                     struct why *why);

/* --- the log (log.c) --- each within the scope; bounded by one activity, day or person, so that
 * its time does not grow with the years. */
MUST_CHECK enum err store_log(struct store *store, const struct staff_ask *ask, int64_t now_ms,
                              struct why *why, struct staff_log *ret_log);
/* Activities that have begun or begin today, newest first. */
MUST_CHECK enum err store_log_activities(struct store *store, int offset, int64_t now_ms,
                                         struct why *why, struct staff_activities *ret_activities);
/* The clock of this boot is synchronised now: the times of earlier check-ins are corrected by it.
 */
MUST_CHECK enum err store_clock_synced(struct store *store, const struct moment *now,
                                       struct why *why);
/* Marks what store_check_in just wrote as timed by a clock that was not synchronised. */
MUST_CHECK enum err store_doubt_check_in(struct store *store, int64_t occurrence_id,
                                         int64_t member_id, const struct moment *at,
                                         struct why *why);

/* --- people, for staff (staff_people.c) --- */
MUST_CHECK enum err store_staff_absent(struct store *store, const struct staff_ask *ask,
                                       int64_t now_ms, struct why *why,
                                       struct staff_people *ret_people);
MUST_CHECK enum err store_staff_people(struct store *store, const struct staff_ask *ask,
                                       int64_t now_ms, struct why *why,
                                       struct staff_people *ret_people);

/* --- actions (staff_action.c) --- */
MUST_CHECK enum err store_manual_check_in(struct store *store, const struct staff_do *action,
                                          int64_t staff_id, const struct moment *at,
                                          struct why *why); /* ERR_BAD_INPUT: checked in already */
/* The check-in is no longer counted; its record is kept. ERR_NOT_FOUND: there is none. */
MUST_CHECK enum err store_undo_check_in(struct store *store, int64_t occurrence_id,
                                        int64_t member_id, struct why *why);
/* ERR_BAD_INPUT: the card belongs to a person already. */
MUST_CHECK enum err store_bind_card(struct store *store, const struct hash *identity,
                                    int64_t member_id, bool replace, struct why *why);
/* state: enum card_state. *ret_cards: how many of the member's good cards have it now. */
MUST_CHECK enum err store_end_cards(struct store *store, int64_t member_id, int state,
                                    struct why *why, int32_t *ret_cards);
MUST_CHECK enum err store_setting(struct store *store, enum staff_setting setting, struct why *why,
                                  int32_t *value); /* *value is unchanged if nothing is set */
/* "" if nothing is set. */
MUST_CHECK enum err store_setting_text(struct store *store, const char *key, struct why *why,
                                       char *ret_value, size_t bytes);
MUST_CHECK enum err store_set_setting(struct store *store, enum staff_setting setting,
                                      int32_t value, struct why *why);
