/* device: reads the board's state from the kernel. */
#include "platform/platform.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <sys/utsname.h>

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

/* Interfaces that are up and have an IPv4 address, without lo. */
static int networks_up(char *ret_names, size_t bytes) {
    int up = 0;
    size_t used = 0;
    struct ifaddrs *all = NULL;
    ret_names[0] = 0;
    if (getifaddrs(&all) < 0) return 0;
    for (const struct ifaddrs *i = all; i; i = i->ifa_next) {
        char address[INET_ADDRSTRLEN];
        struct sockaddr_in in;
        if (!i->ifa_addr || i->ifa_addr->sa_family != AF_INET || !(i->ifa_flags & IFF_RUNNING) ||
            (i->ifa_flags & IFF_LOOPBACK))
            continue;
        memcpy(&in, i->ifa_addr, sizeof in);
        inet_ntop(AF_INET, &in.sin_addr, address, sizeof address);
        int n = snprintf(ret_names + used, bytes - used, "%s%s %s", up ? ", " : "", i->ifa_name,
                         address);
        if (n > 0 && used + (size_t)n < bytes) used += (size_t)n;
        ret_names[used] = 0; /* a name that does not fit is left out completely */
        up++;
    }
    freeifaddrs(all);
    return up;
}

void platform_read_device(const char *data_directory, struct platform_device *ret_device) {
    struct statvfs disk;
    *ret_device = (struct platform_device){
        .disk_free_bytes = -1, .memory_free_bytes = memory_free(), .temperature_c = temperature()};
    struct utsname system;
    ret_device->networks_up = networks_up(ret_device->networks, sizeof ret_device->networks);
    if (uname(&system) == 0)
        snprintf(ret_device->system, sizeof ret_device->system, "%s %.32s %.16s", system.sysname,
                 system.release, system.machine);
    if (statvfs(data_directory, &disk) == 0)
        ret_device->disk_free_bytes = (int64_t)disk.f_bavail * (int64_t)disk.f_frsize;
}
