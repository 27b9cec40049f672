#pragma once
/* A new ledger for every test, in PostgreSQL if $MUSTER_POSTGRES is set, otherwise in SQLite; and
 * functions that put records and changes into it. */
#include "base/bytes.h"
#include "ledger/ledger.h"
#include "scratch/scratch.h"
#include "wire/changes.h"
#include "wire/records.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define NOW INT64_C(1764000000000)
#define DAY INT64_C(86400000)

static char url[512], folder[64];
static struct ledger *ledger;
static struct why why;

#define OK(call)                                                                                   \
    do {                                                                                           \
        enum err e_ = (call);                                                                      \
        if (e_ != ERR_NONE) fail_msg("%s: %s", err_name(e_), why.text);                            \
    } while (0)

__attribute__((unused)) static int begin(void **state) {
    (void)state;
    const char *postgres = getenv("MUSTER_POSTGRES");
    struct db *db = NULL;
    if (postgres) {
        snprintf(url, sizeof url, "%s", postgres);
        if (db_open(url, &why, &db) != ERR_NONE ||
            db_script(db, &why, "DROP SCHEMA public CASCADE; CREATE SCHEMA public") != ERR_NONE)
            fail_msg("%s", why.text);
        db_close(db);
    } else {
        SCRATCH_TEMPLATE(folder, "ledger");
        if (!mkdtemp(folder)) return -1;
        snprintf(url, sizeof url, "%s/ledger.db", folder);
    }
    OK(ledger_migrate(url, &why));
    OK(ledger_open(url, &why, &ledger));
    return 0;
}

/* After every test: last_seen must agree with attendance. */
__attribute__((unused)) static int64_t last_seen_wrong(void) {
    int64_t wrong = -1;
    OK(db_one(ledger_db(ledger), &why, &wrong,
              "SELECT count(*) FROM (SELECT member_no, max(shown_ms) AS ms FROM attendance WHERE"
              " site='' AND undone=0 AND member_no NOT LIKE '#%' GROUP BY member_no) AS a FULL JOIN"
              " (SELECT member_no, last_ms FROM last_seen WHERE last_ms>0) AS l ON"
              " l.member_no=a.member_no WHERE a.ms IS DISTINCT FROM l.last_ms",
              ""));
    return wrong;
}

__attribute__((unused)) static int end(void **state) {
    (void)state;
    int64_t wrong = last_seen_wrong();
    if (wrong) print_error("last_seen disagrees with attendance on %d members\n", (int)wrong);
    ledger_close(ledger);
    ledger = NULL;
    char path[128];
    static const char *const endings[] = {"", "-wal", "-shm"};
    for (size_t i = 0; folder[0] && i < ARRAY_LENGTH(endings); i++) {
        snprintf(path, sizeof path, "%s/ledger.db%s", folder, endings[i]);
        unlink(path);
    }
    if (folder[0]) rmdir(folder);
    return wrong ? -1 : 0;
}

__attribute__((unused)) static int64_t one(const char *sql) {
    int64_t value = -1;
    OK(db_one(ledger_db(ledger), &why, &value, sql, ""));
    return value;
}

__attribute__((unused)) static struct record_up record(int64_t seq, const char *kind,
                                                       const char *member) {
    struct record_up r = {.seq = seq,
                          .at_ms = NOW + seq * 1000,
                          .mono_ms = seq * 1000,
                          .synced = true,
                          .recurrence_ms = 5};
    TEXT_COPY(r.kind, kind);
    TEXT_COPY(r.boot, "boot-1");
    TEXT_COPY(r.outcome, "welcome");
    TEXT_COPY(r.member_no, member);
    TEXT_COPY(r.uid, "day@station");
    return r;
}

__attribute__((unused)) static struct ledger_batch accept_as(struct ledger *l, const char *kiosk,
                                                             bool is_station,
                                                             const struct record_up *records,
                                                             size_t count) {
    struct ledger_batch batch = {0};
    char *text = NULL;
    size_t taken = 0;
    struct why reason = {0};
    assert_int_equal(wire_records_write(records, count, &reason, &text, &taken), ERR_NONE);
    assert_int_equal(taken, count);
    enum err e =
        ledger_accept(l, kiosk, is_station, text, strlen(text), NOW + DAY, &reason, &batch);
    if (e != ERR_NONE) fail_msg("%s: %s", err_name(e), reason.text);
    free(text);
    return batch;
}

__attribute__((unused)) static struct ledger_batch accept(const struct record_up *records,
                                                          size_t count) {
    return accept_as(ledger, "k-1", false, records, count);
}

__attribute__((unused)) static void apply(const struct change *change, bool *ret_changed) {
    OK(db_begin(ledger_db(ledger), &why));
    OK(ledger_apply(ledger, change, "test", NOW, &why, ret_changed));
    OK(db_commit(ledger_db(ledger), &why));
}

__attribute__((unused)) static struct change member(const char *no, const char *name) {
    struct change c = {.kind = CHANGE_MEMBER, .u.member.province = -1};
    TEXT_COPY(c.u.member.member_no, no);
    TEXT_COPY(c.u.member.name, name);
    TEXT_COPY(c.u.member.initials, "wjg wjk");
    return c;
}

/* Each returns the number of failed tests. */
int ledger_records_run(void);
int ledger_feed_run(void);
int ledger_staff_run(void);
int ledger_parallel_run(void);
int ledger_desk_run(void);
int ledger_update_run(void);

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
