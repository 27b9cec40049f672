/* pixels_webp: still pictures only. */
#include "content/pixels.h"

#include <stdlib.h>
#include <string.h>
#include <webp/decode.h>

static enum err damaged(struct why *why) {
    return why_set(why, ERR_BAD_INPUT, "WebP 损坏或不完整 (damaged or cut short)");
}

enum err pixels_look_webp(const uint8_t *b, size_t n, struct why *why, struct picture_facts *ret) {
    WebPBitstreamFeatures features;
    if (WebPGetFeatures(b, n, &features) != VP8_STATUS_OK) return damaged(why);
    if (features.has_animation)
        return why_set(why, ERR_BAD_INPUT, "不能用动图 (an animation is not shown)");
    /* Metadata needs the extended format, VP8X; data after the one chunk is detected by its size.
     */
    bool simple = n >= 20 && memcmp(b + 12, "VP8X", 4) != 0;
    size_t riff = (size_t)b[4] | (size_t)b[5] << 8 | (size_t)b[6] << 16 | (size_t)b[7] << 24;
    size_t chunk =
        n >= 20 ? (size_t)b[16] | (size_t)b[17] << 8 | (size_t)b[18] << 16 | (size_t)b[19] << 24
                : 0;
    *ret = (struct picture_facts){.width = features.width,
                                  .height = features.height,
                                  .clean = simple && riff + 8 == n && chunk + (chunk & 1) + 20 == n,
                                  .orientation = 1};
    return ERR_NONE;
}

enum err pixels_read_webp(const uint8_t *b, size_t n, struct why *why, struct pixels *ret) {
    struct pixels pixels = {0};
    uint8_t *decoded = WebPDecodeRGB(b, n, &pixels.width, &pixels.height);
    if (!decoded) return damaged(why);
    size_t bytes = (size_t)pixels.width * (size_t)pixels.height * 3;
    pixels.rgb = malloc(bytes); /* so that free() can be used */
    if (pixels.rgb) memcpy(pixels.rgb, decoded, bytes);
    WebPFree(decoded);
    if (!pixels.rgb) return why_set(why, ERR_NO_MEMORY, "out of memory");
    *ret = pixels;
    return ERR_NONE;
}
