#pragma once
/* The settings in the store. The desk's thread only. */
#include "desk/core/context.h"

/* Reads them into the configuration, and applies what has changed to the board and the store. */
void settings_read(struct desk_context *context);
