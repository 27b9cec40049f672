/* seal: sealing and opening; opening is impossible without the key. */
#include "base/seal.h"
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

static void sealed_words_come_back_with_the_secret_half_only(void **state) {
    (void)state;
    struct why why = {0};
    struct seal seal, paired;
    char dir[] = "/tmp/muster-seal-XXXXXX", path[64], words[16] = "";
    uint8_t box[5 + SEAL_EXTRA];
    assert_non_null(mkdtemp(dir));
    assert_int_equal(crypto_init(&why), ERR_NONE);
    assert_int_equal(seal_open_keys(dir, &why, &seal), ERR_NONE);
    assert_true(seal.can_open);
    seal_words(&seal, "hello", 5, box);
    assert_null(memmem(box, sizeof box, "hello", 5));
    assert_int_equal(seal_open(&seal, box, sizeof box, &why, words), ERR_NONE);
    assert_memory_equal(words, "hello", 5);
    box[7] ^= 1;
    assert_int_equal(seal_open(&seal, box, sizeof box, &why, words), ERR_CORRUPT);
    assert_int_equal(seal_open(&seal, box, SEAL_EXTRA - 1, &why, words), ERR_CORRUPT);
    snprintf(path, sizeof path, "%s/station.sec", dir);
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(unlink(path), 0); /* paired: now only the station has it */
    assert_int_equal(seal_open_keys(dir, &why, &paired), ERR_NONE);
    assert_memory_equal(paired.public_key, seal.public_key, 32);
    assert_int_equal(seal_open(&paired, box, sizeof box, &why, words), ERR_PERMISSION);
    snprintf(path, sizeof path, "%s/station.pub", dir);
    unlink(path);
    rmdir(dir);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sealed_words_come_back_with_the_secret_half_only)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
