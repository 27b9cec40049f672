#pragma once
/* Icons: SVG files rasterised at the size they are shown, kept as coverage and tinted when drawn.
 * UI thread only. */
#include "base/err.h"
#include "ui/pixels.h"

struct icons;

/* folder holds NAME.svg. */
MUST_CHECK enum err icons_open(const char *folder, struct why *why, struct icons **ret_icons);
void icons_close(struct icons *icons);

/* Coverage of an icon whose box is size_px square; width 0 where there is none of that name. Good
 * until the next call. */
struct mask icons_mask(struct icons *icons, const char *name, int size_px);
