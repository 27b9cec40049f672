/* log: what a line looks like in the journal and elsewhere. */
#include "base/log.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* Logs three lines with stderr in a file; JOURNAL_STREAM names that file (journal), another or
 * none. */
static void logged(const char *stream, bool own, char ret_text[static 512]) {
    char path[] = "/tmp/muster-log-XXXXXX", value[64];
    struct stat st;
    int fd = mkstemp(path), before = dup(STDERR_FILENO);
    assert_true(fd >= 0 && before >= 0);
    assert_int_equal(fstat(fd, &st), 0);
    snprintf(value, sizeof value, "%llu:%llu", (unsigned long long)st.st_dev,
             (unsigned long long)st.st_ino);
    unsetenv("JOURNAL_STREAM");
    if (own || stream) setenv("JOURNAL_STREAM", own ? value : stream, 1);
    dup2(fd, STDERR_FILENO);
    log_error("store", "the disk is full");
    log_warn("reader", "two\nlines");
    log_info("desk", "%d records", 3);
    log_debug("desk", "not written");
    dup2(before, STDERR_FILENO);
    ssize_t n = pread(fd, ret_text, 511, 0);
    assert_true(n >= 0);
    ret_text[n] = 0;
    close(before);
    close(fd);
    unlink(path);
    unsetenv("JOURNAL_STREAM");
}

static void a_line_for_the_journal_begins_with_its_priority(void **state) {
    (void)state;
    char text[512];
    logged(NULL, true, text);
    assert_string_equal(text,
                        "<3>store: the disk is full\n<4>reader: two lines\n<6>desk: 3 records\n");
}

static void a_line_elsewhere_has_no_priority(void **state) {
    (void)state;
    char text[512];
    static const char *const streams[] = {NULL, "1:1", "nonsense"};
    for (size_t i = 0; i < sizeof streams / sizeof streams[0]; i++) {
        logged(streams[i], false, text);
        assert_string_equal(
            text, "error: store: the disk is full\nwarning: reader: two lines\ndesk: 3 records\n");
    }
}

static void the_newest_lines_are_kept_with_their_priority(void **state) {
    (void)state;
    char text[512], lines[2][160];
    logged(NULL, false, text);
    assert_int_equal(log_tail(2, sizeof lines[0], lines[0]), 2);
    assert_string_equal(lines[0], "<4>reader: two lines");
    assert_string_equal(lines[1], "<6>desk: 3 records");
}

static void a_long_line_is_cut_and_ends(void **state) {
    (void)state;
    char text[4000], path[] = "/tmp/muster-log-XXXXXX", ret[2048];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = 0;
    int fd = mkstemp(path), before = dup(STDERR_FILENO);
    dup2(fd, STDERR_FILENO);
    log_info("desk", "%s", text);
    dup2(before, STDERR_FILENO);
    ssize_t n = pread(fd, ret, sizeof ret, 0);
    assert_true(n > 900 && n < 1100);
    assert_int_equal(ret[n - 1], '\n');
    close(before);
    close(fd);
    unlink(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_for_the_journal_begins_with_its_priority),
        cmocka_unit_test(a_line_elsewhere_has_no_priority),
        cmocka_unit_test(the_newest_lines_are_kept_with_their_priority),
        cmocka_unit_test(a_long_line_is_cut_and_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
