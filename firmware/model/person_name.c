/* person_name: what a stranger may see of a name. */
#include "model/person_name.h"
#include "base/bytes.h"

#include <string.h>

void name_mask(const char *name, char ret_masked[static NAME_SIZE]) {
    size_t count = utf8_length(name), position = 0, used = 0;
    uint32_t cp;
    for (const char *p = name, *next; (next = utf8_next(p, &cp)); p = next, position++) {
        size_t bytes = (size_t)(next - p);
        bool shown = position == 0 || (count > 2 && position == count - 1);
        if (used + bytes + 1 > NAME_SIZE) break;
        if (shown)
            memcpy(ret_masked + used, p, bytes);
        else
            ret_masked[used] = '*';
        used += shown ? bytes : 1;
    }
    ret_masked[used] = 0;
}
