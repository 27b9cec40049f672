#pragma once
/* Exported tables, for the command and the console: one description per table. */
#include "service/station.h"

enum export_kind {
    EXPORT_ATTENDANCE, /* check-ins and visits, including undone ones */
    EXPORT_RECORDS,    /* every tap and action with its reason, including refused ones */
    EXPORT_REQUESTS,   /* without the request's text, which is sealed */
    EXPORT_MEMBERS,
    EXPORT_KINDS
};
enum export_format { EXPORT_CSV, EXPORT_XLSX, EXPORT_JSON };

struct export_ask {
    enum export_kind kind;
    enum export_format format;
    int64_t from_ms, to_ms; /* to_ms 0: no end; for attendance, records, requests */
    const char *uid;        /* attendance: one occurrence, with recurrence_ms; NULL: all */
    int64_t recurrence_ms;
    const char *grid; /* attendance, members: key; NULL: all */
};
bool export_kind_named(const char *word, enum export_kind *ret_kind);
bool export_format_named(const char *word, enum export_format *ret_format);

/* path: for EXPORT_XLSX it must not exist. CSV has a BOM. ret_rows may be NULL. */
MUST_CHECK enum err station_export(struct ledger *ledger, const struct export_ask *ask,
                                   const char *path, struct why *why, int64_t *ret_rows);
