/* open: new, again, newer, damaged. */
#include "fixture.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static void add_visit(struct store *store, int64_t at_ms) {
    struct why why = {0};
    int64_t seq = 0;
    struct record r = {
        .kind = "visit", .at = {.utc_ms = at_ms}, .outcome = "visit", .reason = "", .detail = ""};
    must(store_begin(store, &why), &why);
    must(store_add_record(store, &r, &why, &seq), &why);
    must(store_commit(store, &why), &why);
}

static void count_tap(void *to, const struct export_tap *tap) {
    (void)tap;
    ++*(int *)to;
}

static int taps_in(struct store *store) {
    struct why why = {0};
    int taps = 0;
    must(store_export_taps(store, count_tap, &taps, &why), &why);
    return taps;
}

static void snapshot(struct store *store, int64_t now_ms) {
    struct why why = {0};
    bool done = false;
    while (!done) must(store_snapshot_step(store, 3, now_ms, &why, &done), &why);
}

static void sqlite(const char *dir, const char *sql) {
    char command[512];
    snprintf(command, sizeof command, "sqlite3 %s/muster.db \"%s\"", dir, sql);
    assert_int_equal(system(command), 0);
}

static void a_store_keeps_its_name_over_a_restart(void **state) {
    (void)state;
    char dir[64], id[KEY_SIZE];
    fixture_folder(dir);
    struct store *store = fixture_open(dir);
    TEXT_COPY(id, store_kiosk_id(store));
    assert_int_equal(strlen(id), 16);
    store_close(store);
    store = fixture_open(dir);
    assert_string_equal(store_kiosk_id(store), id);
    store_close(store);
    fixture_remove(dir);
}

static void a_newer_schema_is_refused_and_not_touched(void **state) {
    (void)state;
    char dir[64], path[128];
    struct stat before, after;
    struct why why = {0};
    struct store_report report;
    struct store *store = NULL;
    fixture_folder(dir);
    store_close(fixture_open(dir));
    sqlite(dir, "PRAGMA user_version=999");
    snprintf(path, sizeof path, "%s/muster.db", dir);
    stat(path, &before);
    assert_int_equal(store_open(dir, &fixture_rules, &why, &report, &store), ERR_NEWER);
    stat(path, &after);
    assert_int_equal(before.st_ino, after.st_ino);
    assert_int_equal(before.st_size, after.st_size);
    assert_false(report.damaged);
    fixture_remove(dir);
}

/* As a version with one migration less left it: the last migration only created an index. */
static void make_older(const char *dir) {
    char sql[160];
    snprintf(sql, sizeof sql,
             "PRAGMA user_version=5; DROP INDEX member_by_team; "
             "ALTER TABLE record DROP COLUMN picture");
    sqlite(dir, sql);
}

static void
after_an_update_is_taken_back_the_copy_from_before_it_opens_with_every_record(void **state) {
    (void)state;
    char dir[64];
    struct why why = {0};
    struct store_report report;
    fixture_folder(dir);
    struct store *store = fixture_open(dir);
    fixture_fill(store);
    add_visit(store, T0);
    store_close(store);
    make_older(dir);
    store = fixture_open(dir); /* the update migrates */
    add_visit(store, T0 + 1);
    store_close(store);
    sqlite(dir, "ALTER TABLE record ADD COLUMN later TEXT; PRAGMA user_version=999");
    must(store_open(dir, &fixture_rules, &why, &report, &store), &why);
    assert_true(report.rolled_back);
    assert_false(report.damaged);
    assert_int_equal(access(report.aside, F_OK), 0);
    assert_int_equal(taps_in(store), 2);
    int32_t rows = 0;
    int64_t oldest = 0;
    must(store_pending(store, &why, &rows, &oldest), &why);
    assert_int_equal(rows, 2);
    struct answer_members members;
    must(store_find_members(store, "wjg", 0, 12, &why, &members), &why);
    assert_int_equal(members.total, 1);
    store_close(store);
    store = fixture_open(dir); /* and stays so */
    assert_int_equal(taps_in(store), 2);
    store_close(store);
    fixture_remove(dir);
}

static void damage_is_set_aside_and_records_are_carried_over(void **state) {
    (void)state;
    char dir[64], path[128];
    struct why why = {0};
    struct store_report report;
    fixture_folder(dir);
    struct store *store = fixture_open(dir);
    fixture_fill(store);
    add_visit(store, T0);
    snapshot(store, T0);
    for (int i = 1; i <= 20; i++) add_visit(store, T0 + i);
    store_close(store);
    snprintf(path, sizeof path, "%s/muster.db", dir);
    sqlite(dir,
           "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET rootpage=9999 WHERE name='story'");
    store = NULL;
    must(store_open(dir, &fixture_rules, &why, &report, &store), &why);
    assert_true(report.damaged);
    assert_true(report.from_snapshot);
    assert_int_equal(access(report.aside, F_OK), 0);
    assert_int_equal(taps_in(store), 21);
    int32_t rows = 0;
    int64_t oldest = 0, seq = 0;
    must(store_pending(store, &why, &rows, &oldest), &why);
    assert_int_equal(rows, 21);
    struct record r = {
        .kind = "visit", .at = {.utc_ms = T0}, .outcome = "visit", .reason = "", .detail = ""};
    must(store_begin(store, &why), &why);
    must(store_add_record(store, &r, &why, &seq), &why);
    must(store_commit(store, &why), &why);
    assert_true(seq > 1000000); /* no number twice */
    store_close(store);
    fixture_remove(dir);
}

static void without_a_snapshot_everything_readable_is_carried_over(void **state) {
    (void)state;
    char dir[64], id[KEY_SIZE];
    struct why why = {0};
    struct store_report report;
    fixture_folder(dir);
    struct store *store = fixture_open(dir);
    TEXT_COPY(id, store_kiosk_id(store));
    fixture_fill(store);
    for (int i = 0; i < 20; i++) add_visit(store, T0 + i);
    store_close(store);
    sqlite(dir,
           "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET rootpage=9999 WHERE name='guide'");
    must(store_open(dir, &fixture_rules, &why, &report, &store), &why);
    assert_true(report.damaged);
    assert_false(report.from_snapshot);
    assert_int_equal(taps_in(store), 20);
    assert_string_equal(store_kiosk_id(store), id);
    struct answer_members members;
    must(store_find_members(store, "wjg", 0, 12, &why, &members), &why);
    assert_int_equal(members.total, 1);
    store_close(store);
    fixture_remove(dir);
}

static void a_file_that_is_no_database_is_set_aside(void **state) {
    (void)state;
    char dir[64], path[128];
    struct why why = {0};
    struct store_report report;
    struct store *store = NULL;
    fixture_folder(dir);
    store_close(fixture_open(dir));
    snprintf(path, sizeof path, "%s/muster.db", dir);
    int fd = open(path, O_WRONLY | O_TRUNC);
    for (int i = 0; i < 1000; i++) assert_int_equal(write(fd, "this is not a database", 22), 22);
    close(fd);
    must(store_open(dir, &fixture_rules, &why, &report, &store), &why);
    assert_true(report.damaged);
    add_visit(store, T0);
    store_close(store);
    fixture_remove(dir);
}

static void a_missing_file_comes_back_from_its_snapshot(void **state) {
    (void)state;
    char dir[64], path[128];
    struct why why = {0};
    struct store_report report;
    fixture_folder(dir);
    struct store *store = fixture_open(dir);
    fixture_fill(store);
    add_visit(store, T0);
    snapshot(store, T0);
    store_close(store);
    snprintf(path, sizeof path, "%s/muster.db", dir);
    unlink(path);
    must(store_open(dir, &fixture_rules, &why, &report, &store), &why);
    assert_true(report.from_snapshot);
    assert_int_equal(taps_in(store), 1);
    store_close(store);
    fixture_remove(dir);
}

static void the_last_three_snapshots_stay(void **state) {
    (void)state;
    char dir[64], command[128], line[64] = "";
    fixture_folder(dir);
    struct store *store = fixture_open(dir);
    for (int i = 0; i < 5; i++) snapshot(store, T0 + i * 60 * MINUTE);
    assert_int_equal(store_snapshot_newest_ms(dir), T0 + 4 * 60 * MINUTE);
    store_close(store);
    snprintf(command, sizeof command, "ls %s/snapshots | wc -l", dir);
    FILE *p = popen(command, "r");
    assert_non_null(fgets(line, sizeof line, p));
    pclose(p);
    assert_int_equal(atoi(line), 3);
    fixture_remove(dir);
}

/* 50 files, each damaged at another place: the store opens every time and records can be added. */
static void damage_anywhere_never_stops_the_store(void **state) {
    (void)state;
    unsigned seed = 20261123;
    int recovered = 0;
    for (int round = 0; round < 50; round++) {
        char dir[64], path[128], noise[2048];
        struct why why = {0};
        struct store_report report;
        struct stat st;
        fixture_folder(dir);
        struct store *store = fixture_open(dir);
        fixture_fill(store);
        snapshot(store, T0);
        for (int i = 0; i < 10; i++) add_visit(store, T0 + i);
        store_close(store);
        snprintf(path, sizeof path, "%s/muster.db", dir);
        assert_int_equal(stat(path, &st), 0);
        for (size_t i = 0; i < sizeof noise; i++) noise[i] = (char)rand_r(&seed);
        int fd = open(path, O_WRONLY);
        off_t at = (off_t)((uint64_t)rand_r(&seed) % (uint64_t)st.st_size);
        assert_int_equal(pwrite(fd, noise, sizeof noise, at), sizeof noise);
        close(fd);
        store = NULL;
        must(store_open(dir, &fixture_rules, &why, &report, &store), &why);
        recovered += report.damaged;
        add_visit(store, T0 + 100);
        if (report.damaged && taps_in(store) < 1) fail_msg("round %d: nothing carried over", round);
        store_close(store);
        fixture_remove(dir);
    }
    assert_true(recovered >= 10); /* much of the file is free space, where damage changes nothing */
}

int main(void) {
    setenv("TZ", "Asia/Shanghai", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_store_keeps_its_name_over_a_restart),
        cmocka_unit_test(a_newer_schema_is_refused_and_not_touched),
        cmocka_unit_test(
            after_an_update_is_taken_back_the_copy_from_before_it_opens_with_every_record),
        cmocka_unit_test(damage_is_set_aside_and_records_are_carried_over),
        cmocka_unit_test(without_a_snapshot_everything_readable_is_carried_over),
        cmocka_unit_test(a_file_that_is_no_database_is_set_aside),
        cmocka_unit_test(a_missing_file_comes_back_from_its_snapshot),
        cmocka_unit_test(the_last_three_snapshots_stay),
        cmocka_unit_test(damage_anywhere_never_stops_the_store),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
