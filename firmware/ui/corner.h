#pragma once
/* Coverage of a quarter disc: the top left corner of a rounded box of that radius. Cached by
 * radius. UI thread only. */
#include "ui/pixels.h"

#define CORNERS 48

struct corners {
    int count;
    struct {
        int radius;
        uint8_t *bytes;
    } kept[CORNERS];
};

/* width 0 for radius 0. Valid until the next call. */
struct mask corner_mask(struct corners *corners, int radius_px);
void corners_finish(struct corners *corners);
