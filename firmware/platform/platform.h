#pragma once
/* The board that the kiosk runs on. The claim: main thread. The rest: any thread. */
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The claim of one kiosk on its data directory (flock on DIR/lock). It ends with the process, also
 * after a crash. */
struct claim;
MUST_CHECK enum err platform_claim(const char *dir, struct why *why,
                                   struct claim **ret_claim); /* ERR_BUSY: taken */
void platform_release(struct claim *claim);                   /* NULL ok */

/* Creates the boot-success marker, an empty file that says that this kiosk is healthy. path "":
 * none is wanted. */
MUST_CHECK enum err platform_mark_boot_success(const char *path, struct why *why);

struct platform_device {
    int64_t disk_free_bytes, memory_free_bytes; /* -1: unknown */
    int32_t temperature_c;                      /* INT32_MIN: no sensor */
    int32_t networks_up;                        /* without lo */
    char networks[96];                          /* "eth0 192.168.1.20, wlan0"; "": none is up */
    char system[64];                            /* "Linux 6.1.0 aarch64" */
};
void platform_read_device(const char *data_directory, struct platform_device *ret_device);

/* The panel's brightness in percent; folder: /sys/class/backlight. -1: no panel reports it. */
int platform_brightness(const char *folder);
bool platform_set_brightness(const char *folder, int percent); /* false: it cannot be set */

/* Calls changed on a separate thread each time the file was written or replaced. */
struct watch;
MUST_CHECK enum err platform_watch(const char *path, void (*changed)(void *to), void *to,
                                   struct why *why, struct watch **ret_watch);
void platform_watch_close(struct watch *watch); /* NULL ok; not from changed */

/* Where a USB stick is mounted, possibly read-only: the configured folder if it exists; with "",
 * any removable disk that is mounted. */
bool platform_stick(const char *configured, char *ret_folder, size_t bytes);
