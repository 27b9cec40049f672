/* audit: who did what, and whether the chain is whole. */
#include "console/console_private.h"

static const struct desk_sort sorts[] = {{"at", "a.id", "a.at_ms"}, {NULL, NULL, NULL}};

enum err audit_get(struct desk *desk, struct why *why) {
    static const struct desk_list list = {
        .columns = "SELECT a.id, a.at_ms, a.who, coalesce(u.display, k.name, a.who) AS who_name,"
                   " a.what AS action, a.detail AS about, a.hash",
        .types = "iittttx",
        .from = " FROM audit a LEFT JOIN account u ON u.name=a.who LEFT JOIN kiosk k ON k.id=a.who",
        .sorts = sorts,
        .newest_first = true};
    struct db_ask where = {0};
    const char *who = desk_query(desk, "who"), *q = desk_query(desk, "q");
    char like[256];
    db_ask_add(&where, " WHERE 1=1", "");
    if (desk_query(desk, "from_ms")[0])
        db_ask_add(&where, " AND a.at_ms>=? AND a.at_ms<?", "ii",
                   desk_query_int(desk, "from_ms", 0), desk_query_int(desk, "to_ms", 0));
    if (who[0]) db_ask_add(&where, " AND a.who=?", "t", who);
    db_ask_like(q, false, like, sizeof like);
    if (q[0])
        db_ask_add(&where, " AND (a.detail LIKE ? ESCAPE '!' OR a.what LIKE ? ESCAPE '!')", "tt",
                   like, like);
    enum err e = desk_page_of(desk, &list, &where, why);
    if (e == ERR_NONE) json_object_set_new(desk->reply, "chain", desk_chain(desk));
    return e;
}

enum err audit_verify(struct desk *desk, struct why *why) {
    int64_t broken = 0, rows = 0;
    enum err e = ledger_audit_check(desk->ledger, why, &broken, &rows);
    if (e == ERR_NONE)
        desk->reply = json_pack("{sb sI sI}", "ok", broken == 0, "broken", (json_int_t)broken,
                                "rows", (json_int_t)rows);
    return e;
}
