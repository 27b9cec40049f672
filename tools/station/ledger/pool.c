/* pool: a few connections lent to the server's threads.
 * 1. A lost connection is closed and replaced. */
#include "ledger/ledger_private.h"

#include <pthread.h>
#include <stdlib.h>

#define MOST 16

struct ledger_pool {
    pthread_mutex_t lock, writer;
    pthread_cond_t given;
    char url[512];
    int most, open, idle_count;
    struct ledger *idle[MOST];
    bool forwards;
};

enum err ledger_pool_new(const char *url, int most, struct why *why,
                         struct ledger_pool **ret_pool) {
    struct ledger_pool *pool = calloc(1, sizeof *pool);
    if (!pool) return why_set(why, ERR_NO_MEMORY, "no memory for connections");
    pthread_mutex_init(&pool->lock, NULL);
    pthread_mutex_init(&pool->writer, NULL);
    pthread_cond_init(&pool->given, NULL);
    TEXT_COPY(pool->url, url);
    pool->most = most < MOST ? most : MOST;
    *ret_pool = pool;
    return ERR_NONE;
}

void ledger_pool_free(struct ledger_pool *pool) {
    if (!pool) return;
    for (int i = 0; i < pool->idle_count; i++) ledger_close(pool->idle[i]);
    pthread_cond_destroy(&pool->given);
    pthread_mutex_destroy(&pool->writer);
    pthread_mutex_destroy(&pool->lock);
    free(pool);
}

void ledger_pool_forward(struct ledger_pool *pool, bool on) {
    pthread_mutex_lock(&pool->lock);
    pool->forwards = on;
    pthread_mutex_unlock(&pool->lock);
}

enum err ledger_take(struct ledger_pool *pool, struct why *why, struct ledger **ret_ledger) {
    struct ledger *ledger = NULL;
    pthread_mutex_lock(&pool->lock);
    while (pool->idle_count == 0 && pool->open == pool->most)
        pthread_cond_wait(&pool->given, &pool->lock);
    if (pool->idle_count > 0)
        ledger = pool->idle[--pool->idle_count];
    else
        pool->open++;
    bool forwards = pool->forwards;
    pthread_mutex_unlock(&pool->lock);
    enum err e = ledger ? ERR_NONE : ledger_open(pool->url, why, &ledger);
    if (e != ERR_NONE) {
        pthread_mutex_lock(&pool->lock);
        pool->open--;
        pthread_cond_signal(&pool->given);
        pthread_mutex_unlock(&pool->lock);
        return e;
    }
    ledger->forwards = forwards;
    ledger->writer = db_is_postgres(ledger->db) ? NULL : &pool->writer;
    *ret_ledger = ledger;
    return ERR_NONE;
}

void ledger_give(struct ledger_pool *pool, struct ledger *ledger) {
    if (!ledger) return;
    bool lost = db_is_lost(ledger->db);
    if (lost) ledger_close(ledger);
    pthread_mutex_lock(&pool->lock);
    if (lost)
        pool->open--;
    else
        pool->idle[pool->idle_count++] = ledger;
    pthread_cond_signal(&pool->given);
    pthread_mutex_unlock(&pool->lock);
}
