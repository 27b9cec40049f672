/* pixels: scaled down, and turned upright. */
#include "content/pixels.h"

#include <stdlib.h>
#include <string.h>

/* The mean of the source pixels under one target pixel, whole pixels only: good enough for a
 * reduction by two or more, and never brighter or darker than the area. */
static void mean(const struct pixels *from, int x0, int x1, int y0, int y1, uint8_t *ret_rgb) {
    uint32_t sum[3] = {0}, count = (uint32_t)((x1 - x0) * (y1 - y0));
    for (int y = y0; y < y1; y++) {
        const uint8_t *p = from->rgb + 3 * ((size_t)y * (size_t)from->width + (size_t)x0);
        for (int x = x0; x < x1; x++, p += 3) {
            for (int c = 0; c < 3; c++) sum[c] += p[c];
        }
    }
    for (int c = 0; c < 3; c++) ret_rgb[c] = (uint8_t)((sum[c] + count / 2) / count);
}

enum err pixels_shrink(struct pixels *pixels, int side_px, struct why *why) {
    int longer = pixels->width > pixels->height ? pixels->width : pixels->height;
    if (longer <= side_px) return ERR_NONE;
    struct pixels small = {.width = (int)((int64_t)pixels->width * side_px / longer),
                           .height = (int)((int64_t)pixels->height * side_px / longer)};
    if (small.width < 1) small.width = 1;
    if (small.height < 1) small.height = 1;
    small.rgb = malloc((size_t)small.width * (size_t)small.height * 3);
    if (!small.rgb) return why_set(why, ERR_NO_MEMORY, "out of memory");
    for (int y = 0; y < small.height; y++) {
        int y0 = (int)((int64_t)y * pixels->height / small.height);
        int y1 = (int)((int64_t)(y + 1) * pixels->height / small.height);
        for (int x = 0; x < small.width; x++) {
            int x0 = (int)((int64_t)x * pixels->width / small.width);
            int x1 = (int)((int64_t)(x + 1) * pixels->width / small.width);
            mean(pixels, x0, x1, y0, y1,
                 small.rgb + 3 * ((size_t)y * (size_t)small.width + (size_t)x));
        }
    }
    free(pixels->rgb);
    *pixels = small;
    return ERR_NONE;
}

/* EXIF orientations: 5..8 swap the sides; then each may mirror x, y or both. */
enum err pixels_turn(struct pixels *pixels, int orientation, struct why *why) {
    if (orientation <= 1 || orientation > 8) return ERR_NONE;
    bool swap = orientation >= 5;
    bool mirror_x = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
    bool mirror_y = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
    struct pixels to = {.width = swap ? pixels->height : pixels->width,
                        .height = swap ? pixels->width : pixels->height};
    to.rgb = malloc((size_t)to.width * (size_t)to.height * 3);
    if (!to.rgb) return why_set(why, ERR_NO_MEMORY, "out of memory");
    for (int y = 0; y < to.height; y++) {
        for (int x = 0; x < to.width; x++) {
            int u = mirror_x ? to.width - 1 - x : x, v = mirror_y ? to.height - 1 - y : y;
            size_t at = swap ? (size_t)u * (size_t)pixels->width + (size_t)v
                             : (size_t)v * (size_t)pixels->width + (size_t)u;
            memcpy(to.rgb + 3 * ((size_t)y * (size_t)to.width + (size_t)x), pixels->rgb + 3 * at,
                   3);
        }
    }
    free(pixels->rgb);
    *pixels = to;
    return ERR_NONE;
}
