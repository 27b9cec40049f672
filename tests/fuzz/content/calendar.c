/* calendar: any bytes as an .ics file, through libical: occurrences or an error, in limited time.
 */
#include "import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_import("a.ics", data, size);
    return 0;
}
