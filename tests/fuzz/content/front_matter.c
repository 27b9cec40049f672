/* front_matter: any bytes as a story and as a notice: head, Markdown and blocks. */
#include "import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_import("stories/a.md", data, size);
    fuzz_import("notices/a.md", data, size);
    return 0;
}
