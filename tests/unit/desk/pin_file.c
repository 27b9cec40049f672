/* The PIN reset file of a station: nothing in it is used without a valid signature. */
#include "desk/staff/pin_file.h"
#include "base/bytes.h"
#include "base/crypto.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define NOW_MS INT64_C(1795397160000) /* 2026-11-23T09:26:00+08:00 */
#define SIGNED                                                                                     \
    "muster-pin-reset 1\nkiosk *\nstaff 李敏\nuntil 2030-01-01T00:00:00+08:00\n"                 \
    "nonce 6f1d0a4b3c2e5f60718293a4b5c6d7e8\n"
/* Signed with a key that exists only in this test. */
#define PUBLIC_KEY "b5bef31c819183ba36671f11009e3ca07afe7f6aabb74cb9302760253d35fe0e"
#define SIGNATURE                                                                                  \
    "signature 5ce697ae3d661c562fc5b08ab14764fcaa425e01e4be5f974c57196add65c84f095a9bac7f418f9da0" \
    "6e23b66e6ea5bed92a6e45bb93428dd18668e70e57bd01"

static enum err read_as(const char *text, const char *staff, int64_t now_ms, char *ret_nonce) {
    uint8_t key[PUBLIC_KEY_BYTES];
    size_t count = 0;
    struct why why = {0};
    struct pin_file_for whose = {"9f2c66d01b7a4e35", staff, now_ms};
    assert_int_equal(bytes_from_hex(PUBLIC_KEY, key, sizeof key, &count), ERR_NONE);
    enum err e = pin_file_read(text, key, &whose, &why, ret_nonce);
    if (e != ERR_NONE) assert_true(why.text[0] != 0);
    return e;
}

static void the_stations_own_file_is_taken(void **state) {
    char nonce[PIN_NONCE_SIZE] = "";
    (void)state;
    assert_int_equal(read_as(SIGNED SIGNATURE "\n", "李敏", NOW_MS, nonce), ERR_NONE);
    assert_string_equal(nonce, "6f1d0a4b3c2e5f60718293a4b5c6d7e8");
    assert_int_equal(read_as(SIGNED SIGNATURE, "李敏", NOW_MS, nonce), ERR_NONE);
    assert_int_equal(read_as(SIGNED SIGNATURE "\r\n", "李敏", NOW_MS, nonce), ERR_NONE);
}

static void one_changed_byte_is_refused(void **state) {
    char text[] = SIGNED SIGNATURE "\n", nonce[PIN_NONCE_SIZE] = "";
    (void)state;
    for (size_t i = 0; i < strlen(SIGNED SIGNATURE); i++) {
        text[i] ^= 1;
        assert_int_not_equal(read_as(text, "李敏", NOW_MS, nonce), ERR_NONE);
        text[i] ^= 1;
    }
    assert_string_equal(nonce, "");
}

static void it_is_for_one_person_and_for_a_time(void **state) {
    char nonce[PIN_NONCE_SIZE] = "";
    int64_t later_ms = NOW_MS + INT64_C(4) * 366 * 86400000;
    (void)state;
    assert_int_equal(read_as(SIGNED SIGNATURE, "周桂兰", NOW_MS, nonce), ERR_PERMISSION);
    assert_int_equal(read_as(SIGNED SIGNATURE, "李敏", later_ms, nonce), ERR_PERMISSION);
    assert_int_equal(read_as(SIGNED SIGNATURE, "李敏", 0, nonce), ERR_NONE);
}

static void what_is_cut_short_is_no_such_file(void **state) {
    static const char whole[] = SIGNED SIGNATURE;
    char text[sizeof whole], nonce[PIN_NONCE_SIZE] = "";
    (void)state;
    for (size_t n = 0; n < strlen(whole); n++) {
        snprintf(text, sizeof text, "%.*s", (int)n, whole);
        assert_int_not_equal(read_as(text, "李敏", NOW_MS, nonce), ERR_NONE);
    }
}

int main(void) {
    struct why why = {0};
    if (crypto_init(&why) != ERR_NONE) return 1;
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_stations_own_file_is_taken),
                                       cmocka_unit_test(one_changed_byte_is_refused),
                                       cmocka_unit_test(it_is_for_one_person_and_for_a_time),
                                       cmocka_unit_test(what_is_cut_short_is_no_such_file)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
