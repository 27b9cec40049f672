/* process: fork, execute, reap. Between fork and exec only async-signal-safe functions run. */
#include "reader/child.h"

#include "reader/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* In the new process. It is killed when the parent's thread ends: PR_SET_PDEATHSIG follows the
 * thread, so the supervising thread must outlive the child. */
static void become_child(int socket, pid_t parent, const char *self_path, char *const argv[]) {
    sigset_t none;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(0);
    int null = open("/dev/null", O_RDWR);
    if (null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0) _exit(126);
    if (socket != CHILD_SOCKET && dup2(socket, CHILD_SOCKET) < 0) _exit(126);
    if (socket == CHILD_SOCKET) fcntl(socket, F_SETFD, 0);
    close_range(CHILD_SOCKET + 1, ~0u, 0);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL); /* the thread blocks signals; its child must not */
    execv(self_path, argv);
    _exit(127);
}

enum err child_start(const char *self_path, const char *device, const char *lock_folder,
                     struct why *why, struct child_process *ret_child) {
    int ends[2];
    pid_t parent = getpid();
    char *const argv[] = {(char *)self_path, (char *)READER_CHILD, (char *)device,
                          (char *)lock_folder, NULL};
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0)
        return why_set(why, err_from_errno(errno), "socket: %s", strerror(errno));
    pid_t pid = fork();
    if (pid == 0) become_child(ends[1], parent, self_path, argv);
    int error = errno;
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return why_set(why, err_from_errno(error), "fork: %s", strerror(error));
    }
    *ret_child = (struct child_process){
        .pid = pid, .handle = (int)syscall(SYS_pidfd_open, pid, 0), .socket = ends[0]};
    return ERR_NONE;
}

int child_end(struct child_process *child, int grace_ms) {
    int status = 0;
    if (child->pid <= 0) return 0;
    close(child->socket);
    struct pollfd ended = {.fd = child->handle, .events = POLLIN};
    if (child->handle < 0 || poll(&ended, 1, grace_ms) <= 0) kill(child->pid, SIGKILL);
    while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR) {
    }
    if (child->handle >= 0) close(child->handle);
    *child = (struct child_process){0};
    return status;
}
