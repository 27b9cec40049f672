/* base64: by libsodium, which is strict about padding. */
#include "base/base64.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

char *base64_from_bytes(const void *bytes, size_t count) {
    size_t room = sodium_base64_encoded_len(count, sodium_base64_VARIANT_ORIGINAL);
    char *text = malloc(room);
    return text ? sodium_bin2base64(text, room, bytes, count, sodium_base64_VARIANT_ORIGINAL)
                : NULL;
}

enum err bytes_from_base64(const char *text, uint8_t *ret_bytes, size_t max, size_t *ret_count) {
    const char *end = NULL;
    size_t n = strlen(text);
    if (n == 0) {
        *ret_count = 0;
        return ERR_NONE;
    }
    int bad = sodium_base642bin(ret_bytes, max, text, n, NULL, ret_count, &end,
                                sodium_base64_VARIANT_ORIGINAL);
    return bad || end != text + n ? ERR_BAD_INPUT : ERR_NONE;
}
