/* pixels_png: libpng's simple interface, transparency is blended with the page colour. */
#include "content/pixels.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>

static const png_color paper = {0xF7, 0xF2, 0xE6}; /* the page's colour: screens.md */

/* Chunks that belong to the picture itself (PNG, third edition, 11). */
static bool is_plain(const uint8_t *type) {
    static const char plain[][5] = {"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA",
                                    "cHRM", "sRGB", "pHYs", "sBIT", "bKGD"};
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
        if (memcmp(type, plain[i], 4) == 0) return true;
    }
    return false;
}

static bool is_clean(const uint8_t *b, size_t n) {
    size_t at = 8;
    while (n - at >= 12) {
        size_t length =
            (size_t)b[at] << 24 | (size_t)b[at + 1] << 16 | (size_t)b[at + 2] << 8 | b[at + 3];
        if (length > n - at - 12 || !is_plain(b + at + 4)) return false;
        if (memcmp(b + at + 4, "IEND", 4) == 0) return at + 12 + length == n;
        at += 12 + length;
    }
    return false;
}

static enum err damaged(struct why *why, png_image *image) {
    enum err e =
        why_set(why, ERR_BAD_INPUT, "PNG 损坏或不完整 (damaged or cut short: %s)", image->message);
    png_image_free(image);
    return e;
}

enum err pixels_look_png(const uint8_t *b, size_t n, struct why *why, struct picture_facts *ret) {
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_memory(&image, b, n)) return damaged(why, &image);
    *ret =
        (struct picture_facts){.width = image.width <= INT16_MAX ? (int)image.width : INT16_MAX,
                               .height = image.height <= INT16_MAX ? (int)image.height : INT16_MAX,
                               .clean = is_clean(b, n),
                               .orientation = 1};
    png_image_free(&image);
    return ERR_NONE;
}

enum err pixels_read_png(const uint8_t *b, size_t n, struct why *why, struct pixels *ret) {
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_memory(&image, b, n)) return damaged(why, &image);
    image.format = PNG_FORMAT_RGB;
    uint8_t *rgb = malloc(PNG_IMAGE_SIZE(image));
    if (!rgb) {
        png_image_free(&image);
        return why_set(why, ERR_NO_MEMORY, "out of memory");
    }
    if (!png_image_finish_read(&image, &paper, rgb, 0, NULL) || PNG_IMAGE_FAILED(image)) {
        free(rgb);
        return damaged(why, &image);
    }
    *ret = (struct pixels){rgb, (int)image.width, (int)image.height};
    return ERR_NONE;
}
