/* audit: the list of the audit log, and its verification. */
#include "console/console_private.h"

static const struct console_sort sorts[] = {{"at", "a.id", "a.at_ms"}, {NULL, NULL, NULL}};

enum err audit_get(struct console_call *call, struct why *why) {
    static const struct console_list list = {
        .columns = "SELECT a.id, a.at_ms, a.who, coalesce(u.display, k.name, a.who) AS who_name,"
                   " a.what AS deed, a.detail AS about, a.hash",
        .types = "iittttx",
        .from = " FROM audit a LEFT JOIN account u ON u.name=a.who LEFT JOIN kiosk k ON k.id=a.who",
        .sorts = sorts,
        .newest_first = true};
    struct db_ask where = {0};
    const char *who = console_query(call, "who"), *q = console_query(call, "q");
    char like[256];
    db_ask_add(&where, " WHERE 1=1", "");
    if (console_query(call, "from_ms")[0])
        db_ask_add(&where, " AND a.at_ms>=? AND a.at_ms<?", "ii",
                   console_query_int(call, "from_ms", 0), console_query_int(call, "to_ms", 0));
    if (who[0]) db_ask_add(&where, " AND a.who=?", "t", who);
    db_ask_like(q, false, like, sizeof like);
    if (q[0])
        db_ask_add(&where, " AND (a.detail LIKE ? ESCAPE '!' OR a.what LIKE ? ESCAPE '!')", "tt",
                   like, like);
    enum err e = console_page_of(call, &list, &where, why);
    if (e == ERR_NONE) json_object_set_new(call->reply, "chain", console_chain(call));
    return e;
}

enum err audit_verify(struct console_call *call, struct why *why) {
    int64_t broken = 0, rows = 0;
    enum err e = ledger_audit_check(call->ledger, why, &broken, &rows);
    if (e == ERR_NONE)
        call->reply = json_pack("{sb sI sI}", "ok", broken == 0, "broken", (json_int_t)broken,
                                "rows", (json_int_t)rows);
    return e;
}
