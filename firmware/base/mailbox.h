#pragma once
/* A bounded queue of values between threads: the only thing threads share.
 *
 * A full mailbox never blocks the poster: the value is refused and counted. Values are copied whole
 * on both sides and must hold no pointers. Any thread may post or take. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mailbox;

/* slots values of at most item_bytes each. wake(wake_arg), where given, is called on the poster's
 * thread after each post (it rouses a thread that waits on something else, as the ui does on SDL);
 * it must not block. NULL when memory is out. */
struct mailbox *mailbox_new(size_t slots, size_t item_bytes, void (*wake)(void *), void *wake_arg);

/* After all threads that use it have been joined. Takes NULL. */
void mailbox_free(struct mailbox *box);

/* false when full or closed; counted in mailbox_dropped. */
bool mailbox_post(struct mailbox *box, const void *value, size_t bytes);

/* Wait up to timeout_ms (0: do not wait, -1: for ever) and copy the oldest value out. ret_value
 * must have room for item_bytes. false on time-out, or when closed and empty. ret_bytes may be
 * NULL. */
bool mailbox_take(struct mailbox *box, int timeout_ms, void *ret_value, size_t *ret_bytes);

/* No more posts; takers drain what is left and then get false. */
void mailbox_close(struct mailbox *box);

uint64_t mailbox_dropped(struct mailbox *box);
