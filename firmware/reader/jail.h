#pragma once
/* jail: what the child gives up before it opens a reader. Once, at its start. */

/* No new programs, no internet sockets (seccomp(2)), no files but devices, libraries and the lock
 * folder (landlock(7)). keep is one more path it may read, or NULL. A kernel that knows less gives
 * less: then the child runs as it is. */
void jail_enter(const char *lock_folder, const char *keep);
