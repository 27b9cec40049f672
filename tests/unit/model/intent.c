/* intent: every intent, answer and outcome of the lists is complete. */
#include "model/intent.h"
#include "model/glass_event.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void every_answer_belongs_to_an_intent(void **state) {
    bool asked[ANSWER_KINDS] = {[ANSWER_FAILED] = true}; /* any intent may fail */
    (void)state;
    for (int i = 0; i < INTENT_KINDS; i++) {
        enum answer_kind answer = intent_answer((enum intent_kind)i);
        if (answer < ANSWER_KINDS) asked[answer] = true;
    }
    for (int a = 0; a < ANSWER_KINDS; a++)
        if (!asked[a]) fail_msg("no intent is answered by answer %d", a);
    assert_int_equal(intent_answer(INTENT_FILE_REQUEST), ANSWER_TICKET);
    assert_int_equal(intent_answer(INTENT_STAFF_DO), ANSWER_STAFF_DONE);
    assert_int_equal(intent_answer(INTENT_EXPECT), ANSWER_KINDS);
    assert_int_equal(intent_answer(INTENT_KINDS), ANSWER_KINDS);
}

static void every_answer_is_copied_whole(void **state) {
    static struct glass_event event = {.kind = GLASS_ANSWER};
    (void)state;
#define CHECK(kind_, type, member)                                                                 \
    event.u.answer.kind = ANSWER_##kind_;                                                          \
    assert_true(glass_event_size(&event) >=                                                        \
                offsetof(struct glass_event, u.answer.u.member) + sizeof event.u.answer.u.member); \
    assert_true(glass_event_size(&event) <= sizeof event);
    ANSWERS(CHECK)
#undef CHECK
    event.u.answer.kind = ANSWER_KINDS;
    assert_true(glass_event_size(&event) <= sizeof event);
}

static void every_outcome_has_its_own_word_and_a_kind_of_record(void **state) {
    static const char *const kinds[] = {"checkin", "signout",     "visit",
                                        "signup",  "refused_tap", "staff_action"};
    (void)state;
    for (int i = 0; i < OUTCOME_KINDS; i++) {
        const char *word = outcome_word((enum outcome_kind)i);
        const char *record = outcome_record((enum outcome_kind)i);
        bool known = false;
        assert_non_null(word);
        assert_true(word[0]);
        for (int k = 0; k < i; k++)
            assert_string_not_equal(word, outcome_word((enum outcome_kind)k));
        for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
            known |= strcmp(kinds[k], record) == 0;
        if (!known) fail_msg("%s makes a record of the unknown kind %s", word, record);
    }
    assert_string_equal(outcome_word(OUTCOME_KINDS), "none");
}

static void every_refusal_has_its_own_word(void **state) {
    (void)state;
    assert_string_equal(refusal_word(REFUSAL_NONE), "");
    for (int i = 1; i < REFUSAL_KINDS; i++) {
        assert_true(refusal_word((enum refusal)i)[0]);
        for (int k = 0; k < i; k++)
            assert_string_not_equal(refusal_word((enum refusal)i), refusal_word((enum refusal)k));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_answer_belongs_to_an_intent),
        cmocka_unit_test(every_answer_is_copied_whole),
        cmocka_unit_test(every_outcome_has_its_own_word_and_a_kind_of_record),
        cmocka_unit_test(every_refusal_has_its_own_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
