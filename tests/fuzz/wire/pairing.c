/* Any bytes as both bodies of a pairing. */
#include "wire/pairing.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct why why;
    struct pair_ask ask;
    struct pair_answer answer;
    if (wire_pair_ask_read((const char *)data, size, &why, &ask) != ERR_NONE &&
        wire_pair_answer_read((const char *)data, size, &why, &answer) != ERR_NONE)
        return 0;
    return 0;
}
