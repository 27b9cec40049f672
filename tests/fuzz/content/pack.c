/* pack: any bytes as a pack, and as what a station has signed: read or refused, within limits. */
#include "content/pack.h"
#include "base/bytes.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum err take(void *to, const struct change *change, struct why *why) {
    (void)to, (void)change, (void)why;
    return ERR_NONE;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static uint8_t secret[SIGNING_KEY_BYTES];
    static struct pack_trust trust;
    static bool made;
    struct why why = {0};
    struct pack_told told;
    struct change_sink sink = {take, NULL};
    if (!made) {
        if (crypto_init(&why) != ERR_NONE) abort();
        crypto_signing_keys(trust.signing_key, secret);
        made = true;
    }
    (void)!content_pack_parse(data, size, &trust, &sink, NULL, &why, &told);
    uint8_t *bytes = malloc(size + 8 + SIGNATURE_BYTES);
    if (!bytes) return 0;
    memcpy(bytes, "MUSTERP1", 8);
    if (size) memcpy(bytes + 8 + SIGNATURE_BYTES, data, size);
    crypto_sign_with(secret, bytes + 8 + SIGNATURE_BYTES, size, bytes + 8);
    (void)!content_pack_parse(bytes, size + 8 + SIGNATURE_BYTES, &trust, &sink, NULL, &why, &told);
    free(bytes);
    return 0;
}
