#pragma once
/* The board under the kiosk. Main thread. */
#include "base/err.h"

/* The claim of one kiosk on its data directory (flock on DIR/lock): ends with the process, however
 * it ends. */
struct claim;
MUST_CHECK enum err platform_claim(const char *dir, struct why *why,
                                   struct claim **ret_claim); /* ERR_BUSY: taken */
void platform_release(struct claim *claim);                   /* NULL ok */
