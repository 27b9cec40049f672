/* pairing_file: any bytes as a pairing file and as an address. */
#include "wire/pairing_file.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct pairing pairing;
    struct why why = {0};
    char address[ADDRESS_SIZE], *text = strndup((const char *)data, size);
    if (!text) return 0;
    (void)!pairing_read((const char *)data, size, &why, &pairing);
    if (station_address(text, address) == ERR_NONE) {
        char again[ADDRESS_SIZE];
        if (station_address(address, again) != ERR_NONE || strcmp(address, again) != 0) abort();
    }
    free(text);
    return 0;
}
