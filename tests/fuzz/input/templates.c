/* The file of handwriting templates: what is accepted can be compared with ink. */
#include "input/handwriting.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct ink ink;
    static struct handwriting_result result;
    struct handwriting *h = NULL;
    struct why why;
    if (handwriting_read(data, size, &why, &h) != ERR_NONE) return 0;
    ink_clear(&ink);
    ink_begin(&ink, 10, 10);
    ink_go_on(&ink, 200, 12);
    ink_begin(&ink, 300, 10);
    ink_go_on(&ink, 500, 12);
    handwriting_recognise(h, &ink, &result);
    handwriting_close(h);
    return 0;
}
