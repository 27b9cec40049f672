#pragma once
/* Pictures: files named by their hash, decoded and scaled by a worker thread and kept in a bounded
 * cache. UI thread only, except for the worker inside. */
#include "base/err.h"
#include "ui/pixels.h"

#include <stdbool.h>
#include <stddef.h>

struct pictures;

/* folder holds the files. wake(arg) is called on the worker's thread when a picture is ready.
 * budget_bytes limits the memory of the cache. */
MUST_CHECK enum err pictures_open(const char *folder, size_t budget_bytes, void (*wake)(void *),
                                  void *arg, struct why *why, struct pictures **ret_pictures);
void pictures_close(struct pictures *pictures);

/* The picture, cropped to fill width x height px. NULL: it is being decoded, or it cannot be (then
 * *ret_pending is false). The first call starts the decoding. Valid until pictures_turn. */
const struct pixels *pictures_get(struct pictures *pictures, const char *hash, int width,
                                  int height, bool *ret_pending);

/* Call it once before each frame: pictures that were not used lately may be dropped. */
void pictures_turn(struct pictures *pictures);

/* true once after pictures have become ready. */
bool pictures_news(struct pictures *pictures);

/* Waits until nothing is being decoded: for tests and pictures of screens. */
void pictures_settle(struct pictures *pictures);
