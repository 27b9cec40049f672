#pragma once
/* The drive: touching and looking at the glass from outside, for tests and the tour, over a unix
 * socket. Built only with MUSTER_DRIVE; else every function does nothing. UI thread only. */
#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct glass;
struct drive;

/* One where the config names a path; *ret_drive NULL where not. */
enum err drive_open(struct glass *glass, struct why *why, struct drive **ret_drive);
void drive_close(struct drive *drive);
void drive_serve(struct drive *drive); /* requests that have come */
/* After each turn of the loop: what was waited for may be there. true: turn again in a moment. */
bool drive_drawn(struct drive *drive);
/* A frame took this long to draw and to hand to the display; asked for by "frame-times". */
void drive_note_frame(struct drive *drive, int64_t ns);
