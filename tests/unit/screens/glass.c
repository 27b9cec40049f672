/* Glass: nothing of one person is left for the next; stale answers are dropped; time-outs warn and
 * end the session. */
#include "base/clock.h"
#include "base/mailbox.h"
#include "fixture/desk.h"
#include "screens/list.h"
#include "screens/screens.h"
#include "screens/shell/glass_private.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ASKED_MAX 64

struct rig {
    struct glass *glass;
    bool answers; /* immediately, as a fast desk does */
    int asked;
    struct intent intents[ASKED_MAX];
    int presented;
    char presented_screen[48];
    enum glass_chime chime;
};

static bool ask(void *to, const struct intent *intent) {
    struct rig *rig = to;
    if (rig->asked < ASKED_MAX) rig->intents[rig->asked++] = *intent;
    struct glass_event *event = calloc(1, sizeof *event);
    event->kind = GLASS_ANSWER;
    if (rig->answers && fixture_answer(intent, &event->u.answer))
        mailbox_post(glass_mailbox(rig->glass), event, glass_event_size(event));
    free(event);
    return true;
}

static void chime(void *to, enum glass_chime what) {
    ((struct rig *)to)->chime = what;
}

/* As a turn of the loop does: opens another screen, then takes its answers. */
static void go(struct rig *rig, const struct screen *screen, const struct where *where) {
    navigation_go(&rig->glass->navigation, screen, where, NULL);
    glass_take_posted(rig->glass);
}

static void take(struct rig *rig, const struct glass_event *event) {
    events_take(&rig->glass->events, event);
    glass_take_posted(rig->glass);
}

static int open_rig(void **state) {
    struct rig *rig = calloc(1, sizeof *rig);
    struct glass_config config = {.screens = &screens_table,
                                  .station = "站",
                                  .assets_folder = MUSTER_SOURCE_DIR "/assets",
                                  .blob_folder = MUSTER_SOURCE_DIR "/tests/fixture/pictures",
                                  .language = "zh",
                                  .width_px = 540,
                                  .height_px = 960};
    struct glass_calls calls = {.to = rig, .ask = ask, .chime = chime};
    struct why why;
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    rig->answers = true;
    if (glass_open(&config, &calls, &why, &rig->glass)) return 1;
    go(rig, &screen_attract, NULL);
    *state = rig;
    return 0;
}

static int close_rig(void **state) {
    struct rig *rig = *state;
    glass_close(rig->glass);
    free(rig);
    return 0;
}

static void happen(struct rig *rig, enum outcome_kind kind, enum refusal reason) {
    struct glass_event event = {.kind = GLASS_OUTCOME};
    event.u.outcome = fixture_outcome(kind, reason);
    take(rig, &event);
}

static int asked(const struct rig *rig, enum intent_kind kind) {
    int count = 0;
    for (int i = 0; i < rig->asked; i++) count += rig->intents[i].kind == kind;
    return count;
}

static bool holds(const void *bytes, size_t size, const char *text) {
    return memmem(bytes, size, text, strlen(text)) != NULL;
}

/* Whether the session, or what it asked, contains the text. */
static bool keeps(const struct glass *glass, const char *text) {
    const struct navigation *nav = &glass->navigation;
    return holds(&nav->session, sizeof nav->session, text) ||
           holds(&nav->tickets, sizeof nav->tickets, text);
}

static void frame(struct rig *rig) {
    frame_draw(&rig->glass->display.frame);
}

static bool shows(const struct rig *rig, const char *text) {
    for (int i = 0; i < rig->glass->display.ui.walk.count; i++)
        if (strstr(rig->glass->display.ui.walk.shown[i].label, text)) return true;
    return false;
}

static void an_outcome_interrupts_every_screen(void **state) {
    struct rig *rig = *state;
    for (int i = 0; screens_all[i]; i++) {
        go(rig, screens_all[i], &(struct where){.id = 1});
        happen(rig, OUTCOME_WELCOME, REFUSAL_NONE);
        if (strncmp(screens_all[i]->name, "setup_", 6) ==
            0) { /* pages of the setup wizard: a tap is no check-in yet */
            assert_ptr_equal(rig->glass->navigation.session.screen, screens_all[i]);
            continue;
        }
        assert_string_equal(rig->glass->navigation.session.screen->name, "welcome");
        assert_int_equal(rig->chime, CHIME_SUCCESS);
        frame(rig);
        assert_true(shows(rig, "王建国"));
    }
    go(rig, &screen_home, NULL);
    happen(rig, OUTCOME_REFUSED, REFUSAL_TWO_CARDS);
    assert_string_equal(rig->glass->navigation.session.screen->name, "refused");
    assert_int_equal(rig->chime, CHIME_REFUSED);
}

static void warming_asks_nothing_and_does_not_change_the_screen(void **state) {
    struct rig *rig = *state;
    go(rig, &screen_home, NULL);
    frame(rig);
    const struct pixels *shown = &rig->glass->display.ui.canvas.pixels;
    size_t bytes = (size_t)shown->stride * (size_t)shown->height * sizeof *shown->at;
    uint32_t *before = malloc(bytes);
    memcpy(before, shown->at, bytes);
    int asked_before = rig->asked, targets = rig->glass->display.ui.walk.count, pages = 0;
    while (warm_page(&rig->glass->warm)) pages++;
    assert_true(pages > 30);
    assert_int_equal(rig->asked, asked_before);
    assert_int_equal(rig->glass->display.ui.walk.count, targets);
    assert_memory_equal(shown->at, before, bytes);
    assert_string_equal(rig->glass->navigation.session.screen->name, "home");
    free(before);
}

static void nothing_of_the_last_person_is_left(void **state) {
    struct rig *rig = *state;
    struct glass *glass = rig->glass;
    happen(rig, OUTCOME_WELCOME, REFUSAL_NONE);
    assert_true(keeps(glass, "王建国"));
    rig->asked = 0;
    go(rig, &screen_attract, NULL);
    assert_false(keeps(glass, "王建国"));
    assert_int_equal(asked(rig, INTENT_FORGET), 1);
    frame(rig);
    assert_false(shows(rig, "王建国"));

    struct where where = {0};
    strcpy(where.draft.phone, "13912345678");
    go(rig, &screen_confirm, &where);
    assert_true(keeps(glass, "13912345678"));
    happen(rig, OUTCOME_VISIT, REFUSAL_NONE);
    assert_false(keeps(glass, "13912345678"));
}

static void a_stale_answer_is_dropped(void **state) {
    struct rig *rig = *state;
    struct glass_event event = {.kind = GLASS_ANSWER};
    rig->answers = false;
    rig->asked = 0;
    go(rig, &screen_story, &(struct where){.id = 1});
    uint32_t old = rig->intents[0].ticket;
    go(rig, &screen_story, &(struct where){.id = 2});
    uint32_t now = rig->glass->navigation.tickets.asked.open[ANSWER_STORY];
    assert_int_not_equal(old, now);
    struct intent first = {.kind = INTENT_STORY, .ticket = old},
                  second = {.kind = INTENT_STORY, .ticket = now};
    first.u.story.id = 1;
    second.u.story.id = 2;
    fixture_answer(&first, &event.u.answer);
    take(rig, &event);
    frame(rig);
    assert_false(shows(rig, "王双根"));
    fixture_answer(&second, &event.u.answer);
    take(rig, &event);
    frame(rig);
    assert_true(shows(rig, "周志广"));
    rig->answers = true;
}

static void an_overdue_answer_is_asked_for_again(void **state) {
    struct rig *rig = *state;
    rig->answers = false;
    rig->asked = 0;
    go(rig, &screen_wall, NULL);
    assert_int_equal(asked(rig, INTENT_STORIES), 1);
    tickets_ask_overdue(&rig->glass->navigation.tickets, clock_ticks_ms());
    assert_int_equal(asked(rig, INTENT_STORIES), 1);
    tickets_ask_overdue(&rig->glass->navigation.tickets, clock_ticks_ms() + 5000);
    assert_int_equal(asked(rig, INTENT_STORIES), 2);
    rig->answers = true;
}

static void an_expectation_is_forgotten_when_its_screen_is_left(void **state) {
    struct rig *rig = *state;
    go(rig, &screen_mine, NULL);
    assert_true(rig->glass->navigation.tickets.asked.expecting);
    rig->asked = 0;
    go(rig, &screen_map, NULL);
    assert_int_equal(asked(rig, INTENT_FORGET), 1);
    assert_false(rig->glass->navigation.tickets.asked.expecting);
}

static void a_timeout_warns_and_can_be_extended_ten_times(void **state) {
    struct rig *rig = *state;
    struct glass *glass = rig->glass;
    go(rig, &screen_home, NULL);
    glass->display.frame.left_ms = 15000;
    glass->display.frame.warning = true;
    frame(rig);
    assert_true(shows(rig, "还要看"));
    const struct shown *stay = walk_target_named(&glass->display.ui.walk, "还要看");
    for (int i = 0; i < SESSION_EXTENSIONS_MAX + 1; i++) {
        glass->navigation.session.timer_ms = clock_ticks_ms() - 50000;
        finger_event(&glass->finger,
                     &(struct window_event){WINDOW_TOUCH_DOWN, stay->rect.x + 9, stay->rect.y + 9});
        finger_event(&glass->finger,
                     &(struct window_event){WINDOW_TOUCH_UP, stay->rect.x + 9, stay->rect.y + 9});
        int64_t left = session_left_ms(&glass->navigation.session, clock_ticks_ms());
        if (i < SESSION_EXTENSIONS_MAX)
            assert_true(left > 50000);
        else
            assert_true(left <= 10000);
    }
}

static void a_reader_outage_is_shown_until_it_ends(void **state) {
    struct rig *rig = *state;
    struct glass_event event = {.kind = GLASS_READER};
    go(rig, &screen_home, NULL);
    take(rig, &event);
    frame(rig);
    assert_true(shows(rig, "刷卡暂停，请找工作人员"));
    event.u.reader.up = true;
    take(rig, &event);
    frame(rig);
    assert_false(shows(rig, "刷卡暂停"));
}

static void a_lost_store_shows_its_code_and_comes_back(void **state) {
    struct rig *rig = *state;
    struct glass_event event = {.kind = GLASS_STORE, .u.store = {.open = false, .code = ERR_NEWER}};
    take(rig, &event);
    frame(rig);
    assert_string_equal(rig->glass->navigation.session.screen->name, "out_of_order");
    assert_true(shows(rig, err_name(ERR_NEWER)));
    event.u.store = (struct store_state){.open = true};
    take(rig, &event);
    assert_string_equal(rig->glass->navigation.session.screen->name, "attract");
}

static void a_drag_scrolls_and_touches_nothing(void **state) {
    struct rig *rig = *state;
    struct glass *glass = rig->glass;
    go(rig, &screen_story, &(struct where){.id = 1});
    frame(rig);
    finger_event(&glass->finger, &(struct window_event){WINDOW_TOUCH_DOWN, 200, 600});
    finger_event(&glass->finger, &(struct window_event){WINDOW_TOUCH_MOVE, 200, 450});
    assert_int_equal(glass->display.frame.scroll_px, 150);
    finger_event(&glass->finger, &(struct window_event){WINDOW_TOUCH_UP, 200, 450});
    finger_event(&glass->finger, &(struct window_event){WINDOW_TOUCH_DOWN, 200, 300});
    finger_event(&glass->finger, &(struct window_event){WINDOW_TOUCH_MOVE, 200, 5000});
    assert_int_equal(glass->display.frame.scroll_px, 0);
    finger_event(&glass->finger, &(struct window_event){WINDOW_TOUCH_UP, 200, 5000});
    assert_string_equal(glass->navigation.session.screen->name, "story");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_outcome_interrupts_every_screen),
        cmocka_unit_test(nothing_of_the_last_person_is_left),
        cmocka_unit_test(a_stale_answer_is_dropped),
        cmocka_unit_test(an_overdue_answer_is_asked_for_again),
        cmocka_unit_test(an_expectation_is_forgotten_when_its_screen_is_left),
        cmocka_unit_test(a_timeout_warns_and_can_be_extended_ten_times),
        cmocka_unit_test(a_reader_outage_is_shown_until_it_ends),
        cmocka_unit_test(a_lost_store_shows_its_code_and_comes_back),
        cmocka_unit_test(warming_asks_nothing_and_does_not_change_the_screen),
        cmocka_unit_test(a_drag_scrolls_and_touches_nothing),
    };
    return cmocka_run_group_tests(tests, open_rig, close_rig);
}
