/* report: the packet's layout.
 *
 *   0    2  magic "MR"
 *   2    1  version
 *   3    1  00 a heartbeat, else 1 + enum reader_event_kind
 *   4   15  the tag: tech, UID length, UID (10), SAK, ATQA (2)
 *   19   8  seen_ns
 *   27  64  reason, printable ASCII, ends with NUL
 *   91   1  sum of all bytes before it; integers are little-endian */
#include "reader/report.h"

#include "base/bytes.h"

#include <string.h>

enum { AT_VERSION = 2, AT_KIND = 3, AT_TAG = 4, AT_SEEN = 19, AT_REASON = 27, AT_SUM = 91 };
#define VERSION 1
#define AGE_MAX_NS 5000000000ll

static uint8_t sum_of(const uint8_t *bytes) {
    uint8_t sum = 0;
    for (int i = 0; i < AT_SUM; i++) sum = (uint8_t)(sum + bytes[i]);
    return sum;
}

static void write_tag(const struct tag *tag, uint8_t *bytes) {
    bytes[0] = (uint8_t)tag->tech;
    bytes[1] = tag->uid_length;
    memcpy(bytes + 2, tag->uid, TAG_UID_MAX);
    bytes[12] = tag->sak;
    bytes[13] = (uint8_t)tag->atqa;
    bytes[14] = (uint8_t)(tag->atqa >> 8);
}

void report_write(const struct report *report, uint8_t ret_bytes[REPORT_BYTES]) {
    memset(ret_bytes, 0, REPORT_BYTES);
    ret_bytes[0] = 'M';
    ret_bytes[1] = 'R';
    ret_bytes[AT_VERSION] = VERSION;
    if (report->kind == REPORT_EVENT) {
        const struct reader_event *event = &report->event;
        ret_bytes[AT_KIND] = (uint8_t)(1 + event->kind);
        if (event->kind == READER_TAP) write_tag(&event->tag, ret_bytes + AT_TAG);
        for (int i = 0; i < 8; i++)
            ret_bytes[AT_SEEN + i] = (uint8_t)((uint64_t)event->seen_ns >> 8 * i);
        text_copy((char *)ret_bytes + AT_REASON, sizeof event->reason, event->reason);
    }
    ret_bytes[AT_SUM] = sum_of(ret_bytes);
}

static bool read_tag(const uint8_t *bytes, struct tag *ret_tag) {
    if (bytes[0] > TAG_B || bytes[1] > TAG_UID_MAX) return false;
    struct tag tag = {.tech = (enum tag_tech)bytes[0], .uid_length = bytes[1], .sak = bytes[12]};
    memcpy(tag.uid, bytes + 2, tag.uid_length);
    tag.atqa = (uint16_t)(bytes[13] | bytes[14] << 8);
    if (!tag_is_sound(&tag)) return false;
    *ret_tag = tag;
    return true;
}

static bool read_reason(const uint8_t *bytes, char ret_reason[static 64]) {
    size_t length = strnlen((const char *)bytes, 64);
    if (length == 64) return false;
    for (size_t i = 0; i < length; i++)
        if (bytes[i] < 0x20 || bytes[i] > 0x7E) return false;
    memcpy(ret_reason, bytes, length + 1);
    return true;
}

static int64_t read_seen(const uint8_t *bytes, int64_t now_ns) {
    uint64_t seen = 0;
    for (int i = 7; i >= 0; i--) seen = seen << 8 | bytes[i];
    int64_t seen_ns = (int64_t)seen;
    if (seen_ns > now_ns) return now_ns;
    return seen_ns < now_ns - AGE_MAX_NS ? now_ns - AGE_MAX_NS : seen_ns;
}

enum err report_read(const uint8_t *bytes, size_t count, int64_t now_ns,
                     struct report *ret_report) {
    struct report report = {.kind = REPORT_BEAT};
    if (count != REPORT_BYTES || bytes[0] != 'M' || bytes[1] != 'R' ||
        bytes[AT_VERSION] != VERSION || bytes[AT_SUM] != sum_of(bytes) ||
        bytes[AT_KIND] > 1 + READER_DOWN)
        return ERR_BAD_INPUT;
    if (bytes[AT_KIND]) {
        report.kind = REPORT_EVENT;
        report.event.kind = (enum reader_event_kind)(bytes[AT_KIND] - 1);
        report.event.seen_ns = read_seen(bytes + AT_SEEN, now_ns);
        if (report.event.kind == READER_TAP && !read_tag(bytes + AT_TAG, &report.event.tag))
            return ERR_BAD_INPUT;
        if (!read_reason(bytes + AT_REASON, report.event.reason)) return ERR_BAD_INPUT;
    }
    *ret_report = report;
    return ERR_NONE;
}
