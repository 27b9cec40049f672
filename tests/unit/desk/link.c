/* link: what the desk passes to the forward, and takes from it. */
#include "base/mailbox.h"
#include "base/seal.h"
#include "desk/desk.h"
#include "store/store.h"
#include "wire/pairing_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const struct activity_rules rules = {30, 30, 10, 10};

struct bench {
    char dir[64], station[2 * PUBLIC_KEY_BYTES + 1];
    struct mailbox *told;
    struct desk *desk;
    struct pairing pairing;
    struct seal own;
};

static void post(void *to, const struct glass_event *event) {
    (void)to, (void)event;
}

static bool tell(void *to, const struct link_tell *t) {
    return mailbox_post(((struct bench *)to)->told, t, sizeof *t);
}

static struct link_tell next(struct bench *b, enum link_tell_kind kind) {
    struct link_tell t;
    do
        if (!mailbox_take(b->told, 10000, &t, NULL)) fail_msg("nothing of kind %d is told", kind);
    while (t.kind != kind);
    return t;
}

static void start(struct bench *b) {
    struct why why = {0};
    struct desk_config config = {
        .data_directory = b->dir, .rules = rules, .post = post, .forward = tell, .to = b};
    assert_int_equal(desk_open(&config, &why, &b->desk), ERR_NONE);
}

/* Paired with a station whose card key is the kiosk's own, and whose seal key is not. */
static int set_up(void **state) {
    struct bench *b = calloc(1, sizeof *b);
    struct why why = {0};
    struct store_report report;
    struct store *store = NULL;
    char path[96];
    assert_int_equal(crypto_init(&why), ERR_NONE);
    strcpy(b->dir, "/tmp/muster-link-XXXXXX");
    assert_non_null(mkdtemp(b->dir));
    assert_int_equal(store_open(b->dir, &rules, &why, &report, &store), ERR_NONE);
    b->pairing = (struct pairing){
        .address = "127.0.0.1:1",
        .answer = {.kiosk_number = 107, .token = "k.s", .station = "站", .ca = "PEM"}};
    TEXT_COPY(b->pairing.answer.kiosk, store_kiosk_id(store));
    store_close(store);
    snprintf(path, sizeof path, "%s/card.key", b->dir);
    assert_int_equal(crypto_key_open(path, &why, &b->pairing.answer.card_key), ERR_NONE);
    assert_int_equal(seal_open_keys(b->dir, &why, &b->own), ERR_NONE);
    crypto_random(b->pairing.answer.seal_key, 32);
    crypto_random(b->pairing.answer.signing_key, PUBLIC_KEY_BYTES);
    hex_from_bytes(b->pairing.answer.signing_key, PUBLIC_KEY_BYTES, b->station);
    assert_int_equal(pairing_save(b->dir, &b->pairing, &why), ERR_NONE);
    b->told = mailbox_new(64, sizeof(struct link_tell), NULL, NULL);
    start(b);
    *state = b;
    return 0;
}

static int tear_down(void **state) {
    struct bench *b = *state;
    char command[96];
    desk_close(b->desk);
    struct link_tell t;
    while (mailbox_take(b->told, 0, &t, NULL))
        if (t.kind == LINK_BATCH) free(t.batch);
    mailbox_free(b->told);
    snprintf(command, sizeof command, "rm -rf %s", b->dir);
    int rc = system(command);
    free(b);
    return rc;
}

static void ask(struct bench *b, struct link_ask a) {
    assert_true(desk_link(b->desk, &a));
}

static struct link_batch *batch(struct bench *b) {
    ask(b, (struct link_ask){.kind = LINK_WANT});
    return next(b, LINK_BATCH).batch;
}

static void refused_tap(struct bench *b) {
    struct reader_event e = {.kind = READER_TWO_CARDS};
    assert_true(desk_tell(b->desk, &e));
    next(b, LINK_NUDGE);
}

static void a_paired_kiosk_says_how_it_is_and_nudges(void **state) {
    struct bench *b = *state;
    next(b, LINK_RELOAD);
    next(b, LINK_NUDGE); /* of the device_status at the start */
    struct link_batch *rows = batch(b);
    assert_non_null(rows);
    assert_int_equal(rows->count, 1);
    assert_string_equal(rows->row[0].kind, "device_status");
    assert_string_equal(rows->row[0].version, MUSTER_VERSION);
    free(rows);
}

static void rows_leave_by_their_own_receipt_only(void **state) {
    struct bench *b = *state;
    next(b, LINK_NUDGE);
    refused_tap(b);
    struct link_batch *rows = batch(b);
    assert_int_equal(rows->count, 2);
    struct link_receipt *r = calloc(1, sizeof *r);
    TEXT_COPY(r->kiosk, "another");
    r->count = 1;
    r->seq[0] = rows->row[0].seq;
    ask(b, (struct link_ask){.kind = LINK_RECEIPT, .u.receipt = r});
    struct link_tell t = next(b, LINK_MARKED);
    assert_true(t.ok);
    assert_int_equal(t.waiting, 2);
    r = calloc(1, sizeof *r);
    TEXT_COPY(r->kiosk, rows->kiosk);
    r->count = 1;
    r->seq[0] = rows->row[0].seq;
    ask(b, (struct link_ask){.kind = LINK_RECEIPT, .u.receipt = r});
    assert_int_equal(next(b, LINK_MARKED).waiting, 1);
    free(rows);
    rows = batch(b);
    assert_int_equal(rows->count, 1);
    assert_string_equal(rows->row[0].kind, "refused_tap");
    free(rows);
}

static struct link_changes *changes(struct bench *b, int64_t after, int64_t cursor) {
    struct link_changes *c = calloc(1, sizeof *c + sizeof c->change[0]);
    TEXT_COPY(c->station, b->station);
    c->after = after;
    c->cursor = cursor;
    c->count = 1;
    return c;
}

static struct link_tell apply(struct bench *b, struct link_changes *c) {
    ask(b, (struct link_ask){.kind = LINK_APPLY, .u.changes = c});
    return next(b, LINK_APPLIED);
}

static void changes_and_cursor_go_together_and_a_stale_batch_is_left(void **state) {
    struct bench *b = *state;
    struct link_changes *c = changes(b, 0, 5);
    c->change[0].kind = CHANGE_GRID;
    TEXT_COPY(c->change[0].u.grid.key, "g1");
    TEXT_COPY(c->change[0].u.grid.name, "第1网格");
    struct link_tell t = apply(b, c);
    assert_true(t.ok);
    assert_int_equal(t.cursor, 5);
    c = changes(b, 0, 3); /* of a reply that came twice */
    c->change[0].kind = CHANGE_GRID;
    TEXT_COPY(c->change[0].u.grid.key, "old");
    t = apply(b, c);
    assert_true(t.ok);
    assert_int_equal(t.cursor, 5);
    c = changes(b, 5, 6); /* of another station */
    memset(c->station, 'a', sizeof c->station - 1);
    t = apply(b, c);
    assert_int_equal(t.cursor, 5);
}

static void what_was_sealed_here_is_sealed_to_the_station(void **state) {
    struct bench *b = *state;
    struct why why = {0};
    struct seal now;
    char path[96];
    next(b, LINK_RELOAD);
    assert_int_equal(seal_open_keys(b->dir, &why, &now), ERR_NONE);
    assert_memory_equal(now.public_key, b->pairing.answer.seal_key, 32);
    assert_false(now.can_open);
    snprintf(path, sizeof path, "%s/station.sign.pub", b->dir);
    assert_int_equal(access(path, F_OK), 0);
    snprintf(path, sizeof path, "%s/station.sec", b->dir);
    assert_int_not_equal(access(path, F_OK), 0);
}

static void unpaired_nothing_is_given(void **state) {
    struct bench *b = *state;
    struct why why = {0};
    next(b, LINK_NUDGE);
    assert_int_equal(pairing_remove(b->dir, &why), ERR_NONE);
    desk_close(b->desk);
    start(b);
    ask(b, (struct link_ask){.kind = LINK_HELLO});
    next(b, LINK_RELOAD);
    assert_null(batch(b));
}

int main(void) {
#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(a_paired_kiosk_says_how_it_is_and_nudges),
        CASE(rows_leave_by_their_own_receipt_only),
        CASE(changes_and_cursor_go_together_and_a_stale_batch_is_left),
        CASE(what_was_sealed_here_is_sealed_to_the_station),
        CASE(unpaired_nothing_is_given),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
