/* Pixels and corners: blending is exact at both ends, and nothing is drawn outside the clip. */
#include "ui/corner.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

#define W 40
#define H 30

static uint32_t memory[W * H];

static struct pixels fresh(uint32_t colour) {
    for (int i = 0; i < W * H; i++) memory[i] = colour;
    return (struct pixels){memory, W, H, W};
}

static void filling_stays_within_clip_and_picture(void **state) {
    struct pixels p = fresh(0xFF000000);
    (void)state;
    pixels_fill(&p, (struct rect){5, 5, 10, 10}, (struct rect){-100, -100, 1000, 1000}, 0xFFFFFFFF);
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++)
            assert_int_equal(memory[y * W + x],
                             x >= 5 && x < 15 && y >= 5 && y < 15 ? 0xFFFFFFFF : 0xFF000000);
    pixels_fill(&p, (struct rect){0, 0, 1000, 1000}, (struct rect){W, H, 5, 5}, 0xFFFFFFFF);
    pixels_fill(&p, (struct rect){0, 0, 0, 0}, (struct rect){0, 0, W, H}, 0xFFFF0000);
    assert_int_equal(memory[0], 0xFF000000);
}

static void alpha_is_exact_at_its_ends(void **state) {
    struct rect all = {0, 0, W, H};
    struct pixels p = fresh(0xFF123456);
    (void)state;
    pixels_fill(&p, all, all, 0x00FFFFFF);
    assert_int_equal(memory[7], 0xFF123456);
    pixels_fill(&p, all, all, 0xFFABCDEF);
    assert_int_equal(memory[7] & 0xFFFFFF, 0xABCDEF);
    pixels_fill(&p, all, all, 0x80000000);
    assert_in_range(memory[7] >> 16 & 255, 0x54, 0x56);
}

static void a_fade_begins_and_ends_with_its_pictures(void **state) {
    static uint32_t a[W * H], b[W * H];
    struct pixels pa = {a, W, H, W}, pb = {b, W, H, W}, p = fresh(0);
    struct rect all = {0, 0, W, H};
    (void)state;
    memset(a, 0x11, sizeof a);
    memset(b, 0xEE, sizeof b);
    pixels_fade(&p, all, 0, 0, &pa, &pb, 0);
    assert_int_equal(memory[3] & 0xFFFFFF, 0x111111);
    pixels_fade(&p, all, 0, 0, &pa, &pb, 256);
    assert_int_equal(memory[3] & 0xFFFFFF, 0xEEEEEE);
    pixels_fade(&p, all, 0, 0, &pa, &pb, 128);
    assert_in_range(memory[3] & 255, 0x7E, 0x81);
}

static void a_gradient_goes_from_top_to_bottom(void **state) {
    struct pixels p = fresh(0xFFFFFFFF);
    (void)state;
    pixels_gradient(&p, (struct rect){0, 0, W, H}, (struct rect){0, 0, W, H}, 0xFF000000,
                    0xFFFF0000);
    assert_int_equal(memory[0] >> 16 & 255, 0);
    assert_int_equal(memory[(H - 1) * W] >> 16 & 255, 0xFF);
    for (int y = 1; y < H; y++)
        assert_true((memory[y * W] >> 16 & 255) >= (memory[(y - 1) * W] >> 16 & 255));
}

static void a_corner_is_a_quarter_disc_and_cached(void **state) {
    struct corners corners = {0};
    (void)state;
    struct mask m = corner_mask(&corners, 28);
    assert_int_equal(m.at[0], 0);
    assert_int_equal(m.at[27 * 28 + 27], 255);
    int64_t sum = 0;
    for (int i = 0; i < 28 * 28; i++) sum += m.at[i];
    assert_in_range(sum * 1000 / 255 / (28 * 28), 775, 795); /* pi / 4 */
    assert_ptr_equal(corner_mask(&corners, 28).at, m.at);
    assert_int_equal(corner_mask(&corners, 0).width, 0);
    for (int radius = 1; radius < 200; radius++)
        assert_int_equal(corner_mask(&corners, radius).width, radius);
    corners_finish(&corners);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(filling_stays_within_clip_and_picture),
        cmocka_unit_test(alpha_is_exact_at_its_ends),
        cmocka_unit_test(a_fade_begins_and_ends_with_its_pictures),
        cmocka_unit_test(a_gradient_goes_from_top_to_bottom),
        cmocka_unit_test(a_corner_is_a_quarter_disc_and_cached),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
