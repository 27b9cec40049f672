#pragma once
/* child: starting and ending the process; the supervising thread only. */
#include "base/err.h"

#include <sys/types.h>

#define CHILD_SOCKET 3 /* the child's one descriptor beside 0-2 */

struct child_process {
    pid_t pid;  /* 0: none */
    int handle; /* a pidfd */
    int socket; /* our end */
};

/* Execute self_path --reader-child device lock_folder. */
MUST_CHECK enum err child_start(const char *self_path, const char *device, const char *lock_folder,
                                struct why *why, struct child_process *ret_child);

/* Ask it to end by closing the socket, wait up to grace_ms, then SIGKILL; reaped on return. Returns
 * the wait status. No child: nothing. */
int child_end(struct child_process *child, int grace_ms);
