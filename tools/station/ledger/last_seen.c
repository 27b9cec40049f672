/* last_seen: the time of each member's last attendance, stored beside attendance.
 * 1. The members of a batch are written in a fixed order, so that two transactions cannot deadlock.
 * 2. If a time may have become earlier (undone, a corrected clock), it is computed from attendance
 *    again. */
#include "ledger/ledger_private.h"

#include <assert.h>
#include <stdlib.h>

#define ANEW(members)                                                                              \
    "INSERT INTO last_seen (member_no, last_ms) SELECT r.member_no, coalesce((SELECT"              \
    " max(a.shown_ms) FROM attendance a WHERE a.member_no=r.member_no AND a.site='' AND"           \
    " a.undone=0), 0) FROM (SELECT DISTINCT member_no FROM attendance WHERE " members ") AS r"     \
    " WHERE r.member_no<>'' ORDER BY r.member_no ON CONFLICT (member_no) DO UPDATE SET"            \
    " last_ms=excluded.last_ms"

void ledger_came(struct ledger *ledger, const char *member_no, int64_t shown_ms) {
    assert(ledger->came_count <
           WIRE_RECORDS_MAX); /* the caller starts each batch with an empty list */
    struct came *came = &ledger->came[ledger->came_count++];
    TEXT_COPY(came->member_no, member_no);
    came->shown_ms = shown_ms;
}

/* By member, newest first. */
static int by_member(const void *a, const void *b) {
    const struct came *x = a, *y = b;
    int order = strcmp(x->member_no, y->member_no);
    return order ? order : (x->shown_ms < y->shown_ms) - (x->shown_ms > y->shown_ms);
}

enum err ledger_saw_who_came(struct ledger *ledger, struct why *why) {
    enum err e = ERR_NONE;
    qsort(ledger->came, (size_t)ledger->came_count, sizeof ledger->came[0], by_member);
    for (int i = 0; e == ERR_NONE && i < ledger->came_count; i++) {
        const struct came *came = &ledger->came[i];
        if (i > 0 && strcmp(came->member_no, came[-1].member_no) == 0) continue;
        e = db_queue(ledger->db, why,
                     "INSERT INTO last_seen (member_no, last_ms) VALUES ($1, $2) ON CONFLICT"
                     " (member_no) DO UPDATE SET last_ms=excluded.last_ms WHERE"
                     " last_seen.last_ms<excluded.last_ms",
                     "ti", came->member_no, came->shown_ms);
    }
    ledger->came_count = 0;
    return e;
}

enum err ledger_saw_boot(struct ledger *ledger, const char *kiosk, const char *boot,
                         struct why *why) {
    return db_run(ledger->db, why, NULL, ANEW("kiosk=$1 AND boot=$2 AND site=''"), "tt", kiosk,
                  boot);
}

enum err ledger_saw_member(struct ledger *ledger, const char *member_no, struct why *why) {
    return db_run(ledger->db, why, NULL, ANEW("member_no=$1 AND site=''"), "t", member_no);
}
