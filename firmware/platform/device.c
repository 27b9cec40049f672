/* device: what the kernel says of the board. */
#include "platform/platform.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>

static bool read_line(const char *path, char *ret_line, size_t bytes) {
    FILE *file = fopen(path, "re");
    bool ok = file && fgets(ret_line, (int)bytes, file);
    if (file) fclose(file);
    return ok;
}

static int64_t memory_free(void) {
    char line[128];
    long long kib = -1;
    FILE *file = fopen("/proc/meminfo", "re");
    while (file && kib < 0 && fgets(line, sizeof line, file))
        if (sscanf(line, "MemAvailable: %lld kB", &kib) != 1) kib = -1;
    if (file) fclose(file);
    return kib < 0 ? -1 : kib * 1024;
}

/* The hottest zone: thermal_zone*'s temp is in thousandths of a degree (kernel: thermal/sysfs). */
static int temperature(void) {
    int hottest = INT32_MIN;
    for (int i = 0; i < 16; i++) {
        char path[64], line[32];
        int thousandths = 0;
        snprintf(path, sizeof path, "/sys/class/thermal/thermal_zone%d/temp", i);
        if (!read_line(path, line, sizeof line)) break;
        if (sscanf(line, "%d", &thousandths) == 1 && thousandths / 1000 > hottest)
            hottest = thousandths / 1000;
    }
    return hottest;
}

static int networks_up(void) {
    int up = 0;
    DIR *folder = opendir("/sys/class/net");
    for (struct dirent *e; folder && (e = readdir(folder));) {
        char path[300], line[32];
        snprintf(path, sizeof path, "/sys/class/net/%s/operstate", e->d_name);
        if (strcmp(e->d_name, "lo") != 0 && read_line(path, line, sizeof line) &&
            strncmp(line, "up", 2) == 0)
            up++;
    }
    if (folder) closedir(folder);
    return up;
}

void platform_look(const char *data_directory, struct platform_device *ret_device) {
    struct statvfs disk;
    *ret_device = (struct platform_device){.disk_free_bytes = -1,
                                           .memory_free_bytes = memory_free(),
                                           .temperature_c = temperature(),
                                           .networks_up = networks_up()};
    if (statvfs(data_directory, &disk) == 0)
        ret_device->disk_free_bytes = (int64_t)disk.f_bavail * (int64_t)disk.f_frsize;
}
