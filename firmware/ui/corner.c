/* corner: the coverage of a pixel is the distance of its centre to the arc, clamped. This is exact
 * enough for smooth circles. */
#include "ui/corner.h"

#include <math.h>
#include <stdlib.h>

void corners_finish(struct corners *corners) {
    for (int i = 0; i < corners->count; i++) free(corners->kept[i].bytes);
    corners->count = 0;
}

static uint8_t *quarter_disc(int radius) {
    uint8_t *bytes = malloc((size_t)radius * radius);
    if (!bytes) return NULL;
    for (int y = 0; y < radius; y++) {
        for (int x = 0; x < radius; x++) {
            double inside = radius + 0.5 - hypot(radius - x - 0.5, radius - y - 0.5);
            bytes[y * radius + x] = (uint8_t)lround(255 * fmin(fmax(inside, 0), 1));
        }
    }
    return bytes;
}

struct mask corner_mask(struct corners *corners, int radius_px) {
    for (int i = 0; i < corners->count; i++)
        if (corners->kept[i].radius == radius_px)
            return (struct mask){corners->kept[i].bytes, radius_px, radius_px, radius_px};
    uint8_t *bytes = radius_px > 0 ? quarter_disc(radius_px) : NULL;
    if (!bytes) return (struct mask){0};
    if (corners->count == CORNERS) corners_finish(corners);
    corners->kept[corners->count].radius = radius_px;
    corners->kept[corners->count++].bytes = bytes;
    return (struct mask){bytes, radius_px, radius_px, radius_px};
}
