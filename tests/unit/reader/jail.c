/* jail: what a compromised child can no longer do. Each attempt runs in a process of its own. */
#include "reader/jail.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* The wait status of a jailed process that makes the attempt: exit code 0 if it was refused with an
 * error, 1 if it succeeded. */
static int jailed(int (*attempt)(void)) {
    int status = 0;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        setrlimit(RLIMIT_CORE, &(struct rlimit){0});
        jail_enter("/tmp", NULL);
        _exit(attempt());
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static int internet_socket(void) {
    return socket(AF_INET, SOCK_STREAM, 0) < 0 && errno == EACCES ? 0 : 1;
}

static int new_program(void) {
    execl("/bin/true", "true", NULL);
    return errno == EACCES ? 0 : 1;
}

static int unix_socket(void) {
    return socket(AF_UNIX, SOCK_STREAM, 0) >= 0 ? 0 : 1; /* glibc and libusb need it */
}

static void internet_and_programs_are_refused(void **state) {
    (void)state;
    assert_int_equal(jailed(internet_socket), 0);
    assert_int_equal(jailed(new_program), 0);
    assert_int_equal(jailed(unix_socket), 0);
}

#if defined(__x86_64__)
/* Linux i386: socketcall(2) is 102, socket(2) is 359. */
static int foreign_socket(void) {
    long result = 359;
    __asm__ volatile("int $0x80"
                     : "+a"(result)
                     : "b"((long)AF_INET), "c"((long)SOCK_STREAM), "d"(0L)
                     : "memory");
    return result >= 0 ? 1 : 2; /* it must not come back */
}

/* The x32 ABI: the same architecture, with bit 30 in the number. */
static int x32_socket(void) {
    long result = syscall(0x40000000L + SYS_socket, AF_INET, SOCK_STREAM, 0);
    return result >= 0 ? 1 : errno == ENOSYS ? 2 : 0;
}
#endif

static void a_call_of_another_architecture_kills_the_process(void **state) {
    (void)state;
#if defined(__x86_64__)
    int status = jailed(foreign_socket);
    assert_true(WIFSIGNALED(status)); /* SIGSYS; SIGSEGV on a kernel without these calls */
    status = jailed(x32_socket);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS);
#else
    skip();
#endif
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(internet_and_programs_are_refused),
        cmocka_unit_test(a_call_of_another_architecture_kills_the_process),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
