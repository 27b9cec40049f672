/* pairing_file: addresses as typed by staff, and the file of a pairing. */
#include "wire/pairing_file.h"
#include "base/bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

static void addresses_are_read_as_typed(void **state) {
    static const struct {
        const char *typed, *read;
    } good[] = {{"192.168.1.10", "192.168.1.10:8443"},
                {" station.local:443 ", "station.local:443"},
                {"a-b.example:65535", "a-b.example:65535"},
                {"[fd00::1]", "[fd00::1]:8443"},
                {"[fd00::1]:9", "[fd00::1]:9"}};
    static const char *const bad[] = {"",      "a b",   "host:",    "host:0",   "host:65536",
                                      "-host", "ho/st", "host:12x", "[fd00::1", "http://a",
                                      ".a",    "a:1:2", "[::1]x",   "ho\nst",   "用户"};
    char address[ADDRESS_SIZE];
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(good); i++) {
        assert_int_equal(station_address(good[i].typed, address), ERR_NONE);
        assert_string_equal(address, good[i].read);
    }
    for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
        assert_int_equal(station_address(bad[i], address), ERR_BAD_INPUT);
}

static struct pairing example(void) {
    struct pairing p = {.address = "192.168.1.10:8443",
                        .answer = {.kiosk = "k",
                                   .kiosk_number = 107,
                                   .token = "k.s",
                                   .station = "龙尚社区",
                                   .ca = "-----BEGIN\nabc\n"}};
    memset(p.answer.card_key.bytes, 1, KEY_BYTES);
    memset(p.answer.seal_key, 2, 32);
    memset(p.answer.signing_key, 3, PUBLIC_KEY_BYTES);
    return p;
}

static void a_pairing_is_kept_whole_and_private(void **state) {
    struct why why = {0};
    struct pairing p = example(), back;
    char dir[] = "/tmp/muster-pairing-XXXXXX", path[64];
    struct stat st;
    (void)state;
    assert_int_equal(crypto_init(&why), ERR_NONE);
    assert_non_null(mkdtemp(dir));
    assert_int_equal(pairing_load(dir, &why, &back), ERR_NOT_FOUND);
    assert_int_equal(pairing_save(dir, &p, &why), ERR_NONE);
    assert_int_equal(pairing_load(dir, &why, &back), ERR_NONE);
    assert_string_equal(back.address, p.address);
    assert_string_equal(back.answer.ca, p.answer.ca);
    assert_memory_equal(back.answer.card_key.bytes, p.answer.card_key.bytes, KEY_BYTES);
    snprintf(path, sizeof path, "%s/" PAIRING_FILE, dir);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(chmod(path, 0644), 0);
    assert_int_equal(pairing_load(dir, &why, &back), ERR_PERMISSION);
    assert_int_equal(pairing_remove(dir, &why), ERR_NONE);
    assert_int_equal(pairing_load(dir, &why, &back), ERR_NOT_FOUND);
    char command[96];
    snprintf(command, sizeof command, "rm -r %s", dir);
    assert_int_equal(system(command), 0);
}

static void half_a_pairing_is_none(void **state) {
    struct why why = {0};
    struct pairing p = example(), back;
    char *text = NULL;
    (void)state;
    assert_int_equal(pairing_write(&p, &why, &text), ERR_NONE);
    size_t whole = strlen(text);
    assert_int_equal(pairing_read(text, whole, &why, &back), ERR_NONE);
    for (size_t i = 0; i + 2 < whole; i++)
        assert_int_not_equal(pairing_read(text, i, &why, &back), ERR_NONE);
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_read_as_typed),
        cmocka_unit_test(a_pairing_is_kept_whole_and_private),
        cmocka_unit_test(half_a_pairing_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
