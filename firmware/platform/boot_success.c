/* boot_success: the boot-success marker. The updater waits for this file before it keeps a new
 * system. */
#include "platform/platform.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum err platform_mark_boot_success(const char *path, struct why *why) {
    if (!path[0]) return ERR_NONE;
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0) return why_set(why, err_from_errno(errno), "%s: %s", path, strerror(errno));
    close(fd);
    return ERR_NONE;
}
