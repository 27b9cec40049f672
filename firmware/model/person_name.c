/* person_name: the first and the last character stay; those in between become stars. */
#include "model/person_name.h"
#include "base/bytes.h"

#include <string.h>

void name_mask(const char *name, char ret_masked[static NAME_SIZE]) {
    size_t length = utf8_length(name), out = 0, i = 0;
    uint32_t cp;
    for (const char *p = name, *next; (next = utf8_next(p, &cp)); p = next, i++) {
        bool kept = length > 1 && (i == 0 || (i == length - 1 && length > 2));
        size_t n = kept ? (size_t)(next - p) : 1;
        if (out + n >= NAME_SIZE) break;
        memcpy(ret_masked + out, kept ? p : "*", n);
        out += n;
    }
    ret_masked[out] = 0;
}
