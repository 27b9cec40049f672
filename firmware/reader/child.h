#pragma once
/* child: starts and ends the reader's process. Supervising thread only. */
#include "base/err.h"

#include <sys/types.h>

#define CHILD_SOCKET 3 /* the child's only descriptor beside 0-2 */

struct child_process {
    pid_t pid;  /* 0: none */
    int handle; /* a pidfd */
    int socket; /* our end */
};

/* Executes self_path --reader-child device lock_folder. */
MUST_CHECK enum err child_start(const char *self_path, const char *device, const char *lock_folder,
                                struct why *why, struct child_process *ret_child);

/* Closes the socket, which asks the child to exit, waits up to grace_ms, then sends SIGKILL. The
 * child is reaped on return; returns its wait status. Does nothing if there is no child. */
int child_end(struct child_process *child, int grace_ms);
