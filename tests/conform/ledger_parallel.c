/* ledger_parallel: several connections at once. */
#include "ledger_rig.h"

enum { THREADS = 4, BATCHES = 12, EACH = 20 };

static void *send_all(void *arg) {
    struct ledger *l = NULL;
    struct why reason;
    (void)arg;
    if (ledger_open(url, &reason, &l) != ERR_NONE) return (void *)1;
    for (int b = 0; b < BATCHES; b++) {
        struct record_up r[EACH];
        for (int i = 0; i < EACH; i++) {
            char no[16];
            snprintf(no, sizeof no, "M%d", b * EACH + i);
            r[i] = record(b * EACH + i + 1, "checkin", no);
        }
        accept_as(l, "k-1", false, r, EACH);
    }
    ledger_close(l);
    return NULL;
}

static void the_same_batches_through_many_connections_count_once(void **state) {
    struct ledger_kiosk kiosk;
    char code[9], token[96];
    pthread_t threads[THREADS];
    (void)state;
    OK(ledger_pair_code(ledger, "一", false, "li", NOW, &why, code));
    OK(ledger_pair(ledger, code, "k-1abc", "1", NOW, &why, &kiosk, token));
    for (int i = 0; i < THREADS; i++) pthread_create(&threads[i], NULL, send_all, NULL);
    for (int i = 0; i < THREADS; i++) {
        void *bad = NULL;
        pthread_join(threads[i], &bad);
        assert_null(bad);
    }
    assert_int_equal(one("SELECT count(*) FROM record"), BATCHES * EACH);
    assert_int_equal(one("SELECT count(*) FROM attendance"), BATCHES * EACH);
}

static void *change_all(void *arg) {
    struct ledger *l = NULL;
    struct why reason;
    if (ledger_open(url, &reason, &l) != ERR_NONE) return (void *)1;
    for (int i = 0; i < EACH; i++) {
        struct change g = {.kind = CHANGE_GUIDE};
        snprintf(g.u.guide.key, sizeof g.u.guide.key, "g%d-%d", (int)(intptr_t)arg, i);
        TEXT_COPY(g.u.guide.card.title, "t");
        if (db_begin(ledger_db(l), &reason) != ERR_NONE ||
            ledger_apply(l, &g, "t", NOW, &reason, NULL) != ERR_NONE ||
            db_commit(ledger_db(l), &reason) != ERR_NONE)
            return (void *)1;
    }
    ledger_close(l);
    return NULL;
}

/* A poller that reads up to a cursor while others commit has not missed an earlier change. */
static void a_reader_of_the_feed_misses_nothing_that_others_commit(void **state) {
    pthread_t threads[THREADS];
    int64_t at = 0;
    int seen = 0;
    (void)state;
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, change_all, (void *)(intptr_t)i);
    for (int idle = 0; seen < THREADS * EACH && idle < 2000; idle++) {
        char *text = NULL;
        int32_t count = 0;
        OK(ledger_changes(ledger, at, "", &why, &text, &at, &count));
        free(text);
        seen += count;
        if (count == 0) usleep(5000);
    }
    for (int i = 0; i < THREADS; i++) {
        void *bad = NULL;
        pthread_join(threads[i], &bad);
        assert_null(bad);
    }
    assert_int_equal(seen, THREADS * EACH);
}

int ledger_parallel_run(void) {
    const struct CMUnitTest tests[] = {
        TEST(the_same_batches_through_many_connections_count_once),
        TEST(a_reader_of_the_feed_misses_nothing_that_others_commit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
