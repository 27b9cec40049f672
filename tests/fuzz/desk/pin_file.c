/* Any bytes as a PIN reset file: never accepted without the signature, never a crash. */
#include "desk/staff/pin_file.h"
#include "base/crypto.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const uint8_t nobodys[PUBLIC_KEY_BYTES] = {1};
    char nonce[PIN_NONCE_SIZE];
    struct pin_file_for whose = {"k", "李敏", 0};
    struct why why = {0};
    char *text = malloc(size + 1);
    if (!text) return 0;
    if (size) memcpy(text, data, size);
    text[size] = 0;
    enum err e = pin_file_read(text, nobodys, &whose, &why, nonce);
    if (e == ERR_NONE || !why.text[0]) abort();
    free(text);
    return 0;
}
