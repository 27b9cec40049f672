/* picture: any bytes as a picture: what is stored is itself a picture that is stored unchanged. */
#include "content/picture.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    uint8_t *kept = NULL, *again = NULL;
    size_t count = 0, count_again = 0;
    struct why why = {0};
    if (picture_prepare(data, size, &why, &kept, &count) != ERR_NONE) {
        assert(why.text[0]);
        return 0;
    }
    assert(picture_prepare(kept, count, &why, &again, &count_again) == ERR_NONE);
    assert(count == count_again && memcmp(kept, again, count) == 0);
    free(kept);
    free(again);
    return 0;
}
