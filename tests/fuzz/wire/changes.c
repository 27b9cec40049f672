/* Any bytes as a reply of changes; what was read can be written again. */
#include "wire/changes.h"

#include <stdlib.h>

static void each(void *to, const char *hex) {
    *(const char **)to = hex;
}

static enum err take(void *to, const struct change *change, struct why *why) {
    char *text = NULL, key[CHANGE_KEY_SIZE];
    (void)to;
    const char *last = NULL;
    wire_change_key(change, key);
    wire_change_blobs(change, each, &last);
    if (wire_change_write(change, why, &text) != ERR_NONE) abort();
    free(text);
    return ERR_NONE;
}

static enum err keep(void *to, const struct change_unread *unread, struct why *why) {
    (void)to;
    (void)why;
    if (!unread->kind[0] && !unread->key[0] && !unread->text[0]) abort();
    return ERR_NONE;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct why why;
    struct wire_changes told;
    struct change_sink sink = {take, NULL};
    struct unread_sink unread = {keep, NULL};
    static struct change change;
    if (wire_changes_read((const char *)data, size, &sink, &unread, &why, &told) != ERR_NONE &&
        wire_change_read((const char *)data, size, &why, &change) == ERR_NONE)
        return take(NULL, &change, &why) == ERR_NONE ? 0 : 0;
    return 0;
}
