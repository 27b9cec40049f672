#pragma once
/* Pictures: files named by their hash, decoded and scaled by a worker thread, kept in a bounded
 * cache. UI thread only, but for the worker inside. */
#include "base/err.h"
#include "ui/pixels.h"

#include <stdbool.h>
#include <stddef.h>

struct pictures;

/* folder holds files named by hash. wake(arg) is called on the worker's thread when a picture is
 * ready. budget_bytes bounds what is kept. */
MUST_CHECK enum err pictures_open(const char *folder, size_t budget_bytes, void (*wake)(void *),
                                  void *arg, struct why *why, struct pictures **ret_pictures);
void pictures_close(struct pictures *pictures);

/* The picture cropped to fill width x height px. NULL while it is being decoded or when it cannot
 * be (then *ret_pending is false); asking starts the decoding. Good until pictures_turn. */
const struct pixels *pictures_get(struct pictures *pictures, const char *hash, int width,
                                  int height, bool *ret_pending);

/* Once before each frame: what was not asked for lately may go. */
void pictures_turn(struct pictures *pictures);

/* true once after pictures have become ready. */
bool pictures_news(struct pictures *pictures);

/* Wait until nothing is being decoded; for tests and pictures of screens. */
void pictures_settle(struct pictures *pictures);
