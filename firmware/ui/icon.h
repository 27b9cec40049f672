#pragma once
/* Icons: SVG files, rasterised at the size they are shown in, kept as coverage and tinted while
 * drawing. UI thread only. */
#include "base/err.h"
#include "ui/pixels.h"

struct icons;

/* folder holds NAME.svg. */
MUST_CHECK enum err icons_open(const char *folder, struct why *why, struct icons **ret_icons);
void icons_close(struct icons *icons);

/* The coverage of an icon in a box of size_px; width 0: there is no icon of that name. Valid until
 * the next call. */
struct mask icons_mask(struct icons *icons, const char *name, int size_px);
