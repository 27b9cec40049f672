/* content: the kinds of files, and the order in which a folder is read. */
#include "import.h"

static void files_are_known_by_name_and_folder(void **state) {
    (void)state;
    static const struct {
        const char *path;
        enum content_kind kind;
    } cases[] = {
        {"roster.csv", CONTENT_ROSTER},
        {"/media/usb/cards.csv", CONTENT_CARDS},
        {"grids.csv", CONTENT_GRIDS},
        {"teams.csv", CONTENT_TEAMS},
        {"settings.csv", CONTENT_SETTINGS},
        {"categories.csv", CONTENT_CATEGORIES},
        {"activities.ics", CONTENT_ACTIVITIES},
        {"x/年度.ics", CONTENT_ACTIVITIES},
        {"stories/a.md", CONTENT_STORY},
        {"/x/stories/a.md", CONTENT_STORY},
        {"/x/guides/a.md", CONTENT_GUIDE},
        {"README.md", CONTENT_NONE},
        {"mystories/a.md", CONTENT_NONE},
        {"stories/deep/a.md", CONTENT_NONE},
        {"roster.csv.bak", CONTENT_NONE},
        {"my-roster.csv", CONTENT_NONE},
        {"stories/.a.md", CONTENT_NONE},
        {".ics", CONTENT_NONE},
        {"", CONTENT_NONE},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
        assert_int_equal(content_kind_of(cases[i].path), cases[i].kind);
}

struct walk {
    char names[16][64];
    int count, stop_at;
};

static enum err each(void *to, const char *file, struct why *why) {
    struct walk *walk = to;
    snprintf(walk->names[walk->count++], 64, "%s", strrchr(file, '/') + 1);
    return walk->count == walk->stop_at ? why_set(why, ERR_IO, "enough") : ERR_NONE;
}

static void a_folder_is_read_in_the_order_things_name_each_other(void **state) {
    struct scratch *s = *state;
    static const char *const files[] = {"stories/b.md",   "guides/g.md",  "roster.csv", "cards.csv",
                                        "a.ics",          "stories/a.md", "teams.csv",  "grids.csv",
                                        "categories.csv", "README.md"};
    static const char *const order[] = {"grids.csv", "teams.csv", "roster.csv",
                                        "cards.csv", "a.ics",     "categories.csv",
                                        "a.md",      "b.md",      "g.md"};
    for (size_t i = 0; i < ARRAY_LENGTH(files); i++) scratch_write(s, files[i], "", 0);
    struct walk walk = {0};
    assert_int_equal(content_walk(s->folder, each, &walk, NULL), ERR_NONE);
    assert_int_equal(walk.count, ARRAY_LENGTH(order));
    for (int i = 0; i < walk.count; i++) assert_string_equal(walk.names[i], order[i]);
    walk = (struct walk){.stop_at = 3};
    assert_int_equal(content_walk(s->folder, each, &walk, &s->why), ERR_IO);
    assert_int_equal(walk.count, 3);
}

static void a_file_alone_is_read_alone_and_nothing_is_an_error(void **state) {
    struct scratch *s = *state;
    char path[PATH_MAX];
    struct walk walk = {0};
    assert_int_equal(content_walk(s->folder, each, &walk, &s->why), ERR_NOT_FOUND);
    scratch_path(s, "none.csv", path);
    assert_int_equal(content_walk(path, each, &walk, &s->why), ERR_NOT_FOUND);
    scratch_write(s, "x.csv", "", 0);
    scratch_path(s, "x.csv", path);
    assert_int_equal(content_walk(path, each, &walk, &s->why), ERR_NONE);
    assert_int_equal(walk.count, 1);
}

static void other_files_and_what_is_not_there_are_refused(void **state) {
    struct scratch *s = *state;
    struct collected c = {0};
    char path[PATH_MAX];
    assert_refused(s, "x.csv", "a,b\n", "x.csv:1:", "not a file that this kiosk reads");
    scratch_path(s, "roster.csv", path);
    assert_int_equal(import_path(s, path, &c), ERR_NOT_FOUND);
    char *large = calloc(1, (4 << 20) + 1);
    assert_int_equal(import_bytes(s, "a.ics", large, (4 << 20) + 1, &c), ERR_BAD_INPUT);
    free(large);
    assert_int_equal(c.count, 0);
}

static void what_is_still_in_the_folder_is_kept_whatever_it_says(void **state) {
    struct scratch *s = *state;
    struct collected c = {0};
    struct change_sink sink = {.take = collect, .to = &c};
    assert_int_equal(content_removals(s->folder, CONTENT_STORY, &sink, &s->why), ERR_NONE);
    assert_int_equal(c.count, 0); /* without stories/ no story is removed */
    scratch_write(s, "stories/refused.md", "", 0);
    scratch_write(s, "stories/notes.txt", "", 0);
    scratch_write(s, "stories/.hidden.md", "", 0);
    scratch_write(s, "roster.csv", "", 0);
    assert_int_equal(content_removals(s->folder, CONTENT_STORY, &sink, &s->why), ERR_NONE);
    assert_int_equal(c.count, 2);
    assert_int_equal(c.list[0].kind, CHANGE_KEEP);
    assert_int_equal(c.list[0].u.keep.of, CHANGE_STORY);
    assert_string_equal(c.list[0].u.keep.key, "refused");
    assert_int_equal(c.list[1].kind, CHANGE_DROP_OTHERS);
    assert_int_equal(c.list[1].u.drop_others.of, CHANGE_STORY);
    char path[PATH_MAX];
    scratch_path(s, "stories/refused.md", path);
    assert_int_equal(content_removals(path, CONTENT_STORY, &sink, &s->why), ERR_NONE);
    assert_int_equal(content_removals(s->folder, CONTENT_GUIDE, &sink, &s->why), ERR_NONE);
    assert_int_equal(c.count, 2);
    c.fail_at = 3;
    assert_int_equal(content_removals(s->folder, CONTENT_STORY, &sink, &s->why), ERR_DISK_FULL);
    collected_finish(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_known_by_name_and_folder),
        cmocka_unit_test_setup_teardown(a_folder_is_read_in_the_order_things_name_each_other,
                                        scratch_open, scratch_close),
        cmocka_unit_test_setup_teardown(a_file_alone_is_read_alone_and_nothing_is_an_error,
                                        scratch_open, scratch_close),
        cmocka_unit_test_setup_teardown(what_is_still_in_the_folder_is_kept_whatever_it_says,
                                        scratch_open, scratch_close),
        cmocka_unit_test_setup_teardown(other_files_and_what_is_not_there_are_refused, scratch_open,
                                        scratch_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
