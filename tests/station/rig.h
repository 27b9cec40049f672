#pragma once
/* A rig for claims about the station: real muster-station processes on loopback, real TLS, and
 * kiosks that keep records until they have a receipt. One claim per process.
 *
 *   CLAIM(name) { struct place *p = place_new(NULL); ... } */
#include "ledger/ledger.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

typedef void claim_fn(void);
struct claim {
    const char *name;
    claim_fn *run;
    struct claim *next;
};
void claim_add(struct claim *claim);
#define CLAIM(name)                                                                                \
    static void claim_##name(void);                                                                \
    static struct claim entry_##name = {#name, claim_##name, 0};                                   \
    __attribute__((constructor)) static void add_##name(void) {                                    \
        claim_add(&entry_##name);                                                                  \
    }                                                                                              \
    static void claim_##name(void)

void kill_children(void);
void rig_finish(void); /* kiosks and places */
_Noreturn void claim_fail(const char *file, int line, const char *fmt, ...);
_Noreturn void claim_skip(const char *why);
#define FAIL(...) claim_fail(__FILE__, __LINE__, __VA_ARGS__)
#define EXPECT(condition)                                                                          \
    do {                                                                                           \
        if (!(condition)) FAIL("not so: %s", #condition);                                          \
    } while (0)

/* $NAME as a number, or the default: a test runs few rounds, a bench many. */
int rounds(const char *name, int otherwise);
int64_t now_ms(void);
void sleep_ms(int ms);
int shell(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* --- a station's folder and its processes --- */
struct place {
    char dir[128], url[512];
    struct ledger *ledger; /* the test's own connection */
};
struct instance {
    pid_t pid;
    int port;
    struct place *place;
};
struct place *place_new(const char *db);                 /* db NULL: SQLite in the folder */
struct place *place_copy(const struct place *other);     /* another machine with the same keys */
struct place *place_at(const char *dir, const char *db); /* in an existing folder */
void place_open(struct place *place);                    /* the test's own connection, again */
void place_close(struct place *place);
int64_t place_one(struct place *place, const char *sql);
void place_config(struct place *place, const char *key, const char *value);
void serve(struct instance *instance, struct place *place); /* returns when it answers */
void serve_at(struct instance *instance, struct place *place, int port);
void stop(struct instance *instance, int signal);

/* --- a kiosk: an outbox in memory --- */
struct kiosk {
    char id[KEY_SIZE], token[96];
    struct place *place;
    int port;
    CURL *curl;
    int64_t made, receipted; /* seqs */
    int64_t bad;             /* replies that were not a receipt */
    int64_t worst_us;
    pthread_t thread;
    bool *stop;
    int batch;
};
void kiosk_pair(struct kiosk *kiosk, struct place *place, const char *id);
/* Makes count records and sends those without a receipt, at most 256. Returns true if they got one.
 */
bool kiosk_send(struct kiosk *kiosk, int count);
/* Sends until all records have a receipt, or fails. */
void kiosk_drain(struct kiosk *kiosk, int most_ms);
/* Starts a thread that makes and sends records until *stop. */
void kiosk_run(struct kiosk *kiosk, bool *stop_flag, int batch);
/* Checks that each record with a receipt is stored once. */
void kiosk_is_whole(const struct kiosk *kiosk, struct place *place);

/* --- other calls --- */
struct reply {
    long status;
    char *body;
    size_t count;
    char type[64];
};
/* token NULL: none; body NULL: GET. headers: one, or NULL. The caller frees the body. */
struct reply ask(struct place *place, int port, const char *method, const char *path,
                 const char *token, const char *header, const char *body, size_t count);
void reply_free(struct reply *reply);
