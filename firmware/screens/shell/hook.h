#pragma once
/* The place where a test driver takes part in the loop of the glass. tests/drive is the only one;
 * it is linked in only with MUSTER_DRIVE. What a driver may read and do: view.h. UI thread only. */
#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct glass;

struct glass_hook {
    void *to;
    enum err (*open)(void *to, struct glass *glass, struct why *why); /* the window is open */
    void (*close)(void *to);             /* always called; frees the driver with its hook */
    void (*turn)(void *to);              /* once a turn, after events have been handled */
    bool (*drawn)(void *to);             /* once a turn, after drawing; true: turn again soon */
    void (*frame)(void *to, int64_t ns); /* a frame took this long to draw and to present */
};
