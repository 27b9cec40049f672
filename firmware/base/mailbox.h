#pragma once
/* A bounded queue of values between threads, and the only thing that threads share.
 *
 * A full mailbox never blocks the poster: the value is dropped and counted. Values are copied on
 * both sides and must hold no pointers. Any thread may post or take. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mailbox;

/* Room for `slots` values of at most item_bytes each. wake(wake_arg), if given, is called on the
 * poster's thread after each post, to wake a thread that waits for something else (the ui thread
 * waits for SDL); it must not block. NULL: out of memory. */
struct mailbox *mailbox_new(size_t slots, size_t item_bytes, void (*wake)(void *), void *wake_arg);

/* Call it after all threads that use it are joined. NULL ok. */
void mailbox_free(struct mailbox *box);

/* false when full or closed; counted in mailbox_dropped. */
bool mailbox_post(struct mailbox *box, const void *value, size_t bytes);

/* Waits up to timeout_ms (0: does not wait, -1: without limit) and copies the oldest value out.
 * ret_value must have room for item_bytes. false: time-out, or closed and empty. ret_bytes may be
 * NULL. */
bool mailbox_take(struct mailbox *box, int timeout_ms, void *ret_value, size_t *ret_bytes);

/* Ends posting; takers receive the remaining values and then false. */
void mailbox_close(struct mailbox *box);

uint64_t mailbox_dropped(struct mailbox *box);
