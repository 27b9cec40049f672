#pragma once
/* A first start without an installer at the kiosk: muster-setup.ini on the boot partition. */
#include "base/config.h"

struct unattended;

/* Before the rooms open, with the data directory claimed. The file's configuration is written to
 * local.conf and *config at once. *ret_job: what remains to be done; NULL: there is no file, it was
 * used before, or it is refused (the log has its line). */
void unattended_begin(struct config *config, struct unattended **ret_job);

/* Starts a thread that sets time zone, network and station; after the rooms are open. NULL ok. */
void unattended_start(struct unattended *job);
void unattended_close(struct unattended *job); /* cancels what is under way; NULL ok */

/* For --check. ERR_NOT_FOUND: there is no such file. *ret_done: it has been used. */
MUST_CHECK enum err unattended_check(const struct config *config, struct why *why, bool *ret_done);
