/* Words: both languages are complete, say the same names in braces, and no key is idle. */
#include "screens/widgets/words.h"
#include "base/bytes.h"
#include "ui/strings.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FOLDER MUSTER_SOURCE_DIR "/assets/strings/"

static struct strings *zh, *en;

static int open_both(void **state) {
    struct why why;
    (void)state;
    if (strings_open(FOLDER "zh_CN.ini", word_keys, WORD_COUNT, &why, &zh) ||
        strings_open(FOLDER "en.ini", word_keys, WORD_COUNT, &why, &en)) {
        printf("%s\n", why.text);
        return 1;
    }
    return 0;
}

static int close_both(void **state) {
    (void)state;
    strings_close(zh);
    strings_close(en);
    return 0;
}

/* Names are those of the Chinese; English may leave out what it has no use for ({lunar}). */
static void english_names_nothing_that_chinese_does_not(void **state) {
    (void)state;
    for (int i = 0; i < WORD_COUNT; i++) {
        for (const char *at = strings_at(en, i); (at = strchr(at, '{')); at++) {
            char name[40];
            snprintf(name, sizeof name, "%.*s", (int)(strcspn(at, "}") + 1), at);
            if (!strstr(strings_at(zh, i), name)) fail_msg("%s: %s", word_keys[i], name);
        }
    }
}

static void english_has_no_chinese_in_it(void **state) {
    (void)state;
    for (int i = 0; i < WORD_COUNT; i++)
        for (const char *at = strings_at(en, i); at && *at;) {
            uint32_t c;
            at = utf8_next(at, &c);
            if (c >= 0x2E80) fail_msg("%s: %s", word_keys[i], strings_at(en, i));
        }
}

static void add_source(FILE *to, const char *path) {
    char *text;
    size_t bytes;
    struct why why;
    assert_int_equal(file_read(path, 1 << 20, &why, &text, &bytes), ERR_NONE);
    fwrite(text, 1, bytes, to);
    free(text);
}

static FILE *sources_to;

static int add_if_source(const char *path, const struct stat *st, int type, struct FTW *at) {
    size_t length = strlen(path);
    (void)st, (void)at;
    if (type == FTW_F && length > 2 && strcmp(path + length - 2, ".c") == 0)
        add_source(sources_to, path);
    return 0;
}

/* All sources of screens, and of the page that stands while the kiosk is down, in one string. */
static char *sources(void) {
    char *all = NULL;
    size_t size = 0;
    sources_to = open_memstream(&all, &size);
    assert_int_equal(nftw(MUSTER_SOURCE_DIR "/firmware/screens", add_if_source, 8, FTW_PHYS), 0);
    add_source(sources_to, MUSTER_SOURCE_DIR "/tools/still/main.c");
    fclose(sources_to);
    return all;
}

static bool used(const char *all, const char *name) {
    char constant[80];
    snprintf(constant, sizeof constant, "WORD_%s", name);
    size_t length = strlen(constant);
    for (const char *at = all; (at = strstr(at, constant)); at += length)
        if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", at[length])) return true;
    /* WORD_MONTH_2 is WORD_MONTH_1 + 1 */
    char *digits = constant + strcspn(constant, "0123456789");
    if (!*digits || atoi(digits) < 2) return false;
    strcpy(digits, "1");
    return strstr(all, constant) != NULL;
}

static void no_key_is_idle(void **state) {
    static const char *const names[] = {
#define NAME(name, key) #name,
        WORDS(NAME)};
    char *all = sources();
    (void)state;
    for (int i = 0; i < WORD_COUNT; i++)
        if (!used(all, names[i])) fail_msg("%s is used by no screen", names[i]);
    free(all);
}

static void a_bad_file_is_refused_with_its_line(void **state) {
    static const char *const keys[] = {"one", "two"};
    static const struct {
        const char *text, *says;
    } bad[] = {{"one = 1\nthree = 3\n", ":2: unknown key three"},
               {"one = 1\none = 2\n", ":2: one is defined twice"},
               {"one = 1\n", "two is missing"},
               {"one = 1\ntwo =\n", ":2: two is empty"},
               {"one\n", ":1: no '='"}};
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(bad); i++) {
        char path[] = "/tmp/muster-words-XXXXXX";
        struct strings *strings = NULL;
        struct why why;
        int fd = mkstemp(path);
        FILE *f = fdopen(fd, "w");
        fputs(bad[i].text, f);
        fclose(f);
        assert_int_equal(strings_open(path, keys, 2, &why, &strings), ERR_BAD_INPUT);
        assert_non_null(strstr(why.text, bad[i].says));
        assert_null(strings);
        remove(path);
    }
}

static void names_are_filled_in(void **state) {
    char text[64];
    (void)state;
    assert_string_equal(
        strings_fill(text, sizeof text, "还有 {n} 分钟，{who}", "n", "4", "who", "王", NULL),
        "还有 4 分钟，王");
    assert_string_equal(strings_fill(text, sizeof text, "{x} {", "n", "4", NULL), "{x} {");
    assert_string_equal(strings_fill(text, 5, "{n}", "n", "123456", NULL), "1234");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(english_names_nothing_that_chinese_does_not),
        cmocka_unit_test(english_has_no_chinese_in_it),
        cmocka_unit_test(no_key_is_idle),
        cmocka_unit_test(a_bad_file_is_refused_with_its_line),
        cmocka_unit_test(names_are_filled_in),
    };
    return cmocka_run_group_tests(tests, open_both, close_both);
}
