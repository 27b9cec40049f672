#pragma once
/* Asking muster-board (board/helper), which does as root what the kiosk may not. Any thread that
 * may wait: the calls return when the board has answered. socket: where it listens.
 *
 * ERR_NOT_FOUND: it does not listen, or has not the tool; ERR_BAD_INPUT: refused as it stands;
 * ERR_IO: the tool could not do it, and why has its words; ERR_TIMEOUT. */
#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

/* One line of what a tool says; NULL: it is still at it, said twice a second. false: nobody waits
 * for it any longer (the tool goes on): ERR_TIMEOUT. */
typedef bool board_said(void *to, const char *line);

MUST_CHECK enum err board_set_clock(const char *socket, int64_t utc_ms, struct why *why);
/* folder: where the stick is mounted; it is mounted anew, so no file of it may be open. */
MUST_CHECK enum err board_open_stick(const char *socket, const char *folder, bool writable,
                                     struct why *why);

/* For all else: the verb and its arguments, NULL at the end. said: NULL: nobody. */
MUST_CHECK enum err board_ask(const char *socket, const char *const parts[], int limit_s,
                              board_said *said, void *to, struct why *why);
