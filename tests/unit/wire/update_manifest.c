/* update_manifest: written and read again; refused if it is inconsistent. */
#include "wire/update_manifest.h"
#include "base/bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define HEAD "{\"version\":\"2026.12\",\"compatible\":\"muster-qemu-amd64\","
#define CUT "\"part_bytes\":65536,\"hash\":\"" A "\","

static void what_is_written_is_read(void **state) {
    struct update_manifest *m = calloc(2, sizeof *m), *back = m + 1;
    struct why why = {0};
    char *text = NULL;
    (void)state;
    *m = (struct update_manifest){.bytes = 65536 + 7, .part_bytes = 65536, .part_count = 2};
    TEXT_COPY(m->version, "2026.12-3-gabc");
    TEXT_COPY(m->compatible, "muster-qemu-amd64");
    TEXT_COPY(m->parts[0], A);
    TEXT_COPY(m->parts[1], B);
    memset(m->hash.bytes, 7, HASH_BYTES);
    assert_int_equal(update_manifest_write(m, &why, &text), ERR_NONE);
    assert_int_equal(update_manifest_read(text, strlen(text), &why, back), ERR_NONE);
    assert_memory_equal(m, back, sizeof *m);
    assert_int_equal(update_part_bytes(back, 0), 65536);
    assert_int_equal(update_part_bytes(back, 1), 7);
    free(text);
    free(m);
}

static void what_does_not_fit_together_is_refused(void **state) {
    static const char *const bad[] = {
        "",
        "[]",
        HEAD CUT "\"bytes\":65537,\"parts\":[\"" A "\"]}",
        HEAD CUT "\"bytes\":65536,\"parts\":[\"" A "\",\"" B "\"]}",
        HEAD CUT "\"bytes\":0,\"parts\":[]}",
        HEAD CUT "\"bytes\":1073741825,\"parts\":[\"" A "\"]}",
        HEAD CUT "\"bytes\":1,\"parts\":[\"../../../etc/passwd\"]}",
        HEAD "\"part_bytes\":1,\"hash\":\"" A "\",\"bytes\":1,\"parts\":[\"" A "\"]}",
        HEAD "\"part_bytes\":65536,\"hash\":\"ab\",\"bytes\":1,\"parts\":[\"" A "\"]}",
        "{\"version\":\"-1\",\"compatible\":\"m\"," CUT "\"bytes\":1,\"parts\":[\"" A "\"]}",
        "{\"version\":\"1\",\"compatible\":\"a/b\"," CUT "\"bytes\":1,\"parts\":[\"" A "\"]}",
        "{\"version\":\"1\",\"compatible\":\"a-name-of-25-characters-x\"," CUT
        "\"bytes\":1,\"parts\":[\"" A "\"]}"};
    static const char good[] = HEAD CUT "\"bytes\":1,\"parts\":[\"" A "\"]}";
    struct update_manifest *m = calloc(1, sizeof *m);
    struct why why = {0};
    (void)state;
    assert_int_equal(update_manifest_read(good, strlen(good), &why, m), ERR_NONE);
    m->version[0] = 'x';
    for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
        assert_int_equal(update_manifest_read(bad[i], strlen(bad[i]), &why, m), ERR_BAD_INPUT);
    assert_int_equal(m->version[0], 'x'); /* untouched on failure */
    free(m);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_written_is_read),
                                       cmocka_unit_test(what_does_not_fit_together_is_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
