/* encoding: which bytes are read in which encoding, and which are refused. */
#include "content/encoding.h"
#include "base/bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void each_encoding_is_told_apart(void **state) {
    (void)state;
    static const struct {
        const char *bytes, *text;
        enum encoding encoding;
    } cases[] = {
        {"", "", ENCODING_UTF8},
        {"abc", "abc", ENCODING_UTF8},
        {"姓名", "姓名", ENCODING_UTF8},
        {"\xEF\xBB\xBF姓名", "姓名", ENCODING_UTF8},
        {"\xD0\xD5\xC3\xFB", "姓名", ENCODING_GB18030},
        {"\xC1\xAA\xCD\xA8", "联通", ENCODING_GB18030}, /* the word that Notepad reads wrongly */
        {"\xCD\xA8\xD1\xB6", "通讯",
         ENCODING_GB18030}, /* valid UTF-8 too, and nothing from U+0800 on */
        {"\x81\x30\x81\x30", "\xC2\x80", ENCODING_GB18030}, /* four bytes */
        {"caf\xC3\xA9 咖啡", "café 咖啡", ENCODING_UTF8},
        {"\xEF\xBB\xBF"
         "caf\xC3\xA9",
         "café", ENCODING_UTF8},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct why why = {0};
        int line = 0;
        enum encoding encoding;
        char *text = NULL;
        size_t count = 0;
        assert_int_equal(text_decode(cases[i].bytes, strlen(cases[i].bytes), &why, &line, &encoding,
                                     &text, &count),
                         ERR_NONE);
        assert_string_equal(text, cases[i].text);
        assert_int_equal(count, strlen(cases[i].text));
        assert_int_equal(encoding, cases[i].encoding);
        free(text);
    }
}

static void other_bytes_are_refused_with_their_line(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        size_t count;
        int line;
        const char *reason;
    } cases[] = {
        {"\xFF\xFE"
         "a\0",
         4, 1, "UTF-16"},
        {"\xFE\xFF\0a", 4, 1, "UTF-16"},
        {"a\n\0b", 4, 2, "control"},
        {"a\nb\x1B", 4, 2, "control"},
        {"\xEF\xBB\xBF"
         "a\n\xD0\xD5",
         7, 2, "marked as UTF-8"},
        {"a\n\n\xFF\xFF", 5, 3, "neither"},
        {"a\x80\x01", 3, 1, "control"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct why why = {0};
        int line = 0;
        enum encoding encoding;
        char *text = NULL;
        size_t count = 0;
        enum err e =
            text_decode(cases[i].bytes, cases[i].count, &why, &line, &encoding, &text, &count);
        free(text);
        assert_int_equal(e, ERR_BAD_INPUT);
        assert_int_equal(line, cases[i].line);
        assert_non_null(strstr(why.text, cases[i].reason));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_encoding_is_told_apart),
        cmocka_unit_test(other_bytes_are_refused_with_their_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
