#include "model/tag.h"

#include "base/bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct tag tag_of(enum tag_tech tech, const char *hex) {
    struct tag tag = {.tech = tech};
    size_t count = 0;
    assert_int_equal(bytes_from_hex(hex, tag.uid, sizeof tag.uid, &count), ERR_NONE);
    tag.uid_length = (uint8_t)count;
    return tag;
}

static void only_four_byte_type_a_uids_with_08_are_random(void **state) {
    (void)state;
    static const struct {
        enum tag_tech tech;
        const char *uid;
        bool random;
    } cases[] = {
        {TAG_A, "08A1B2C3", true},  {TAG_A, "08000000", true},
        {TAG_A, "04A1B2C3", false}, {TAG_A, "18A1B2C3", false},
        {TAG_A, "A1B2C308", false}, {TAG_A, "08A1B2C3D4E5F6", false},
        {TAG_B, "08A1B2C3", false}, {TAG_A, "0804A1B2C3D4E5F60708", false},
        {TAG_A, "80A1B2C3", false},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct tag tag = tag_of(cases[i].tech, cases[i].uid);
        assert_int_equal(tag_is_random(&tag), cases[i].random);
    }
}

static void a_sound_tag_has_a_length_of_its_technology(void **state) {
    (void)state;
    for (int length = 0; length <= TAG_UID_MAX; length++) {
        struct tag a = {.tech = TAG_A, .uid_length = (uint8_t)length};
        struct tag b = {.tech = TAG_B, .uid_length = (uint8_t)length};
        assert_int_equal(tag_is_sound(&a), length == 4 || length == 7 || length == 10);
        assert_int_equal(tag_is_sound(&b), length == 4);
    }
}

static void identity_depends_on_key_technology_and_uid_and_on_nothing_else(void **state) {
    (void)state;
    struct secret_key key = {{1}}, other_key = {{2}};
    struct tag tag = tag_of(TAG_A, "A1B2C3D4");
    struct hash identity = tag_identity(&tag, &key);

    struct tag sak_differs = tag;
    sak_differs.sak = 0x20;
    sak_differs.atqa = 0x0344;
    struct hash same = tag_identity(&sak_differs, &key);
    assert_memory_equal(&identity, &same, sizeof same);

    struct tag b = tag_of(TAG_B, "A1B2C3D4"), near = tag_of(TAG_A, "A1B2C3D5");
    struct hash of_b = tag_identity(&b, &key), of_near = tag_identity(&near, &key);
    struct hash of_other_key = tag_identity(&tag, &other_key);
    assert_memory_not_equal(&identity, &of_b, sizeof of_b);
    assert_memory_not_equal(&identity, &of_near, sizeof of_near);
    assert_memory_not_equal(&identity, &of_other_key, sizeof of_other_key);
}

static void bytes_behind_the_uid_do_not_change_the_identity(void **state) {
    (void)state;
    struct secret_key key = {{1}};
    struct tag tag = tag_of(TAG_A, "04A1B2C3D4E5F6"), dirty = tag;
    dirty.uid[7] = dirty.uid[9] = 0xFF;
    struct hash a = tag_identity(&tag, &key), b = tag_identity(&dirty, &key);
    assert_memory_equal(&a, &b, sizeof a);
}

static void the_enrol_number_is_six_digits_with_leading_zeros(void **state) {
    (void)state;
    struct hash identity = {{0, 0, 0, 0, 0, 0, 0, 42}};
    char digits[ENROL_NUMBER_SIZE];
    tag_enrol_number(&identity, digits);
    assert_string_equal(digits, "000042");
    for (int i = 0; i < HASH_BYTES; i++) identity.bytes[i] = 0xFF;
    tag_enrol_number(&identity, digits);
    assert_string_equal(digits, "551615"); /* 2^64 - 1 modulo 10^6 */
}

int main(void) {
    struct why why;
    if (crypto_init(&why) != ERR_NONE) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_four_byte_type_a_uids_with_08_are_random),
        cmocka_unit_test(a_sound_tag_has_a_length_of_its_technology),
        cmocka_unit_test(identity_depends_on_key_technology_and_uid_and_on_nothing_else),
        cmocka_unit_test(bytes_behind_the_uid_do_not_change_the_identity),
        cmocka_unit_test(the_enrol_number_is_six_digits_with_leading_zeros),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
