/* mailbox: a ring of fixed slots under one mutex.
 * 1. Posting never waits for a taker.
 * 2. Values are taken in the order they were posted, each once. */
#include "base/mailbox.h"

#include "base/condition.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct mailbox {
    pthread_mutex_t lock;
    pthread_cond_t arrived;
    void (*wake)(void *);
    void *wake_arg;
    size_t slots, item_bytes;
    size_t first, count;
    uint64_t dropped;
    bool closed;
    size_t *sizes;
    unsigned char *items;
};

struct mailbox *mailbox_new(size_t slots, size_t item_bytes, void (*wake)(void *), void *wake_arg) {
    struct mailbox *box = calloc(1, sizeof *box);
    if (!box) return NULL;
    box->sizes = calloc(slots, sizeof *box->sizes);
    box->items = calloc(slots, item_bytes);
    if (!box->sizes || !box->items) {
        free(box->sizes);
        free(box->items);
        free(box);
        return NULL;
    }
    box->slots = slots;
    box->item_bytes = item_bytes;
    box->wake = wake;
    box->wake_arg = wake_arg;
    pthread_mutex_init(&box->lock, NULL);
    condition_init(&box->arrived);
    return box;
}

void mailbox_free(struct mailbox *box) {
    if (!box) return;
    pthread_cond_destroy(&box->arrived);
    pthread_mutex_destroy(&box->lock);
    free(box->sizes);
    free(box->items);
    free(box);
}

bool mailbox_post(struct mailbox *box, const void *value, size_t bytes) {
    assert(bytes <= box->item_bytes);
    pthread_mutex_lock(&box->lock);
    bool room = !box->closed && box->count < box->slots;
    if (room) {
        size_t slot = (box->first + box->count) % box->slots;
        memcpy(box->items + slot * box->item_bytes, value, bytes);
        box->sizes[slot] = bytes;
        box->count++;
        pthread_cond_signal(&box->arrived);
    } else {
        box->dropped++;
    }
    pthread_mutex_unlock(&box->lock);
    if (room && box->wake) box->wake(box->wake_arg);
    return room;
}

bool mailbox_take(struct mailbox *box, int timeout_ms, void *ret_value, size_t *ret_bytes) {
    struct timespec deadline =
        timeout_ms > 0 ? condition_deadline(timeout_ms) : (struct timespec){0};
    pthread_mutex_lock(&box->lock);
    while (box->count == 0 && !box->closed && timeout_ms != 0) {
        if (timeout_ms < 0) {
            pthread_cond_wait(&box->arrived, &box->lock);
        } else if (pthread_cond_timedwait(&box->arrived, &box->lock, &deadline) == ETIMEDOUT) {
            break;
        }
    }
    bool got = box->count > 0;
    if (got) {
        memcpy(ret_value, box->items + box->first * box->item_bytes, box->sizes[box->first]);
        if (ret_bytes) *ret_bytes = box->sizes[box->first];
        box->first = (box->first + 1) % box->slots;
        box->count--;
    }
    pthread_mutex_unlock(&box->lock);
    return got;
}

void mailbox_close(struct mailbox *box) {
    pthread_mutex_lock(&box->lock);
    box->closed = true;
    pthread_cond_broadcast(&box->arrived);
    pthread_mutex_unlock(&box->lock);
}

uint64_t mailbox_dropped(struct mailbox *box) {
    pthread_mutex_lock(&box->lock);
    uint64_t n = box->dropped;
    pthread_mutex_unlock(&box->lock);
    return n;
}
