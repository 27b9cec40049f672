#pragma once
/* Drives a kiosk from outside, for tests and the tour, over a unix socket: touches the screen and
 * reads what it shows. Linked in only with MUSTER_DRIVE. */
#include "screens/shell/hook.h"

/* For glass_config.hook; freed by glass_close. path: of the socket. NULL: no memory. */
struct glass_hook *drive_hook(const char *path);
