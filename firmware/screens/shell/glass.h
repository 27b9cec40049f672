#pragma once
/* The glass: the window, the page in it, and the way from one screen to the next. One thread opens,
 * runs and closes it: the ui thread. */
#include "screens/shell/glass_config.h"

struct glass;
struct mailbox;

MUST_CHECK enum err glass_open(const struct glass_config *config, const struct glass_calls *calls,
                               struct why *why, struct glass **ret_glass);

/* Any thread posts struct glass_event here, with glass_event_size bytes; the glass wakes. Exists
 * from glass_open to glass_close. */
struct mailbox *glass_mailbox(struct glass *glass);

/* Any thread, also a signal handler: makes glass_run read *stop again. */
void glass_wake(struct glass *glass);

/* Runs until *stop, written atomically, is true, or until the desktop's close button is pressed
 * where not full_screen. */
void glass_run(struct glass *glass, const bool *stop);

/* Takes NULL. Call it after all threads that post have been joined. */
void glass_close(struct glass *glass);
