/* claim: one kiosk for each data directory. The kernel releases the lock when the process ends, so
 * a crash leaves no lock behind. */
#include "platform/platform.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

struct claim {
    int fd;
};

enum err platform_claim(const char *dir, struct why *why, struct claim **ret_claim) {
    char path[320];
    snprintf(path, sizeof path, "%s/lock", dir);
    struct claim *claim = malloc(sizeof *claim);
    if (!claim) return why_set(why, ERR_NO_MEMORY, "%s: out of memory", path);
    claim->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (claim->fd >= 0 && flock(claim->fd, LOCK_EX | LOCK_NB) == 0) {
        *ret_claim = claim;
        return ERR_NONE;
    }
    enum err e = errno == EWOULDBLOCK
                     ? why_set(why, ERR_BUSY, "another kiosk is running on %s", dir)
                     : why_set(why, err_from_errno(errno), "%s: %s", path, strerror(errno));
    platform_release(claim);
    return e;
}

void platform_release(struct claim *claim) {
    if (!claim) return;
    if (claim->fd >= 0) close(claim->fd);
    free(claim);
}
