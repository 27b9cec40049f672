#pragma once
/* reader: the supervised card reader.
 *
 * libnfc runs in a child process, because it can abort, crash or hang its process on what a broken
 * reader sends. The child is this same program, executed again as "--reader-child", with one socket
 * and no other descriptor. A thread here receives its reports. A child that exits, or is silent for
 * 2 s (8 s before its first report), is killed and started again. */
#include "base/err.h"
#include "base/pulse.h"
#include "model/tap.h"

struct reader;

struct reader_config {
    const char *device;      /* a libnfc connection string, "auto", "none", or "fake:PATH" */
    const char *self_path;   /* the program to execute again; NULL: /proc/self/exe */
    const char *lock_folder; /* where lock files go; must exist; NULL: /run/lock */
    struct pulse *pulse;     /* beats while the supervisor runs; borrowed; NULL: none */
};

/* Starts the thread and its child. post is called on that thread, once for each event, and must not
 * block: READER_UP or READER_DOWN at each change, the first of them within 8 s; then taps. Fails
 * only if the system cannot create a thread or a descriptor; a missing reader is READER_DOWN. */
MUST_CHECK enum err reader_open(const struct reader_config *config,
                                void (*post)(void *to, const struct reader_event *event), void *to,
                                struct why *why, struct reader **ret_reader);

/* Ends the thread and the child within 200 ms, even if the child hangs. NULL ok. */
void reader_close(struct reader *reader);

/* The child's main function. main() calls it before anything else when argv[1] is READER_CHILD.
 * Returns the exit code. */
#define READER_CHILD "--reader-child"
int reader_child_main(int argc, char **argv);
