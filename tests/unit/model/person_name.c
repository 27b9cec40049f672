/* person_name: what a visitor may see of a name. */
#include "model/person_name.h"
#include "base/bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void names_are_masked(void **state) {
    (void)state;
    static const struct {
        const char *name, *masked;
    } names[] = {
        {"王建国", "王*国"},
        {"李明", "李*"},
        {"欧阳余康", "欧**康"},
        {"阿不都·热合曼", "阿*****曼"},
        {"王", "*"},
        {"", ""},
        {"Li Ming", "L*****g"},
        {"王\xff国", "王*国"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
        char masked[NAME_SIZE];
        name_mask(names[i].name, masked);
        assert_string_equal(masked, names[i].masked);
    }
}

static void a_name_longer_than_a_name_stays_within_its_field(void **state) {
    (void)state;
    char name[400], masked[NAME_SIZE];
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = 0;
    name_mask(name, masked);
    assert_int_equal(strlen(masked), NAME_SIZE - 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_masked),
        cmocka_unit_test(a_name_longer_than_a_name_stays_within_its_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
