/* csv: any bytes as a roster and as cards: read or refused with a reason. */
#include "import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_import("roster.csv", data, size);
    fuzz_import("cards.csv", data, size);
    fuzz_import("categories.csv", data, size);
    fuzz_import("request_steps.csv", data, size);
    return 0;
}
