/* Any operations: the text stays valid UTF-8 within its limit, the cursor stays at the start of a
 * character, and undo never breaks either. One byte per operation, followed by its argument. */
#include "input/edit.h"
#include "base/bytes.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct edit *e) {
    size_t bytes = strlen(e->text);
    if (!utf8_valid(e->text, bytes) || edit_length(e) > EDIT_CHARACTERS) abort();
    if (e->cursor < 0 || (size_t)e->cursor > bytes || (e->text[e->cursor] & 0xC0) == 0x80) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct edit e;
    edit_init(&e, "");
    for (size_t i = 0; i + 1 < size; i += 2) {
        char text[64] = {0};
        size_t bytes = data[i + 1] % 40;
        if (bytes > size - i - 2) bytes = size - i - 2;
        switch (data[i] % 6) {
        case 0:
            memcpy(text, data + i + 2, bytes);
            edit_insert(&e, text);
            break;
        case 1:
            edit_delete(&e);
            break;
        case 2:
            edit_move(&e, data[i + 1] * 3);
            break;
        case 3:
            edit_undo(&e);
            break;
        case 4:
            for (int k = 0; k < data[i + 1]; k++) edit_insert(&e, "优抚😀a");
            break;
        default:
            if (data[i + 1] == 0) edit_clear(&e);
        }
        check(&e);
    }
    while (edit_undo(&e)) check(&e);
    return 0;
}
