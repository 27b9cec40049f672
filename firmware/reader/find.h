#pragma once
/* find: chooses the device to try. In the child, on its only thread. */
#include <nfc/nfc.h>
#include <stdbool.h>

#define FIND_DEVICE_MAX 256

/* The connection string for this attempt (0, 1, ...): device itself, or for "auto" what libnfc
 * finds on USB, then each serial port that may have a PN532. false: there is nothing to try. */
bool find_device(nfc_context *context, const char *device, unsigned attempt,
                 char ret_connstring[static FIND_DEVICE_MAX]);

/* The device file inside a connection string: "pn532_uart:/dev/ttyUSB0:115200" -> "/dev/ttyUSB0";
 * "" if there is none. */
void find_node(const char *connstring, char ret_node[static FIND_DEVICE_MAX]);
