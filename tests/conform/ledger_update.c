/* ledger_update: a system update replaces the previous one; parts that no update uses are deleted.
 * Both engines must pass. */
#include "ledger_rig.h"
#include "wire/update_manifest.h"

static void put(struct update_manifest *m, const char *version, const char *first,
                const char *second, char ret_hash[static BLOB_SIZE]) {
    char part[UPDATE_PART_LEAST], *text = NULL;
    *m = (struct update_manifest){
        .bytes = UPDATE_PART_LEAST + 3, .part_bytes = UPDATE_PART_LEAST, .part_count = 2};
    TEXT_COPY(m->version, version);
    TEXT_COPY(m->compatible, "muster-x");
    memset(part, first[0], sizeof part);
    OK(ledger_blob_put(ledger, part, sizeof part, NOW, &why, m->parts[0]));
    OK(ledger_blob_put(ledger, second, 3, NOW, &why, m->parts[1]));
    OK(update_manifest_write(m, &why, &text));
    OK(ledger_blob_put(ledger, text, strlen(text), NOW, &why, ret_hash));
    free(text);
}

static enum err offer(const char *machine, const char *manifest) {
    return ledger_update_offer(
        ledger,
        &(struct ledger_update){
            .machine = machine, .version = "1", .manifest = manifest, .who = "test", .now_ms = NOW},
        &why);
}

static void an_update_goes_with_its_parts_but_for_those_that_another_has(void **state) {
    static struct update_manifest m;
    char one_hash[BLOB_SIZE], two_hash[BLOB_SIZE];
    (void)state;
    put(&m, "1", "a", "xyz", one_hash);
    OK(offer("muster-x", one_hash));
    OK(offer("muster-y", one_hash));
    assert_int_equal(one("SELECT count(*) FROM blob"), 3);
    put(&m, "2", "a", "uvw", two_hash); /* the first part is the same */
    OK(offer("muster-x", two_hash));
    assert_int_equal(one("SELECT count(*) FROM blob"), 5); /* muster-y has the first */
    OK(offer("muster-y", two_hash));
    assert_int_equal(one("SELECT count(*) FROM blob"), 3);
    OK(offer("muster-y", two_hash)); /* the same update again changes nothing */
    OK(offer("muster-y", ""));
    assert_int_equal(one("SELECT count(*) FROM blob"), 3);
    OK(offer("muster-x", ""));
    assert_int_equal(one("SELECT count(*) FROM blob"), 0);
    assert_int_equal(offer("muster-x", ""), ERR_NOT_FOUND);
    assert_int_equal(one("SELECT count(*) FROM fact WHERE kind='setting'"), 0);
    assert_int_equal(one("SELECT count(*) FROM audit WHERE what='update'"), 7);
}

static void what_came_to_nothing_leaves_nothing(void **state) {
    static struct update_manifest m;
    char hash[BLOB_SIZE];
    (void)state;
    put(&m, "1", "a", "xyz", hash);
    OK(offer("muster-x", hash));
    put(&m, "2", "a", "uvw", hash);
    assert_int_equal(one("SELECT count(*) FROM blob"), 5);
    OK(ledger_update_forget(ledger, &m, &why));
    assert_int_equal(one("SELECT count(*) FROM blob"), 4); /* its manifest; "a" is the first's */
}

int ledger_update_run(void) {
    const struct CMUnitTest tests[] = {
        TEST(an_update_goes_with_its_parts_but_for_those_that_another_has),
        TEST(what_came_to_nothing_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
