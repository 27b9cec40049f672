/* find: USB first, because probing it disturbs no other device; then the serial ports, one for each
 * attempt, because probing a port without a reader takes more than a second. */
#include "reader/find.h"

#include "base/bytes.h"

#include <glob.h>
#include <stdio.h>
#include <string.h>

#define AUTO "auto"

/* By ID first: that name stays the same in another USB socket. */
static const char *const ports[] = {"/dev/serial/by-id/*", "/dev/ttyUSB*", "/dev/ttyACM*",
                                    "/dev/ttyAMA0",        "/dev/serial0", "/dev/ttyS0"};

static bool find_usb(nfc_context *context, char *ret_connstring) {
    nfc_connstring found[1];
    if (nfc_list_devices(context, found, 1) == 0) return false;
    snprintf(ret_connstring, FIND_DEVICE_MAX, "%.*s", FIND_DEVICE_MAX - 1, found[0]);
    return true;
}

static bool find_port(unsigned attempt, char *ret_connstring) {
    glob_t paths = {0};
    for (size_t i = 0; i < ARRAY_LENGTH(ports); i++)
        (void)glob(ports[i], i ? GLOB_APPEND : 0, NULL, &paths);
    bool found = paths.gl_pathc > 0;
    if (found)
        snprintf(ret_connstring, FIND_DEVICE_MAX, "pn532_uart:%s",
                 paths.gl_pathv[attempt % paths.gl_pathc]);
    globfree(&paths);
    return found;
}

bool find_device(nfc_context *context, const char *device, unsigned attempt,
                 char ret_connstring[static FIND_DEVICE_MAX]) {
    if (strcmp(device, AUTO) != 0) {
        snprintf(ret_connstring, FIND_DEVICE_MAX, "%s", device);
        return true;
    }
    return find_usb(context, ret_connstring) || find_port(attempt, ret_connstring);
}

void find_node(const char *connstring, char ret_node[static FIND_DEVICE_MAX]) {
    const char *node = strstr(connstring, ":/");
    snprintf(ret_node, FIND_DEVICE_MAX, "%s", node ? node + 1 : "");
    ret_node[strcspn(ret_node, ":")] = '\0';
}
