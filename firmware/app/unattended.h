#pragma once
/* A first start without anybody: muster-setup.ini on the boot partition. */
#include "base/config.h"

struct unattended;

/* Before the rooms open, with the data directory claimed: what the file says of the config goes
 * into local.conf and *config at once. *ret_job: the rest is to be done; NULL: there is nothing, it
 * was done before, or the file is refused (logged with its line). */
void unattended_begin(struct config *config, struct unattended **ret_job);

/* On a thread of its own, when the rooms are open: time zone, network, station. NULL ok. */
void unattended_start(struct unattended *job);
void unattended_close(struct unattended *job); /* gives up what is under way; NULL ok */

/* For --check. ERR_NOT_FOUND: there is no such file. */
MUST_CHECK enum err unattended_look(const struct config *config, struct why *why, bool *ret_done);
