/* pack: written and read again; refused if it is not the station's, old, damaged or malformed. */
#include "content/pack.h"
#include "base/bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct bench {
    char dir[64], path[96];
    uint8_t secret[SIGNING_KEY_BYTES];
    struct pack_trust trust;
    char blobs[96];
    int seen;
};

#define REPLY                                                                                      \
    "{\"cursor\":7,\"changes\":[{\"kind\":\"grid\",\"key\":\"g1\",\"name\":\"第1网格\"},"       \
    "{\"kind\":\"setting\",\"key\":\"rules.late_after_min\",\"value\":\"15\"}]}"

static enum err take(void *to, const struct change *change, struct why *why) {
    (void)change, (void)why;
    ((struct bench *)to)->seen++;
    return ERR_NONE;
}

static int set_up(void **state) {
    struct bench *b = calloc(1, sizeof *b);
    struct why why = {0};
    assert_int_equal(crypto_init(&why), ERR_NONE);
    snprintf(b->dir, sizeof b->dir, "%s/muster-pack-XXXXXX",
             getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
    assert_non_null(mkdtemp(b->dir));
    snprintf(b->path, sizeof b->path, "%s/a.musterpack", b->dir);
    snprintf(b->blobs, sizeof b->blobs, "%s/blobs", b->dir);
    assert_int_equal(folder_make(b->blobs, 0700, &why), ERR_NONE);
    crypto_signing_keys(b->trust.signing_key, b->secret);
    b->trust.blob_folder = b->blobs;
    *state = b;
    return 0;
}

static int tear_down(void **state) {
    struct bench *b = *state;
    char command[96];
    snprintf(command, sizeof command, "rm -rf %s", b->dir);
    assert_int_equal(system(command), 0);
    free(b);
    return 0;
}

static void make(struct bench *b, const char *reply, const char *blob, const char *hex) {
    struct why why = {0};
    struct pack_about about = {.station = "龙尚社区", .cursor = 7, .made_ms = 1};
    struct pack_writer *writer = NULL;
    assert_int_equal(content_pack_begin(b->path, &about, &why, &writer), ERR_NONE);
    assert_int_equal(content_pack_changes(writer, reply, &why), ERR_NONE);
    if (blob) assert_int_equal(content_pack_blob(writer, hex, blob, strlen(blob), &why), ERR_NONE);
    assert_int_equal(content_pack_end(writer, b->secret, &why), ERR_NONE);
}

static enum err read_it(struct bench *b, struct pack_told *told) {
    struct why why = {0};
    struct change_sink sink = {take, b};
    enum err e = content_pack_read(b->path, &b->trust, &sink, NULL, &why, told);
    assert_true(e == ERR_NONE || why.text[0]);
    return e;
}

static void what_is_written_is_read(void **state) {
    struct bench *b = *state;
    struct pack_told told;
    char hex[BLOB_SIZE], path[256];
    struct hash hash = crypto_keyed_hash(NULL, "picture", 7, NULL, 0);
    hex_from_bytes(hash.bytes, HASH_BYTES, hex);
    make(b, REPLY, "picture", hex);
    assert_int_equal(read_it(b, &told), ERR_NONE);
    assert_int_equal(told.changes, 2);
    assert_int_equal(b->seen, 2);
    assert_int_equal(told.blobs, 1);
    assert_int_equal(told.about.cursor, 7);
    assert_string_equal(told.about.station, "龙尚社区");
    snprintf(path, sizeof path, "%s/%s", b->blobs, hex);
    assert_int_equal(access(path, F_OK), 0);
    snprintf(path, sizeof path, "%s.part", b->path);
    assert_int_not_equal(access(path, F_OK), 0);
}

static void another_stations_pack_is_refused(void **state) {
    struct bench *b = *state;
    struct pack_told told;
    uint8_t other[SIGNING_KEY_BYTES];
    make(b, REPLY, NULL, NULL);
    crypto_signing_keys(b->trust.signing_key, other);
    assert_int_equal(read_it(b, &told), ERR_PERMISSION);
    assert_int_equal(b->seen, 0);
}

static void an_old_pack_is_refused_and_the_same_is_not(void **state) {
    struct bench *b = *state;
    struct pack_told told;
    make(b, REPLY, NULL, NULL);
    b->trust.cursor = 8;
    assert_int_equal(read_it(b, &told), ERR_BAD_INPUT);
    b->trust.cursor = 7;
    assert_int_equal(read_it(b, &told), ERR_NONE);
}

static void every_changed_byte_is_noticed(void **state) {
    struct bench *b = *state;
    struct pack_told told;
    struct why why = {0};
    struct change_sink sink = {take, b};
    char *bytes = NULL;
    size_t count = 0;
    make(b, REPLY, NULL, NULL);
    assert_int_equal(file_read(b->path, 1 << 20, &why, &bytes, &count), ERR_NONE);
    for (size_t i = 0; i < count; i++) {
        bytes[i] ^= 1;
        assert_int_not_equal(content_pack_parse(bytes, count, &b->trust, &sink, NULL, &why, &told),
                             ERR_NONE);
        bytes[i] ^= 1;
    }
    for (size_t i = 0; i < count; i += 7)
        assert_int_not_equal(content_pack_parse(bytes, i, &b->trust, &sink, NULL, &why, &told),
                             ERR_NONE);
    assert_int_equal(b->seen, 0);
    free(bytes);
}

static void a_picture_under_a_false_name_is_refused(void **state) {
    struct bench *b = *state;
    struct pack_told told;
    char hex[BLOB_SIZE];
    memset(hex, 'a', BLOB_SIZE - 1);
    hex[BLOB_SIZE - 1] = 0;
    make(b, REPLY, "picture", hex);
    assert_int_equal(read_it(b, &told), ERR_BAD_INPUT);
    make(b, REPLY, "picture", "../../../etc/passwd");
    assert_int_equal(read_it(b, &told), ERR_BAD_INPUT);
}

static void changes_that_are_none_are_refused(void **state) {
    struct bench *b = *state;
    struct pack_told told;
    make(b, "{\"cursor\":7,\"changes\":[{\"kind\":\"grid\"}]}", NULL, NULL);
    assert_int_equal(read_it(b, &told), ERR_BAD_INPUT);
}

int main(void) {
#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(what_is_written_is_read),
        CASE(another_stations_pack_is_refused),
        CASE(an_old_pack_is_refused_and_the_same_is_not),
        CASE(every_changed_byte_is_noticed),
        CASE(a_picture_under_a_false_name_is_refused),
        CASE(changes_that_are_none_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
