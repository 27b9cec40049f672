/* reader_taps: which taps the cards produce, on the simulator with the real libnfc. */
#include "rig.h"

#include "base/bytes.h"
#include "base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define NTAG "A:04A1B2C3D4E5F6:ntag"
#define CLASSIC "A:DEADBEEF:classic"
#define DESFIRE "A:04112233445566:desfire"
#define EMV "A:3A5B7C9D:emv"
#define TYPE_B "B:11223344"
#define PHONE "A:-:phone"

static struct rig rig;

static int set_up(void **state) {
    (void)state;
    rig_init(&rig, NULL);
    rig_open_up(&rig);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    rig_finish(&rig);
    return 0;
}

static int clear(void **state) {
    (void)state;
    rig_say(&rig, "remove");
    rig_sleep(250); /* the reader notices the removal after about 130 ms */
    rig_forget(&rig);
    return 0;
}

static void each_card_is_told_with_its_uid(void **state) {
    (void)state;
    static const struct {
        const char *card, *uid;
        enum tag_tech tech;
        uint8_t sak;
        uint16_t atqa;
    } cases[] = {
        {NTAG, "04a1b2c3d4e5f6", TAG_A, 0x00, 0x0044},
        {CLASSIC, "deadbeef", TAG_A, 0x08, 0x0004},
        {DESFIRE, "04112233445566", TAG_A, 0x20, 0x0344},
        {EMV, "3a5b7c9d", TAG_A, 0x20, 0x0004},
        {TYPE_B, "11223344", TAG_B, 0, 0},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct reader_event event;
        char uid[2 * TAG_UID_MAX + 1];
        int64_t placed_ns = rig_say(&rig, "place %s", cases[i].card);
        assert_true(rig_next(&rig, 1000, &event));
        assert_int_equal(event.kind, READER_TAP);
        hex_from_bytes(event.tag.uid, event.tag.uid_length, uid);
        assert_string_equal(uid, cases[i].uid);
        assert_int_equal(event.tag.tech, cases[i].tech);
        assert_int_equal(event.tag.sak, cases[i].sak);
        assert_int_equal(event.tag.atqa, cases[i].atqa);
        assert_true(event.seen_ns > placed_ns && event.seen_ns <= clock_trace_ns());
        clear(NULL);
    }
}

static void a_held_card_is_one_tap(void **state) {
    (void)state;
    static const char *const cards[] = {NTAG, CLASSIC, DESFIRE, EMV, TYPE_B};
    for (size_t i = 0; i < ARRAY_LENGTH(cards); i++) {
        rig_say(&rig, "place %s", cards[i]);
        assert_int_equal(rig_count(&rig, READER_TAP, 800), 1);
        clear(NULL);
    }
}

static void a_held_phone_is_one_tap_and_told_as_random(void **state) {
    (void)state;
    struct reader_event event;
    rig_say(&rig, "place %s", PHONE);
    assert_true(rig_next(&rig, 1000, &event));
    assert_int_equal(event.kind, READER_TAP);
    assert_true(tag_is_random(&event.tag));
    assert_false(rig_next(&rig, 1500, &event));
}

static void a_card_shown_again_is_another_tap(void **state) {
    (void)state;
    static const char *const cards[] = {NTAG, DESFIRE, TYPE_B};
    for (size_t i = 0; i < ARRAY_LENGTH(cards); i++) {
        for (int times = 0; times < 3; times++) {
            rig_say(&rig, "hold 250 %s", cards[i]);
            assert_in_range(rig_wait(&rig, READER_TAP, 1000), 0, 1000);
            rig_sleep(450);
        }
        assert_int_equal(rig_count(&rig, READER_TAP, 100), 0);
    }
}

static void a_card_swapped_for_another_is_a_tap_of_the_other(void **state) {
    (void)state;
    static const char *const cards[] = {NTAG, TYPE_B, CLASSIC, "B:55667788", DESFIRE};
    rig_say(&rig, "place %s", EMV);
    assert_in_range(rig_wait(&rig, READER_TAP, 1000), 0, 1000);
    for (size_t i = 0; i < ARRAY_LENGTH(cards); i++) {
        rig_say(&rig, "swap %s", cards[i]);
        assert_in_range(rig_wait(&rig, READER_TAP, 1000), 0, 1000);
        assert_int_equal(rig_count(&rig, READER_TAP, 300), 0);
    }
}

static void two_cards_at_once_are_told_once_and_are_no_tap(void **state) {
    (void)state;
    static const char *const pairs[] = {NTAG " " CLASSIC, NTAG " " TYPE_B, DESFIRE " " EMV,
                                        TYPE_B " B:55667788", PHONE " " NTAG};
    for (size_t i = 0; i < ARRAY_LENGTH(pairs); i++) {
        for (int times = 0; times < 3; times++) { /* at another point of the sweep each time */
            struct reader_event event;
            rig_say(&rig, "place %s", pairs[i]);
            assert_true(rig_next(&rig, 1000, &event));
            assert_int_equal(event.kind, READER_TWO_CARDS);
            assert_false(rig_next(&rig, 200, &event));
            clear(NULL);
        }
    }
}

static void of_two_cards_the_one_left_is_a_tap(void **state) {
    (void)state;
    struct reader_event event;
    rig_say(&rig, "place " NTAG " " CLASSIC);
    assert_in_range(rig_wait(&rig, READER_TWO_CARDS, 1000), 0, 1000);
    rig_say(&rig, "swap " NTAG);
    assert_true(rig_next(&rig, 1000, &event));
    assert_int_equal(event.kind, READER_TAP);
    assert_int_equal(event.tag.uid[1], 0xA1);
}

static void a_card_laid_beside_a_tapped_one_is_not_a_second_tap_of_the_first(void **state) {
    (void)state;
    struct reader_event event;
    rig_say(&rig, "place " NTAG);
    assert_in_range(rig_wait(&rig, READER_TAP, 1000), 0, 1000);
    rig_say(&rig, "place " CLASSIC);
    assert_in_range(rig_wait(&rig, READER_TWO_CARDS, 1000), 0, 1000);
    rig_say(&rig, "swap " NTAG);
    assert_false(rig_next(&rig, 700, &event));
}

static void a_card_that_cannot_be_read_is_told_once(void **state) {
    (void)state;
    struct reader_event event;
    rig_say(&rig, "place A:0102030405:broken");
    assert_true(rig_next(&rig, 1500, &event));
    assert_int_equal(event.kind, READER_TRY_AGAIN);
    assert_false(rig_next(&rig, 1000, &event));
}

int main(int argc, char **argv) {
    if (argc > 1 && !strcmp(argv[1], READER_CHILD)) return reader_child_main(argc, argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(each_card_is_told_with_its_uid, clear),
        cmocka_unit_test_setup(a_held_card_is_one_tap, clear),
        cmocka_unit_test_setup(a_held_phone_is_one_tap_and_told_as_random, clear),
        cmocka_unit_test_setup(a_card_shown_again_is_another_tap, clear),
        cmocka_unit_test_setup(a_card_swapped_for_another_is_a_tap_of_the_other, clear),
        cmocka_unit_test_setup(two_cards_at_once_are_told_once_and_are_no_tap, clear),
        cmocka_unit_test_setup(of_two_cards_the_one_left_is_a_tap, clear),
        cmocka_unit_test_setup(a_card_laid_beside_a_tapped_one_is_not_a_second_tap_of_the_first,
                               clear),
        cmocka_unit_test_setup(a_card_that_cannot_be_read_is_told_once, clear),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
