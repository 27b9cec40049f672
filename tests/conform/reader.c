/* reader: the claims that every reader kind must pass. A new kind gets a line in the table below
 * and three functions that place cards on it. */
#include "rig.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct subject {
    const char *name;
    void (*device)(struct rig *rig, char ret_device[96]);
    void (*lay)(struct rig *rig, const char *cards); /* "A:UID B:UID"; "" removes all */
    void (*plug)(struct rig *rig, bool in);
};

static void libnfc_device(struct rig *rig, char ret_device[96]) {
    snprintf(ret_device, 96, "pn532_uart:%s/reader", rig->folder);
}

static void libnfc_lay(struct rig *rig, const char *cards) {
    rig_say(rig, "%s %s", *cards ? "swap" : "remove", cards);
}

static void libnfc_plug(struct rig *rig, bool in) {
    rig_say(rig, in ? "replug" : "unplug");
}

static void fake_device(struct rig *rig, char ret_device[96]) {
    snprintf(ret_device, 96, "fake:%s/field", rig->folder);
}

static void fake_lay(struct rig *rig, const char *cards) {
    char path[96], next[96];
    snprintf(path, sizeof path, "%s/field", rig->folder);
    snprintf(next, sizeof next, "%s/field.new", rig->folder);
    FILE *file = fopen(next, "w");
    assert_non_null(file);
    for (const char *c = cards; *c; c++) fputc(*c == ' ' ? '\n' : *c == ':' ? ' ' : *c, file);
    fputc('\n', file);
    fclose(file);
    assert_int_equal(rename(next, path), 0);
}

static void fake_plug(struct rig *rig, bool in) {
    char path[96];
    snprintf(path, sizeof path, "%s/field", rig->folder);
    if (in)
        fake_lay(rig, "");
    else
        unlink(path);
}

static const struct subject subjects[] = {
    {"libnfc", libnfc_device, libnfc_lay, libnfc_plug},
    {"fake", fake_device, fake_lay, fake_plug},
};

static struct rig rig;

static int start(void **state) {
    const struct subject *subject = *state;
    char device[96];
    rig_init(&rig, NULL);
    subject->plug(&rig, true);
    subject->device(&rig, device);
    rig_open_device(&rig, device);
    assert_in_range(rig_wait(&rig, READER_UP, 3000), 0, 3000);
    return 0;
}

static int stop(void **state) {
    (void)state;
    rig_finish(&rig);
    return 0;
}

static void a_card_is_one_tap_with_its_uid(void **state) {
    const struct subject *subject = *state;
    struct reader_event event;
    subject->lay(&rig, "A:04A1B2C3D4E5F6");
    assert_true(rig_next(&rig, 1000, &event));
    assert_int_equal(event.kind, READER_TAP);
    assert_int_equal(event.tag.uid_length, 7);
    assert_int_equal(event.tag.uid[6], 0xF6);
    assert_false(rig_next(&rig, 400, &event));
}

static void type_b_is_read_too(void **state) {
    const struct subject *subject = *state;
    struct reader_event event;
    subject->lay(&rig, "B:11223344");
    assert_true(rig_next(&rig, 1000, &event));
    assert_int_equal(event.kind, READER_TAP);
    assert_int_equal(event.tag.tech, TAG_B);
}

static void taken_away_and_shown_again_is_two_taps(void **state) {
    const struct subject *subject = *state;
    for (int i = 0; i < 2; i++) {
        subject->lay(&rig, "A:DEADBEEF");
        assert_in_range(rig_wait(&rig, READER_TAP, 1000), 0, 1000);
        subject->lay(&rig, "");
        rig_sleep(400);
    }
}

static void two_cards_are_told_and_the_one_left_is_a_tap(void **state) {
    const struct subject *subject = *state;
    struct reader_event event;
    subject->lay(&rig, "A:04A1B2C3D4E5F6 A:DEADBEEF");
    assert_true(rig_next(&rig, 1000, &event));
    assert_int_equal(event.kind, READER_TWO_CARDS);
    subject->lay(&rig, "A:DEADBEEF");
    assert_true(rig_next(&rig, 1000, &event));
    assert_int_equal(event.kind, READER_TAP);
}

static void its_going_and_coming_are_told_within_2_s(void **state) {
    const struct subject *subject = *state;
    subject->plug(&rig, false);
    assert_in_range(rig_wait(&rig, READER_DOWN, 2000), 0, 2000);
    subject->plug(&rig, true);
    assert_in_range(rig_wait(&rig, READER_UP, 2000), 0, 2000);
}

#define FOR_EACH_SUBJECT(claim, i)                                                                 \
    { #claim, claim, start, stop, (void *)&subjects[i] }

int main(int argc, char **argv) {
    if (argc > 1 && !strcmp(argv[1], READER_CHILD)) return reader_child_main(argc, argv);
    int failed = 0;
    for (size_t i = 0; i < sizeof subjects / sizeof subjects[0]; i++) {
        const struct CMUnitTest tests[] = {
            FOR_EACH_SUBJECT(a_card_is_one_tap_with_its_uid, i),
            FOR_EACH_SUBJECT(type_b_is_read_too, i),
            FOR_EACH_SUBJECT(taken_away_and_shown_again_is_two_taps, i),
            FOR_EACH_SUBJECT(two_cards_are_told_and_the_one_left_is_a_tap, i),
            FOR_EACH_SUBJECT(its_going_and_coming_are_told_within_2_s, i),
        };
        failed += cmocka_run_group_tests_name(subjects[i].name, tests, NULL, NULL);
    }
    return failed;
}
