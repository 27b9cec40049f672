#pragma once
/* Frames as PNG files: for screenshots, the tour, the test driver and the golden tests. Any thread.
 */
#include "base/err.h"
#include "ui/pixels.h"

MUST_CHECK enum err png_write(const struct pixels *pixels, const char *path, struct why *why);
/* The caller frees ret_pixels->at. */
MUST_CHECK enum err png_read(const char *path, struct why *why, struct pixels *ret_pixels);
