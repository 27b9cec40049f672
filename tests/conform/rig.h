#pragma once
/* rig: the simulator as a separate process, and the reader room on it. One thread. */
#include "reader/reader.h"

#include <stdbool.h>

struct rig {
    char folder[64]; /* only of this rig; deleted by rig_finish */
    int simulator;   /* pid */
    int control;     /* socket */
    struct reader *reader;
    struct mailbox *events;
};

/* Starts the simulator; options: more arguments for it, ending with NULL, or NULL. Fails the test
 * on an error. */
void rig_init(struct rig *rig, const char *const *options);
void rig_finish(struct rig *rig);

/* Sends one command to the simulator; fails the test on an error. Returns the simulator's time in
 * ns. */
int64_t rig_say(struct rig *rig, const char *format, ...) PRINTF_LIKE(2, 3);
long rig_ask(struct rig *rig, const char *number); /* a number of its status line */

void rig_open(struct rig *rig);                            /* opens the reader on the simulator */
void rig_open_device(struct rig *rig, const char *device); /* on another device */
void rig_open_up(struct rig *rig);                         /* and waits until it is up */
void rig_close(struct rig *rig);

/* The next event within ms; false: none. */
bool rig_next(struct rig *rig, int ms, struct reader_event *ret_event);

/* Waits for an event of the kind, skipping others. Returns the milliseconds it took, or -1. */
int rig_wait(struct rig *rig, enum reader_event_kind kind, int ms);

/* The number of events of the kind within ms. */
int rig_count(struct rig *rig, enum reader_event_kind kind, int ms);

void rig_forget(struct rig *rig); /* discards events that have arrived */
void rig_sleep(int ms);
int rig_child(void);          /* pid of the reader's child */
int rig_descriptors(int pid); /* open ones of a process */
bool rig_is_slow(void);       /* built with a sanitizer: fewer rounds */
