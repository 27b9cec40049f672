#pragma once
/* The door of screens/ for app: the glass (screens/shell/glass.h) and the table of screens that it
 * is opened with (struct glass_config, screens). */
#include "screens/shell/glass.h"

extern const struct screen_table screens_table;
