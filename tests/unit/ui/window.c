/* Window: on every rotation a touch arrives where it was made, and the display takes the picture.
 */
#include "ui/window.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#define W 300
#define H 200

static struct window *open_turned(int rotation) {
    struct window_config config = {.title = "test", .width = W, .height = H, .rotation = rotation};
    struct window *window = NULL;
    struct why why;
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    assert_int_equal(window_open(&config, &why, &window), ERR_NONE);
    return window;
}

/* SDL ends a round of polling with the events that were there at its beginning; the second round
 * returns the rest. */
static bool next_touch(struct window *window, struct window_event *ret_event) {
    for (int round = 0; round < 2; round++)
        while (window_next(window, ret_event))
            if (ret_event->kind <= WINDOW_TOUCH_UP) return true;
    return false;
}

static void a_touch_comes_back_where_it_was(void **state) {
    (void)state;
    for (int rotation = 0; rotation < 360; rotation += 90) {
        struct window *window = open_turned(rotation);
        struct window_event event;
        int width, height;
        window_size(window, &width, &height);
        assert_int_equal(width, rotation % 180 ? H : W);
        for (int x = 0; x < width; x += 37) {
            for (int y = 0; y < height; y += 23) {
                window_touch(window, WINDOW_TOUCH_DOWN, x, y);
                assert_true(next_touch(window, &event));
                assert_int_equal(event.kind, WINDOW_TOUCH_DOWN);
                assert_in_range(event.x, x > 0 ? x - 1 : 0, x + 1);
                assert_in_range(event.y, y > 0 ? y - 1 : 0, y + 1);
                window_touch(window, WINDOW_TOUCH_UP, x, y);
                assert_true(next_touch(window, &event));
                assert_int_equal(event.kind, WINDOW_TOUCH_UP);
            }
        }
        window_close(window);
    }
}

static void the_display_takes_a_picture_of_its_size_only(void **state) {
    static uint32_t memory[W * H];
    (void)state;
    for (int rotation = 0; rotation < 360; rotation += 90) {
        struct window *window = open_turned(rotation);
        int width, height;
        window_size(window, &width, &height);
        assert_true(window_present(window, &(struct pixels){memory, width, height, width}));
        assert_false(window_present(window, &(struct pixels){memory, width / 2, height, width}));
        window_close(window);
    }
}

static void only_an_unturned_picture_is_drawn_in_the_displays_memory(void **state) {
    static uint32_t memory[W * H];
    (void)state;
    struct window *window = open_turned(180);
    struct pixels from = {memory, W, H, W};
    memory[0] = 0xFF123456;
    assert_true(window_present(window, &from));
    assert_null(window_pixels(window).at); /* a rotated picture is drawn in separate memory */
    window_close(window);
    window = open_turned(0);
    struct pixels own = window_pixels(window);
    if (own.at) {
        assert_true(window_present(window, &from));
        assert_int_equal(own.at[0] & 0xFFFFFF, 0x123456);
    }
    window_close(window);
}

static void a_wake_ends_a_wait(void **state) {
    (void)state;
    struct window *window = open_turned(0);
    window_wake(window);
    window_wait(window,
                60000); /* returns immediately; otherwise the time-out of ctest fails the test */
    window_close(window);
    window_close(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_touch_comes_back_where_it_was),
        cmocka_unit_test(the_display_takes_a_picture_of_its_size_only),
        cmocka_unit_test(only_an_unturned_picture_is_drawn_in_the_displays_memory),
        cmocka_unit_test(a_wake_ends_a_wait),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
