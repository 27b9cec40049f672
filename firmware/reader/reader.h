#pragma once
/* reader: the card reader, kept alive.
 *
 * libnfc runs in a child process, because it can abort, crash or hang its process on what a broken
 * reader sends. The child is this same program, executed again as "--reader-child", with one socket
 * and no other descriptor. A thread here listens to it; a child that dies, or is silent for 2 s
 * (8 s before its first word), is killed and started again. */
#include "base/err.h"
#include "base/pulse.h"
#include "model/tap.h"

struct reader;

struct reader_config {
    const char *device;      /* a libnfc connection string, "auto", "none", or "fake:PATH" */
    const char *self_path;   /* the program to execute again; NULL: /proc/self/exe */
    const char *lock_folder; /* where lock files go; must exist; NULL: /run/lock */
    struct pulse *pulse;     /* beats while the supervisor lives; borrowed; NULL: nobody listens */
};

/* Start the thread and its child. post is called on that thread, once an event, and must not block:
 * READER_UP or READER_DOWN at each change, the first of them within 8 s; then taps. Fails only
 * where the machine cannot give a thread or a socket; a missing reader is READER_DOWN. */
MUST_CHECK enum err reader_open(const struct reader_config *config,
                                void (*post)(void *to, const struct reader_event *event), void *to,
                                struct why *why, struct reader **ret_reader);

/* Ends the thread and the child; within 200 ms, also when the child hangs. NULL ok. */
void reader_close(struct reader *reader);

/* The child's whole life; main() calls it, before anything else, when argv[1] is READER_CHILD.
 * Returns the exit code. */
#define READER_CHILD "--reader-child"
int reader_child_main(int argc, char **argv);
