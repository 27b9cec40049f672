/* Any bytes as a batch: read completely or refused, never half a record. */
#include "wire/records.h"

static enum err take(void *to, const struct wire_row *row, struct why *why) {
    (void)to;
    (void)why;
    return row->record || row->refusal ? ERR_NONE : ERR_BAD_INPUT;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct why why;
    int64_t seq = 0;
    if (wire_records_read((const char *)data, size, take, NULL, &why) != ERR_NONE &&
        wire_receipt_read((const char *)data, size, &why, &seq) != ERR_NONE)
        return 0;
    return 0;
}
