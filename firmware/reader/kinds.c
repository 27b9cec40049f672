/* kinds: the list. The first kind that takes a connection string drives it. */
#include "reader/kind.h"

#include "base/bytes.h"

static const struct reader_kind *const kinds[] = {
    &reader_kind_none,
    &reader_kind_fake,
    &reader_kind_libnfc,
};

const struct reader_kind *reader_kind_for(const char *device) {
    for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++)
        if (kinds[i]->takes(device)) return kinds[i];
    return &reader_kind_libnfc;
}
