#pragma once
/* Requests to the helper muster-board (board/helper), which does as root what the kiosk may not do.
 * Any thread that may block: a call returns when the helper has answered. socket: where it listens.
 *
 * ERR_NOT_FOUND: the helper does not listen, or the tool is missing; ERR_BAD_INPUT: the request is
 * refused; ERR_IO: the tool failed, and why has its message; ERR_TIMEOUT. */
#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

/* Receives one line of a tool's output, and NULL twice a second while the tool runs. false: stop
 * waiting with ERR_TIMEOUT; the tool itself continues. */
typedef bool board_said(void *to, const char *line);

MUST_CHECK enum err board_set_clock(const char *socket, int64_t utc_ms, struct why *why);
/* folder: where the stick is mounted. It is remounted, so no file on it may be open. */
MUST_CHECK enum err board_open_stick(const char *socket, const char *folder, bool writable,
                                     struct why *why);

/* For every other request: the verb and its arguments, NULL at the end. said may be NULL. */
MUST_CHECK enum err board_ask(const char *socket, const char *const parts[], int limit_s,
                              board_said *said, void *to, struct why *why);
