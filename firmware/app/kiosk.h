#pragma once
/* The program with its user interface. Main thread, after signals_block(). */
#include "app/options.h"
#include "base/config.h"

/* Runs until SIGTERM, SIGINT or a closed window; an exit code. After a restart by staff it executes
 * the program again and does not return, unless a signal came meanwhile. */
int kiosk_run(const struct config *config, const struct options *options);
