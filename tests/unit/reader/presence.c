#include "reader/presence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* A sweep as text: a letter is a card (a-y), R a phone with a random UID, S the same phone with
 * another UID, * an invalid answer, ! the field was cycled before. */
static struct sweep sweep_of(const char *text) {
    struct sweep sweep = {0};
    for (; *text; text++) {
        struct tag tag = {.tech = TAG_A, .uid_length = 4, .uid = {(uint8_t)*text, 1, 2, 3}};
        if (*text == 'R' || *text == 'S') {
            tag.uid[0] = 0x08;
            tag.uid[1] = (uint8_t)*text;
        }
        if (*text == '!')
            sweep.cycled = true;
        else if (*text == '*')
            sweep.garbled = true;
        else
            sweep_add(&sweep, &tag);
    }
    return sweep;
}

/* Sweeps separated by commas, and the result after each: . nothing, T tap, 2 two cards, ? try
 * again. */
static void assert_says(const char *sweeps, const char *expected) {
    struct presence presence = {0};
    char copy[256], said[64] = "", *rest = copy;
    strcpy(copy, sweeps);
    for (size_t n = 0; rest && n + 1 < sizeof said; n++) {
        struct sweep sweep = sweep_of(strsep(&rest, ","));
        struct tag tag = {0};
        said[n] = ".T2?"[presence_update(&presence, &sweep, &tag)];
        if (said[n] == 'T') assert_true(tag_is_sound(&tag));
    }
    assert_string_equal(said, expected);
}

static void a_held_card_is_one_tap(void **state) {
    (void)state;
    assert_says("a,a,a,a", "T...");
    assert_says("a,,,,,,,!a,,,,!a", "T...........");
}

static void one_miss_is_not_gone_and_two_are(void **state) {
    (void)state;
    assert_says("a,,,,!,!a,a", "T......");
    assert_says("a,,,,!,!,a", "T.....T");
    assert_says("a,,,,!,a,,,,!,a", "T.........."); /* misses count only in a row */
}

static void without_a_cycle_not_seeing_a_card_means_nothing(void **state) {
    (void)state;
    assert_says("a,,,,,,,,,,,,a", "T............");
}

static void another_card_is_another_tap(void **state) {
    (void)state;
    assert_says("a,b,b,a", "TT.T");
}

static void a_phone_that_changes_its_uid_is_one_tap(void **state) {
    (void)state;
    assert_says("R,!S,!R,!S", "T...");
    assert_says("R,a,R", "TTT");
}

static void two_cards_are_told_once_and_are_no_tap(void **state) {
    (void)state;
    assert_says("ab,!ab,!ab", "2..");
    assert_says("RS,!ab", "2.");
    assert_says("ab,!,!,a", "2..T"); /* the field was empty in between */
}

static void of_two_cards_the_one_left_is_a_tap_after_two_sweeps(void **state) {
    (void)state;
    assert_says("ab,!a,!a,a", "2.T.");
    assert_says("ab,!a,!ab,!a,!a", "2...T");
}

static void of_two_cards_the_one_that_was_told_is_not_told_again(void **state) {
    (void)state;
    assert_says("a,ab,!a,!a,a", "T2...");
    assert_says("a,ab,!b,!b", "T2.T");
}

static void a_garbled_card_is_reported_once_until_the_field_is_quiet(void **state) {
    (void)state;
    assert_says("*,,*,,*,,*,*,*", "....?....");
    assert_says("*,*,*,,,,,,,*,*,*", "..?........?");
    assert_says("*,*,a", "..T");
}

static void it_asks_for_a_cycle_when_a_held_card_is_silent_and_always_for_two(void **state) {
    (void)state;
    struct presence presence = {0};
    struct tag tag;
    struct sweep card = sweep_of("a"), none = sweep_of(""), two = sweep_of("ab");
    assert_false(presence_wants_cycle(&presence));
    presence_update(&presence, &card, &tag);
    for (int i = 0; i < 3; i++) {
        assert_false(presence_wants_cycle(&presence));
        presence_update(&presence, &none, &tag);
    }
    assert_true(presence_wants_cycle(&presence));
    presence_update(&presence, &two, &tag);
    assert_true(presence_wants_cycle(&presence));
}

static void a_sweep_holds_each_tag_once_and_never_more_than_it_has_room_for(void **state) {
    (void)state;
    struct sweep sweep = sweep_of("aaaa");
    assert_int_equal(sweep.count, 1);
    sweep = sweep_of("abcdefgh");
    assert_int_equal(sweep.count, SWEEP_TAGS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_held_card_is_one_tap),
        cmocka_unit_test(one_miss_is_not_gone_and_two_are),
        cmocka_unit_test(without_a_cycle_not_seeing_a_card_means_nothing),
        cmocka_unit_test(another_card_is_another_tap),
        cmocka_unit_test(a_phone_that_changes_its_uid_is_one_tap),
        cmocka_unit_test(two_cards_are_told_once_and_are_no_tap),
        cmocka_unit_test(of_two_cards_the_one_left_is_a_tap_after_two_sweeps),
        cmocka_unit_test(of_two_cards_the_one_that_was_told_is_not_told_again),
        cmocka_unit_test(a_garbled_card_is_reported_once_until_the_field_is_quiet),
        cmocka_unit_test(it_asks_for_a_cycle_when_a_held_card_is_silent_and_always_for_two),
        cmocka_unit_test(a_sweep_holds_each_tag_once_and_never_more_than_it_has_room_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
