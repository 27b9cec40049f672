/* The parent's parser of reports from the child: an accepted report is written back identically. */
#include "reader/report.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    uint8_t mended[REPORT_BYTES] = {0}, again[REPORT_BYTES];
    struct report report, second;
    if (report_read(data, size, INT64_MAX, &report) == ERR_NONE && report.kind == REPORT_EVENT)
        if (report.event.kind == READER_TAP && !tag_is_sound(&report.event.tag)) abort();
    memcpy(mended, data, size < REPORT_BYTES ? size : REPORT_BYTES); /* get past the checks */
    mended[0] = 'M';
    mended[1] = 'R';
    mended[2] = 1;
    mended[REPORT_BYTES - 1] = 0;
    for (int i = 0; i < REPORT_BYTES - 1; i++)
        mended[REPORT_BYTES - 1] = (uint8_t)(mended[REPORT_BYTES - 1] + mended[i]);
    if (report_read(mended, REPORT_BYTES, 0, &report) != ERR_NONE) return 0;
    report_write(&report, again);
    if (report_read(again, REPORT_BYTES, 0, &second) != ERR_NONE) abort();
    if (second.kind != report.kind || second.event.kind != report.event.kind) abort();
    return 0;
}
