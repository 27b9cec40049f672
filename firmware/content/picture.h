#pragma once
/* Import of pictures. The limits are checked before anything else in a picture is used, and only a
 * picture that was decoded completely is stored. One thread. */
#include "content/content_private.h"

#define SCREENSHOT_BYTES_MAX (8u << 20)
#define SCREENSHOT_SIDE_MAX 8192    /* px, from the header, before anything is decoded */
#define PICTURE_PIXELS_MAX 24000000 /* 24 megapixels: 72 MB while it is read */
#define PICTURE_KEPT_SIDE_MAX 1600  /* px; a larger one is scaled down: the display is 1080 wide */
#define PICTURE_KEPT_BYTES_MAX                                                                     \
    (1u << 20)             /* bytes; stored unchanged up to this size, otherwise encoded again */
#define PICTURE_QUALITY 88 /* of a JPEG that is encoded again */

/* The picture at path, relative to source's file, into the blob folder under the hex BLAKE2b-256 of
 * the bytes kept. path may lead to anywhere in the folder above the file's, but no further. A
 * picture with metadata (place and time of a camera) is turned upright and encoded again without
 * it. */
MUST_CHECK enum err picture_import(const struct source *source, int line, const char *path,
                                   struct why *why, char ret_blob[static BLOB_SIZE]);

/* The same for bytes in memory: what would be stored; free() it. why has the reason without file
 * and line.
 */
MUST_CHECK enum err picture_prepare(const uint8_t *bytes, size_t count, struct why *why,
                                    uint8_t **ret_bytes, size_t *ret_count);
