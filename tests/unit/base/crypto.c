/* crypto: a key file is created once, is private, and is rejected if it is not. */
#include "base/crypto.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static void a_key_is_made_once_and_read_again(void **state) {
    (void)state;
    char folder[] = "/tmp/muster-key-XXXXXX", path[64];
    struct why why = {0};
    struct secret_key a, b;
    struct stat st;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/card.key", folder);
    assert_int_equal(crypto_key_open(path, &why, &a), ERR_NONE);
    assert_int_equal(crypto_key_open(path, &why, &b), ERR_NONE);
    assert_memory_equal(&a, &b, sizeof a);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    chmod(path, 0644);
    assert_int_equal(crypto_key_open(path, &why, &b), ERR_PERMISSION);
    chmod(path, 0600);
    assert_int_equal(truncate(path, 16), 0);
    assert_int_equal(crypto_key_open(path, &why, &b), ERR_CORRUPT);
    unlink(path);
    rmdir(folder);
}

static void the_hash_depends_on_the_key_and_every_byte(void **state) {
    (void)state;
    struct secret_key key = {{1}}, other = {{2}};
    struct hash a = crypto_keyed_hash(&key, "A", 1, "\x04\x01", 2);
    struct hash b = crypto_keyed_hash(&other, "A", 1, "\x04\x01", 2);
    struct hash c = crypto_keyed_hash(&key, "B", 1, "\x04\x01", 2);
    struct hash d = crypto_keyed_hash(&key, "A\x04", 2, "\x01", 1);
    assert_memory_not_equal(&a, &b, sizeof a);
    assert_memory_not_equal(&a, &c, sizeof a);
    assert_memory_equal(&a, &d, sizeof a);
}

static void blake2b_agrees_with_its_reference(void **state) {
    (void)state;
    /* BLAKE2b-256 of the empty message, as printed by b2sum -l 256 */
    static const uint8_t expected[4] = {0x0e, 0x57, 0x51, 0xc0};
    struct hash h = crypto_keyed_hash(NULL, "", 0, NULL, 0);
    assert_memory_equal(h.bytes, expected, 4);
}

int main(void) {
    struct why why = {0};
    if (crypto_init(&why) != ERR_NONE) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_is_made_once_and_read_again),
        cmocka_unit_test(the_hash_depends_on_the_key_and_every_byte),
        cmocka_unit_test(blake2b_agrees_with_its_reference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
