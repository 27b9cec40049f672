#pragma once
/* jail: the rights that the child drops before it opens a reader. Called once, at its start. */

/* No new programs and no internet sockets (seccomp(2)); no files except devices, libraries and the
 * lock folder (landlock(7)). keep: one more path it may read, or NULL. On a kernel without these
 * features the child runs with the rights it has. */
void jail_enter(const char *lock_folder, const char *keep);
