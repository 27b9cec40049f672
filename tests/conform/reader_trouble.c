/* reader_trouble: a reader that breaks, sends wrong data or disappears affects the room only
 * briefly. */
#include "rig.h"

#include "base/bytes.h"
#include "base/clock.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define NTAG "A:04A1B2C3D4E5F6:ntag"
#define BACK_MS 3000 /* after any crash */
#define TOLD_MS 2000 /* until a fault, or its end, is reported */

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

/* Clears faults that a failed test may have left. */
static int calm(void **state) {
    static const char *const words[] = {"bad-frames 0", "lose 0", "noise 0",
                                        "unmute",       "replug", "remove"};
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(words); i++) rig_say(&rig, "%s", words[i]);
    if (!rig.reader) rig_open_up(&rig);
    rig_sleep(150);
    rig_forget(&rig);
    return 0;
}

/* A tap of a card with this number must arrive within ms, whatever happens before. */
static void assert_reads_again(int number, int ms) {
    int64_t start_ms = clock_ticks_ms();
    while (clock_ticks_ms() - start_ms <= ms) {
        rig_say(&rig, "swap A:0A0B0C%02X", number);
        if (rig_wait(&rig, READER_TAP, 300) >= 0) break;
        rig_say(&rig, "remove");
        rig_sleep(150);
    }
    assert_in_range(clock_ticks_ms() - start_ms, 0, ms);
    rig_say(&rig, "remove");
}

static void an_ats_length_of_nought_is_survived_within_3_s(void **state) {
    (void)state;
    int child = rig_child();
    rig_say(&rig, "fault ats 00");
    rig_say(&rig, "place " NTAG);
    assert_in_range(rig_wait(&rig, READER_DOWN, TOLD_MS), 0, TOLD_MS);
    assert_in_range(rig_wait(&rig, READER_UP, BACK_MS), 0, BACK_MS);
    assert_int_not_equal(rig_child(), child); /* it did crash */
    assert_in_range(rig_wait(&rig, READER_TAP, BACK_MS), 0, BACK_MS);
}

static void an_ats_length_of_ff_is_survived_within_3_s(void **state) {
    (void)state;
    rig_say(&rig, "fault ats ff");
    rig_say(&rig, "place " NTAG);
    assert_reads_again(1, BACK_MS);
}

static void a_status_byte_with_bit_7_is_survived_within_3_s(void **state) {
    (void)state;
    rig_say(&rig, "fault status80");
    assert_reads_again(2, BACK_MS);
    rig_say(&rig, "fault status80"); /* also while libnfc closes and opens the device */
    rig_say(&rig, "mute");
    assert_in_range(rig_wait(&rig, READER_DOWN, TOLD_MS), 0, TOLD_MS);
    rig_say(&rig, "unmute");
    assert_in_range(rig_wait(&rig, READER_UP, BACK_MS), 0, BACK_MS);
    assert_reads_again(3, BACK_MS);
}

static void a_uid_longer_than_any_is_survived_within_3_s(void **state) {
    (void)state;
    static const char *const lengths[] = {"ff", "40", "0b", "00"};
    for (int i = 0; i < 4; i++) {
        rig_say(&rig, "fault uid-length %s", lengths[i]);
        rig_say(&rig, "place " NTAG);
        assert_reads_again(4 + i, BACK_MS);
        rig_sleep(200);
    }
}

static void a_chip_that_dies_before_its_ack_is_told_and_back_within_3_s(void **state) {
    (void)state;
    rig_say(&rig, "fault die-before-ack");
    assert_in_range(rig_wait(&rig, READER_DOWN, TOLD_MS), 0, TOLD_MS);
    assert_in_range(rig_wait(&rig, READER_UP, BACK_MS), 0, BACK_MS);
    assert_reads_again(9, BACK_MS);
}

static void a_driver_that_is_killed_is_back_within_3_s(void **state) {
    (void)state;
    for (int i = 0; i < 3; i++) {
        kill(rig_child(), SIGKILL);
        assert_in_range(rig_wait(&rig, READER_UP, BACK_MS), 0, BACK_MS);
    }
    assert_reads_again(10, BACK_MS);
}

static void a_driver_that_hangs_is_killed_and_back_within_5_s(void **state) {
    (void)state;
    int child = rig_child();
    kill(child, SIGSTOP);
    assert_in_range(rig_wait(&rig, READER_DOWN, 2300), 1500, 2300); /* silent for 2 s */
    assert_in_range(rig_wait(&rig, READER_UP, BACK_MS), 0, BACK_MS);
    assert_int_equal(kill(child, 0), -1); /* and reaped */
    assert_reads_again(11, BACK_MS);
}

static void closing_takes_less_than_200_ms_even_while_the_driver_hangs(void **state) {
    (void)state;
    for (int hung = 0; hung < 2; hung++) {
        int child = rig_child();
        if (hung) kill(child, SIGSTOP);
        int64_t start_ms = clock_ticks_ms();
        rig_close(&rig);
        assert_in_range(clock_ticks_ms() - start_ms, 0, rig_is_slow() ? 400 : 200);
        assert_int_equal(kill(child, 0), -1);
        rig_open_up(&rig);
    }
}

static void an_absent_reader_is_told_and_found_within_2_s_of_its_coming(void **state) {
    (void)state;
    rig_close(&rig);
    rig_say(&rig, "unplug");
    rig_open(&rig);
    assert_in_range(rig_wait(&rig, READER_DOWN, TOLD_MS), 0, TOLD_MS);
    rig_say(&rig, "replug");
    assert_in_range(rig_wait(&rig, READER_UP, TOLD_MS), 0, TOLD_MS);
}

static void unplugging_and_replugging_are_told_within_2_s(void **state) {
    (void)state;
    for (int i = 0; i < 3; i++) {
        struct reader_event event;
        rig_say(&rig, "unplug");
        assert_true(rig_next(&rig, TOLD_MS, &event));
        assert_int_equal(event.kind, READER_DOWN);
        assert_string_equal(event.reason, "the reader was unplugged");
        rig_sleep(300);
        rig_say(&rig, "replug");
        assert_in_range(rig_wait(&rig, READER_UP, TOLD_MS), 0, TOLD_MS);
    }
    assert_reads_again(12, BACK_MS);
}

static void a_mute_reader_is_told_within_2_s_and_its_voice_too(void **state) {
    (void)state;
    for (int i = 0; i < 3; i++) {
        rig_say(&rig, "mute");
        assert_in_range(rig_wait(&rig, READER_DOWN, TOLD_MS), 0, TOLD_MS);
        rig_sleep(700 + 500 * i); /* at different points of an attempt to open */
        rig_say(&rig, "unmute");
        assert_in_range(rig_wait(&rig, READER_UP, TOLD_MS), 0, TOLD_MS);
    }
    assert_reads_again(13, BACK_MS);
}

static void naks_are_survived_without_a_word(void **state) {
    (void)state;
    rig_say(&rig, "nak 3");
    rig_sleep(400);
    assert_int_equal(rig_count(&rig, READER_DOWN, 100), 0);
    assert_reads_again(14, BACK_MS);
}

static void with_a_tenth_of_frames_damaged_every_card_is_read_and_none_twice(void **state) {
    (void)state;
    int cards = rig_is_slow() ? 8 : 20, taps = 0;
    rig_say(&rig, "bad-frames 0.1");
    for (int i = 0; i < cards; i++) {
        rig_say(&rig, "swap A:0A0C00%02X", i);
        assert_in_range(rig_wait(&rig, READER_TAP, 1500), 0, 1500);
        taps += 1 + rig_count(&rig, READER_TAP, 60);
    }
    rig_say(&rig, "bad-frames 0");
    assert_int_equal(taps, cards);
    rig_say(&rig, "remove");
}

static void lost_bytes_and_turned_bits_are_survived(void **state) {
    (void)state;
    static const char *const noises[] = {"lose 0.002", "noise 0.0002"};
    for (int i = 0; i < 2; i++) {
        rig_say(&rig, "%s", noises[i]);
        assert_reads_again(40 + i, 8000);
        rig_say(&rig, "lose 0");
        rig_say(&rig, "noise 0");
        assert_reads_again(50 + i, BACK_MS);
    }
}

static void a_second_program_on_the_same_reader_is_told_so(void **state) {
    (void)state;
    struct rig second = rig;
    struct reader_event event;
    char device[96];
    snprintf(device, sizeof device, "pn532_uart:%s/reader", rig.folder);
    rig_open_device(&second, device);
    assert_true(rig_next(&second, TOLD_MS, &event));
    assert_int_equal(event.kind, READER_DOWN);
    assert_string_equal(event.reason, "another program uses the reader");
    assert_reads_again(60, BACK_MS);
    rig_close(&rig);
    assert_in_range(rig_wait(&second, READER_UP, TOLD_MS), 0, TOLD_MS);
    rig_close(&second);
    rig_open_up(&rig);
}

static void the_child_has_its_socket_its_device_and_its_lock_and_nothing_else(void **state) {
    (void)state;
    int planted = dup(0); /* like the store's or the log's */
    rig_close(&rig);
    rig_open_up(&rig);
    /* 0-2, the socket, the lock, the port, and the two ends of libnfc's abort pipe */
    assert_int_equal(rig_descriptors(rig_child()), 8);
    close(planted);
}

int main(int argc, char **argv) {
    if (argc > 1 && !strcmp(argv[1], READER_CHILD)) return reader_child_main(argc, argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(an_ats_length_of_nought_is_survived_within_3_s, calm),
        cmocka_unit_test_setup(an_ats_length_of_ff_is_survived_within_3_s, calm),
        cmocka_unit_test_setup(a_status_byte_with_bit_7_is_survived_within_3_s, calm),
        cmocka_unit_test_setup(a_uid_longer_than_any_is_survived_within_3_s, calm),
        cmocka_unit_test_setup(a_chip_that_dies_before_its_ack_is_told_and_back_within_3_s, calm),
        cmocka_unit_test_setup(a_driver_that_is_killed_is_back_within_3_s, calm),
        cmocka_unit_test_setup(a_driver_that_hangs_is_killed_and_back_within_5_s, calm),
        cmocka_unit_test_setup(closing_takes_less_than_200_ms_even_while_the_driver_hangs, calm),
        cmocka_unit_test_setup(an_absent_reader_is_told_and_found_within_2_s_of_its_coming, calm),
        cmocka_unit_test_setup(unplugging_and_replugging_are_told_within_2_s, calm),
        cmocka_unit_test_setup(a_mute_reader_is_told_within_2_s_and_its_voice_too, calm),
        cmocka_unit_test_setup(naks_are_survived_without_a_word, calm),
        cmocka_unit_test_setup(with_a_tenth_of_frames_damaged_every_card_is_read_and_none_twice,
                               calm),
        cmocka_unit_test_setup(lost_bytes_and_turned_bits_are_survived, calm),
        cmocka_unit_test_setup(a_second_program_on_the_same_reader_is_told_so, calm),
        cmocka_unit_test_setup(the_child_has_its_socket_its_device_and_its_lock_and_nothing_else,
                               calm),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
