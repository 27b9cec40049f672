#pragma once
/* Pictures on their way in. Nothing that a picture says of itself is believed before its limits are
 * checked, and none is kept that was not decoded whole. One thread. */
#include "content/content_private.h"

#define SCREENSHOT_BYTES_MAX (8u << 20)
#define SCREENSHOT_SIDE_MAX 8192       /* px, from the header, before anything is decoded */
#define PICTURE_PIXELS_MAX 24000000 /* 24 megapixels: 72 MB while it is read */
#define PICTURE_KEPT_SIDE_MAX 1600  /* px; a larger one is scaled down: the glass is 1080 wide */
#define PICTURE_KEPT_BYTES_MAX (1u << 20) /* kept as it came up to here, else written anew */
#define PICTURE_QUALITY 88                /* of a JPEG written anew */

/* The picture at path, relative to source's file, into the blob folder under the hex BLAKE2b-256 of
 * the bytes kept. path may lead to anywhere in the folder above the file's, no further. What comes
 * with metadata (a camera's place and time) is turned upright and written anew without it. */
MUST_CHECK enum err picture_import(const struct source *source, int line, const char *path,
                                   struct why *why, char ret_blob[static BLOB_SIZE]);

/* The same for bytes in memory: what would be kept; free() it. why has the reason without a place.
 */
MUST_CHECK enum err picture_prepare(const uint8_t *bytes, size_t count, struct why *why,
                                    uint8_t **ret_bytes, size_t *ret_count);
