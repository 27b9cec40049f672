#pragma once
/* The program without user interface and reader: it only uploads what is recorded. The service
 * manager starts it when the user interface crashed too often. Main thread, after signals_block().
 */
#include "base/config.h"

int headless_run(const struct config *config); /* until SIGTERM or SIGINT; an exit code */
