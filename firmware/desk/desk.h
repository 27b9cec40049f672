#pragma once
/* The desk: the thread that answers taps and touches, and the only writer of the store.
 *
 * Everything that arrives is posted to it and answered by a glass event; an outcome is posted only
 * after its COMMIT. Opening never waits for the disk: the store is opened on the desk's own thread,
 * and GLASS_STORE reports when it is open. */
#include "desk/core/config.h"

struct desk;

MUST_CHECK enum err desk_open(const struct desk_config *config, struct why *why,
                              struct desk **ret_desk);

/* Answers what has arrived, takes a snapshot of the store, joins the thread. NULL ok. */
void desk_close(struct desk *desk);

/* Any thread. false: the inbox is full, and the value was dropped and counted. */
bool desk_tell(struct desk *desk, const struct reader_event *event);
bool desk_ask(struct desk *desk, const struct intent *intent);
/* true: what it points to belongs to the desk now. */
bool desk_link(struct desk *desk, const struct link_ask *ask);
