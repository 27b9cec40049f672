/* stick: finds a mounted USB stick in /proc/mounts; the kernel says whether a disk is removable. */
#include "platform/platform.h"

#include <mntent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static bool says_one(const char *path) {
    FILE *file = fopen(path, "re");
    bool one = file && fgetc(file) == '1';
    if (file) fclose(file);
    return one;
}

/* /sys/dev/block/8:17/removable of a whole disk, ../removable of a partition's. */
static bool is_removable(const char *device) {
    struct stat st;
    char path[96];
    if (stat(device, &st) < 0 || !S_ISBLK(st.st_mode)) return false;
    snprintf(path, sizeof path, "/sys/dev/block/%u:%u/removable", major(st.st_rdev),
             minor(st.st_rdev));
    if (says_one(path)) return true;
    snprintf(path, sizeof path, "/sys/dev/block/%u:%u/../removable", major(st.st_rdev),
             minor(st.st_rdev));
    return says_one(path);
}

static bool find_mounted(char *ret_folder, size_t bytes) {
    bool found = false;
    FILE *mounts = setmntent("/proc/mounts", "re");
    struct mntent entry, *e;
    char text[1024];
    while (mounts && !found && (e = getmntent_r(mounts, &entry, text, sizeof text))) {
        found = strncmp(e->mnt_fsname, "/dev/", 5) == 0 && is_removable(e->mnt_fsname) &&
                access(e->mnt_dir, R_OK | X_OK) == 0 && strlen(e->mnt_dir) < bytes;
        if (found) snprintf(ret_folder, bytes, "%s", e->mnt_dir);
    }
    if (mounts) endmntent(mounts);
    return found;
}

bool platform_stick(const char *configured, char *ret_folder, size_t bytes) {
    struct stat st;
    if (!configured[0]) return find_mounted(ret_folder, bytes);
    if (stat(configured, &st) < 0 || !S_ISDIR(st.st_mode)) return false;
    snprintf(ret_folder, bytes, "%s", configured);
    return true;
}
