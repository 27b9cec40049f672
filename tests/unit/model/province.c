/* province: all 34 are found by their names, and no two share a tile. */
#include "model/province.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void every_tile_is_its_own_and_on_the_map(void **state) {
    (void)state;
    bool taken[9][10] = {0};
    for (int i = 0; i < PROVINCES; i++) {
        const struct province *p = province_at(i);
        assert_true(p->column >= 0 && p->column <= 8 && p->row >= 0 && p->row <= 9);
        assert_false(taken[p->column][p->row]);
        taken[p->column][p->row] = true;
        assert_int_equal(province_find(p->name), i);
        assert_true(strlen(p->english) > 0);
    }
}

static void full_names_are_found_and_others_are_not(void **state) {
    (void)state;
    static const struct {
        const char *name, *is;
    } names[] = {
        {"江苏", "江苏"},
        {"江苏省", "江苏"},
        {"北京市", "北京"},
        {"新疆维吾尔自治区", "新疆"},
        {"广西壮族自治区", "广西"},
        {"内蒙古自治区", "内蒙古"},
        {"香港特别行政区", "香港"},
        {"江", NULL},
        {"江苏人", NULL},
        {"南京", NULL},
        {"", NULL},
        {"内蒙", NULL},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
        int found = province_find(names[i].name);
        assert_int_equal(found >= 0, names[i].is != NULL);
        if (found >= 0) assert_string_equal(province_at(found)->name, names[i].is);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_tile_is_its_own_and_on_the_map),
        cmocka_unit_test(full_names_are_found_and_others_are_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
