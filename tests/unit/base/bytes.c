/* bytes: text is cut at complete characters, UTF-8 is strict, files are written completely or not
 * at all. */
#include "base/bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static void text_is_cut_at_a_whole_character(void **state) {
    (void)state;
    char field[8];
    assert_true(TEXT_COPY(field, "王建"));
    assert_false(TEXT_COPY(field, "王建国"));
    assert_string_equal(field, "王建");
    assert_int_equal(utf8_length(field), 2);
}

static void utf8_is_judged_strictly(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool good;
    } cases[] = {
        {"", true},
        {"abc", true},
        {"归队", true},
        {"\xF0\x9F\x98\x80", true},
        {"\xC0\x80", false},
        {"\xE0\x80\x80", false},
        {"\xED\xA0\x80", false},
        {"\xF4\x90\x80\x80", false},
        {"\xE5\xBD", false},
        {"\x80", false},
        {"\xFF", false},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
        assert_int_equal(utf8_valid(cases[i].text, strlen(cases[i].text)), cases[i].good);
}

static void hex_goes_there_and_back(void **state) {
    (void)state;
    uint8_t bytes[4];
    char hex[9];
    size_t count = 0;
    assert_int_equal(bytes_from_hex("04aBfF00", bytes, sizeof bytes, &count), ERR_NONE);
    assert_int_equal(count, 4);
    hex_from_bytes(bytes, count, hex);
    assert_string_equal(hex, "04abff00");
    assert_int_equal(bytes_from_hex("04a", bytes, sizeof bytes, &count), ERR_BAD_INPUT);
    assert_int_equal(bytes_from_hex("zz", bytes, sizeof bytes, &count), ERR_BAD_INPUT);
    assert_int_equal(bytes_from_hex("0011223344", bytes, sizeof bytes, &count), ERR_BAD_INPUT);
}

static void a_file_is_replaced_whole_and_read_within_its_limit(void **state) {
    (void)state;
    char folder[] = "/tmp/muster-bytes-XXXXXX", path[64], *bytes = NULL;
    struct why why = {0};
    struct stat st;
    size_t count = 0;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/key", folder);
    assert_int_equal(file_write_atomic(path, "one", 3, 0600, &why), ERR_NONE);
    assert_int_equal(file_write_atomic(path, "three", 5, 0600, &why), ERR_NONE);
    assert_int_equal(file_read(path, 5, &why, &bytes, &count), ERR_NONE);
    assert_string_equal(bytes, "three");
    free(bytes);
    assert_int_equal(file_read(path, 4, &why, &bytes, &count), ERR_BAD_INPUT);
    assert_int_equal(file_read(folder, 4, &why, &bytes, &count), ERR_BAD_INPUT);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    unlink(path);
    assert_int_equal(file_read(path, 4, &why, &bytes, &count), ERR_NOT_FOUND);
    rmdir(folder);
}

static void a_pipe_is_refused_immediately_and_a_link_to_a_file_is_read(void **state) {
    (void)state;
    char folder[] = "/tmp/muster-bytes-XXXXXX", pipe_path[64], file[64], link[64], *bytes = NULL;
    struct why why = {0};
    size_t count = 0;
    assert_non_null(mkdtemp(folder));
    snprintf(pipe_path, sizeof pipe_path, "%s/pipe", folder);
    snprintf(file, sizeof file, "%s/file", folder);
    snprintf(link, sizeof link, "%s/link", folder);
    assert_int_equal(mkfifo(pipe_path, 0600), 0);
    alarm(10);
    assert_int_equal(file_read(pipe_path, 4, &why, &bytes, &count), ERR_BAD_INPUT);
    alarm(0);
    assert_int_equal(file_write_atomic(file, "one", 3, 0600, &why), ERR_NONE);
    assert_int_equal(symlink(file, link), 0);
    assert_int_equal(file_read(link, 4, &why, &bytes, &count), ERR_NONE);
    assert_string_equal(bytes, "one");
    free(bytes);
    unlink(pipe_path);
    unlink(file);
    unlink(link);
    rmdir(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_cut_at_a_whole_character),
        cmocka_unit_test(utf8_is_judged_strictly),
        cmocka_unit_test(hex_goes_there_and_back),
        cmocka_unit_test(a_file_is_replaced_whole_and_read_within_its_limit),
        cmocka_unit_test(a_pipe_is_refused_immediately_and_a_link_to_a_file_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
