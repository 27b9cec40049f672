#pragma once
/* The chain of an audit log: each row holds the hash of the one before, so that a row that is
 * changed, removed or inserted breaks the chain at that row. Pure; any thread. */
#include "base/crypto.h"

/* BLAKE2b-256 of (the hash before || id, at, who, what, detail); before is all zeroes for the first
 * row. who and what count up to 128 bytes, detail up to 600. */
struct hash audit_row_hash(const struct hash *before, int64_t id, int64_t at_ms, const char *who,
                           const char *what, const char *detail);
