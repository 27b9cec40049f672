/* Any bytes as the manifest of an update: what is read is consistent, and can be written again. */
#include "wire/update_manifest.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct update_manifest m, again;
    struct why why;
    char *text = NULL;
    if (update_manifest_read((const char *)data, size, &why, &m) != ERR_NONE) return 0;
    int64_t all = 0;
    for (int32_t i = 0; i < m.part_count; i++) {
        int64_t bytes = update_part_bytes(&m, i);
        if (bytes < 1 || bytes > UPDATE_PART_MOST || strlen(m.parts[i]) != BLOB_SIZE - 1) abort();
        all += bytes;
    }
    if (all != m.bytes || all > UPDATE_BYTES_MAX) abort();
    if (update_manifest_write(&m, &why, &text) != ERR_NONE ||
        update_manifest_read(text, strlen(text), &why, &again) != ERR_NONE ||
        again.part_count != m.part_count || strcmp(again.version, m.version) != 0)
        abort();
    free(text);
    return 0;
}
