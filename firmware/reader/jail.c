/* jail: libnfc parses what any card sends, so a compromised child must be able to do little. */
#include "reader/jail.h"

#include "base/bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define OUR_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OUR_ARCH AUDIT_ARCH_AARCH64
#else
#define OUR_ARCH 0
#endif

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define SKIP_UNLESS(value, skip) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, (skip))
#define RETURN(what) BPF_STMT(BPF_RET | BPF_K, (what))
#define REFUSE RETURN(SECCOMP_RET_ERRNO | EACCES)
#define ALLOW RETURN(SECCOMP_RET_ALLOW)
#define KILL RETURN(SECCOMP_RET_KILL_PROCESS)
#define X32_NUMBERS 0x40000000 /* asm/unistd.h: __X32_SYSCALL_BIT */

/* libusb needs netlink; glibc and udev need unix sockets. The low word of args[0] is the family. A
 * call of another ABI (int 0x80, or x32 with bit 30 in its number) would pass by other numbers, so
 * it kills the process. A jump is the number of lines it skips. */
static void refuse_programs_and_network(void) {
    struct sock_filter filter[] = {
        LOAD(arch),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OUR_ARCH, 1, 0),
        KILL,
        LOAD(nr),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, X32_NUMBERS, 0, 1),
        KILL,
        SKIP_UNLESS(__NR_execve, 1),
        REFUSE,
        SKIP_UNLESS(__NR_execveat, 1),
        REFUSE,
        SKIP_UNLESS(__NR_socket, 3), /* to ALLOW */
        LOAD(args[0]),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_INET, 2, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_INET6, 1, 0),
        ALLOW,
        REFUSE,
    };
    struct sock_fprog program = {.len = ARRAY_LENGTH(filter), .filter = filter};
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

#define READ_ACCESS (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define WRITE_ACCESS (READ_ACCESS | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG)
#define FILE_ACCESS (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE)
#define GOVERNED (WRITE_ACCESS | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_EXECUTE)

static void allow(int rules, const char *path, uint64_t access) {
    struct landlock_path_beneath_attr beneath = {.allowed_access = access};
    beneath.parent_fd = open(path, O_PATH | O_CLOEXEC);
    if (beneath.parent_fd < 0) return;
    syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
    close(beneath.parent_fd);
}

static void refuse_files(const char *lock_folder, const char *keep) {
    static const char *const readable[] = {"/sys", "/proc", "/etc", "/usr", "/lib", "/run/udev"};
    struct landlock_ruleset_attr attr = {.handled_access_fs = GOVERNED};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0);
    if (rules < 0) return;
    for (size_t i = 0; i < ARRAY_LENGTH(readable); i++) allow(rules, readable[i], READ_ACCESS);
    allow(rules, "/dev", FILE_ACCESS | LANDLOCK_ACCESS_FS_READ_DIR);
    allow(rules, lock_folder, WRITE_ACCESS);
    if (keep) allow(rules, keep, READ_ACCESS);
    syscall(SYS_landlock_restrict_self, rules, 0);
    close(rules);
}

void jail_enter(const char *lock_folder, const char *keep) {
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return;
    refuse_files(lock_folder, keep);
    if (OUR_ARCH) refuse_programs_and_network();
}
