/* reader_unplug: a thousand unplugs leak no descriptor, neither in this process nor in the child.
 */
#include "rig.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void a_thousand_unpluggings_leak_no_descriptor(void **state) {
    (void)state;
    static const char *const instant[] = {"--instant", NULL};
    const char *asked = getenv("MUSTER_ROUNDS");
    int rounds = asked ? atoi(asked) : rig_is_slow() ? 20 : 100;
    struct rig rig;
    rig_init(&rig, instant);
    rig_open_up(&rig);
    int child = rig_child(), ours = rig_descriptors(getpid()), theirs = rig_descriptors(child);
    for (int i = 0; i < rounds; i++) {
        rig_say(&rig, "unplug");
        assert_in_range(rig_wait(&rig, READER_DOWN, 2000), 0, 2000);
        rig_say(&rig, "replug");
        assert_in_range(rig_wait(&rig, READER_UP, 2000), 0, 2000);
    }
    assert_int_equal(rig_child(), child); /* still the same process */
    assert_int_equal(rig_descriptors(getpid()), ours);
    assert_int_equal(rig_descriptors(child), theirs);
    rig_finish(&rig);
}

int main(int argc, char **argv) {
    if (argc > 1 && !strcmp(argv[1], READER_CHILD)) return reader_child_main(argc, argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_thousand_unpluggings_leak_no_descriptor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
