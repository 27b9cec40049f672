/* last_seen: when each member was last here, kept beside attendance. It is never added up: whoever
 * is concerned is asked of attendance anew. */
#include "ledger/inside.h"

#define KEEP(members, when)                                                                        \
    "INSERT INTO last_seen (member_no, last_ms) SELECT r.member_no, coalesce((SELECT"              \
    " max(a.shown_ms) FROM attendance a WHERE a.member_no=r.member_no AND a.site='' AND"           \
    " a.undone=0), 0) FROM (SELECT DISTINCT member_no FROM " members ") AS r WHERE"                \
    " r.member_no<>'' ORDER BY r.member_no ON CONFLICT (member_no) DO UPDATE SET"                  \
    " last_ms=excluded.last_ms WHERE last_seen.last_ms" when "excluded.last_ms"

/* "<": of two batches at once, neither sees the other's rows; the later time stays. */
enum err ledger_saw_batch(struct ledger *ledger, const char *kiosk, int64_t first, int64_t last,
                          struct why *why) {
    return db_run(
        ledger->db, why, NULL,
        KEEP("record WHERE kiosk=$1 AND seq BETWEEN $2 AND $3 AND kind IN ('checkin', 'visit')",
             "<"),
        "tii", kiosk, first, last);
}

enum err ledger_saw_boot(struct ledger *ledger, const char *kiosk, const char *boot,
                         struct why *why) {
    return db_run(ledger->db, why, NULL,
                  KEEP("attendance WHERE kiosk=$1 AND boot=$2 AND site=''", "<>"), "tt", kiosk,
                  boot);
}

enum err ledger_saw_member(struct ledger *ledger, const char *member_no, struct why *why) {
    return db_run(ledger->db, why, NULL, KEEP("attendance WHERE member_no=$1 AND site=''", "<>"),
                  "t", member_no);
}
