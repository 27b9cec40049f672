/* audit: one row of a chain. */
#include "model/audit.h"

#include <stdio.h>

struct hash audit_row_hash(const struct hash *before, int64_t id, int64_t at_ms, const char *who,
                           const char *what, const char *detail) {
    char text[1024];
    int n = snprintf(text, sizeof text, "%lld\x1f%lld\x1f%.128s\x1f%.128s\x1f%.600s", (long long)id,
                     (long long)at_ms, who, what, detail);
    return crypto_keyed_hash(NULL, before->bytes, HASH_BYTES, text, (size_t)n);
}
