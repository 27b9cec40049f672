#pragma once
/* report: what the child sends to the parent, one packet each. Pure; any thread. The parent trusts
 * none of it: a compromised child can send anything. */
#include "base/err.h"
#include "model/tap.h"

#include <stdbool.h>
#include <stddef.h>

#define REPORT_BYTES 92

enum report_kind { REPORT_BEAT, REPORT_EVENT };

struct report {
    enum report_kind kind;
    struct reader_event event; /* REPORT_EVENT only */
};

void report_write(const struct report *report, uint8_t ret_bytes[REPORT_BYTES]);

/* ERR_BAD_INPUT: not written by report_write. seen_ns is limited to [now_ns - 5 s, now_ns]. */
MUST_CHECK enum err report_read(const uint8_t *bytes, size_t count, int64_t now_ns,
                                struct report *ret_report);
