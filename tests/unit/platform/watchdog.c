/* watchdog: pinged only while every thread is alive. */
#include "platform/watchdog.h"
#include "base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

static void the_first_overdue_thread_is_named(void **state) {
    (void)state;
    struct pulse glass = {.due_ms = 100}, desk = {.due_ms = 200}, reader = {.due_ms = 150};
    struct vital vitals[] = {{"glass", &glass}, {"desk", &desk}, {"reader", &reader}};
    assert_null(vitals_overdue(vitals, 3, 99));
    assert_null(vitals_overdue(vitals, 3, 100));
    assert_string_equal(vitals_overdue(vitals, 3, 101), "glass");
    glass.due_ms = 300;
    assert_null(vitals_overdue(vitals, 3, 150));
    assert_string_equal(vitals_overdue(vitals, 3, 151), "reader");
    reader.due_ms = 300;
    assert_string_equal(vitals_overdue(vitals, 3, 201), "desk");
}

static void a_thread_that_never_began_is_overdue(void **state) {
    (void)state;
    struct pulse never = {0};
    struct vital vital = {"desk", &never};
    assert_string_equal(vitals_overdue(&vital, 1, clock_ticks_ms()), "desk");
    pulse_beat(&never, 1000);
    assert_null(vitals_overdue(&vital, 1, clock_ticks_ms()));
    pulse_beat(NULL, 1000);
}

static void without_a_service_manager_there_is_no_watchdog(void **state) {
    (void)state;
    struct why why = {0};
    struct watchdog *watchdog = (void *)&why; /* must be made NULL */
    unsetenv("WATCHDOG_USEC");
    assert_int_equal(platform_watchdog_open(NULL, 0, &why, &watchdog), ERR_NONE);
    assert_null(watchdog);
    platform_watchdog_release(watchdog);
    platform_watchdog_close(watchdog);
}

static int manager(char folder[static 32]) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct timeval patience = {.tv_usec = 300000};
    strcpy(folder, "/tmp/muster-notify-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(address.sun_path, sizeof address.sun_path, "%s/socket", folder);
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setenv("NOTIFY_SOCKET", address.sun_path, 1);
    return fd;
}

static void leave(int fd, const char *folder) {
    char path[64];
    snprintf(path, sizeof path, "%s/socket", folder);
    close(fd);
    unlink(path);
    rmdir(folder);
    unsetenv("NOTIFY_SOCKET");
    unsetenv("WATCHDOG_USEC");
}

static bool hears(int fd, const char *wanted) {
    char text[64] = "";
    return recv(fd, text, sizeof text - 1, 0) > 0 && strcmp(text, wanted) == 0;
}

static void beats_end_with_the_thread_and_come_again_at_the_end(void **state) {
    (void)state;
    char folder[32];
    struct why why = {0};
    struct watchdog *watchdog = NULL;
    struct pulse pulse = {0};
    struct vital vital = {"desk", &pulse};
    int fd = manager(folder);
    setenv("WATCHDOG_USEC", "60000", 1);
    pulse_beat(&pulse, 60000);
    platform_notify_ready();
    assert_true(hears(fd, "READY=1"));
    assert_int_equal(platform_watchdog_open(&vital, 1, &why, &watchdog), ERR_NONE);
    assert_non_null(watchdog);
    for (int i = 0; i < 3; i++) assert_true(hears(fd, "WATCHDOG=1"));
    pulse_beat(&pulse, -1);
    usleep(100000);
    while (recv(fd, folder, 0, MSG_DONTWAIT) >= 0) continue; /* discard earlier messages */
    assert_false(hears(fd, "WATCHDOG=1"));
    platform_watchdog_release(watchdog);
    assert_true(hears(fd, "WATCHDOG=1"));
    platform_watchdog_close(watchdog);
    leave(fd, folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_overdue_thread_is_named),
        cmocka_unit_test(a_thread_that_never_began_is_overdue),
        cmocka_unit_test(without_a_service_manager_there_is_no_watchdog),
        cmocka_unit_test(beats_end_with_the_thread_and_come_again_at_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
