/* reader_lock: another program has the reader. The child waits for it, leaks nothing meanwhile, and
 * takes the reader when it becomes free. */
#include "rig.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include <cmocka.h>

/* The lock file that reader/child.c makes for this device. */
static int take_lock(const struct rig *rig, const char *device) {
    char path[256], name[128];
    snprintf(name, sizeof name, "%s", device);
    for (char *c = name; *c; c++)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", *c)) *c = '_';
    snprintf(path, sizeof path, "%s/muster-reader-%s.lock", rig->folder, name);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(flock(fd, LOCK_EX | LOCK_NB), 0);
    return fd;
}

static void a_reader_in_use_leaks_no_descriptor_and_is_taken_when_free(void **state) {
    (void)state;
    char cards[128], device[160];
    struct rig rig;
    rig_init(&rig, NULL);
    snprintf(cards, sizeof cards, "%s/cards", rig.folder);
    FILE *f = fopen(cards, "w");
    assert_non_null(f);
    fclose(f);
    snprintf(device, sizeof device, "fake:%s", cards);
    int lock = take_lock(&rig, device);
    rig_open_device(&rig, device);
    assert_in_range(rig_wait(&rig, READER_DOWN, 8000), 0, 8000);
    int child = rig_child(), before = rig_descriptors(child);
    rig_sleep(2500); /* some twenty attempts */
    assert_int_equal(rig_child(), child);
    assert_int_equal(rig_descriptors(child), before);
    close(lock);
    assert_in_range(rig_wait(&rig, READER_UP, 3000), 0, 3000);
    rig_finish(&rig);
}

int main(int argc, char **argv) {
    if (argc > 1 && !strcmp(argv[1], READER_CHILD)) return reader_child_main(argc, argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reader_in_use_leaks_no_descriptor_and_is_taken_when_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
