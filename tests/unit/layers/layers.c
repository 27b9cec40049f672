/* layers: no place includes what LAYERS does not allow it, and the rules themselves have no circle.
 */
#include <dirent.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define RULES_MAX 96

struct rule {
    char name[48];     /* a place, or "<prefix" of an outside header */
    char allowed[256]; /* " base model " */
};

struct rules {
    int count;
    struct rule of[RULES_MAX];
};

static bool names(const char *allowed, const char *place) {
    char word[128];
    snprintf(word, sizeof word, " %s ", place);
    return strstr(allowed, word) != NULL;
}

static void read_rules(const char *path, struct rules *rules) {
    char line[256];
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    memset(rules, 0, sizeof *rules);
    while (fgets(line, sizeof line, f)) {
        char *colon = strchr(line, ':');
        if (line[0] == '#' || !colon) continue;
        *colon = 0;
        colon[1 + strcspn(colon + 1, "\n")] = 0;
        assert_true(rules->count < RULES_MAX);
        snprintf(rules->of[rules->count].name, sizeof rules->of[0].name, "%s", line);
        snprintf(rules->of[rules->count++].allowed, sizeof rules->of[0].allowed, " %s ", colon + 1);
    }
    fclose(f);
}

static const struct rule *rule_for(const struct rules *rules, const char *name) {
    for (int i = 0; i < rules->count; i++)
        if (strcmp(rules->of[i].name, name) == 0) return &rules->of[i];
    return NULL;
}

/* The place of a file whose folder, relative to the root, is given: "" is main. */
static void place_of(const char *folder, char place[static 128]) {
    snprintf(place, 128, "%s", folder[0] ? folder : "main");
}

static const char *forbid(char why[static 512], const char *place, const char *target) {
    snprintf(why, 512, "%s may not include %.100s", place, target);
    return why;
}

/* NULL when a file of place may include what the line includes, else why not. */
static const char *judge_own(const struct rules *rules, const char *root, const char *place,
                             const char *target, char why[static 512]) {
    char folder[128], path[PATH_MAX], there[128];
    const struct rule *rule = rule_for(rules, place);
    struct stat st;
    if (!rule) {
        snprintf(why, 512, "%s has no rule", place);
        return why;
    }
    snprintf(folder, sizeof folder, "%s", target);
    char *slash = strrchr(folder, '/');
    if (slash) {
        *slash = 0;
        place_of(folder, there);
    } else { /* beside the file, else in the root */
        snprintf(path, sizeof path, "%s/%s/%s", root, strcmp(place, "main") == 0 ? "" : place,
                 target);
        snprintf(there, sizeof there, "%s", stat(path, &st) == 0 ? place : "main");
    }
    if (strcmp(there, place) == 0 || names(rule->allowed, there)) return NULL;
    return forbid(why, place, target);
}

static const char *judge(const struct rules *rules, const char *root, const char *place,
                         const char *line, char why[static 512]) {
    char target[128], room[128];
    if (sscanf(line, " # include \"%127[^\"]\"", target) == 1)
        return judge_own(rules, root, place, target, why);
    if (sscanf(line, " # include %127s", target) != 1) return NULL;
    snprintf(room, sizeof room, "%s", place);
    room[strcspn(room, "/")] = 0;
    for (int i = 0; i < rules->count; i++) {
        const struct rule *rule = &rules->of[i];
        if (rule->name[0] == '<' && strncmp(target, rule->name, strlen(rule->name)) == 0 &&
            !names(rule->allowed, room) && !names(rule->allowed, place))
            return forbid(why, place, target);
    }
    return NULL;
}

static int check_file(const struct rules *rules, const char *root, const char *place,
                      const char *path, char first[static 1024]) {
    char line[512], why[512];
    int wrong = 0, number = 0;
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    while (fgets(line, sizeof line, f)) {
        number++;
        if (!judge(rules, root, place, line, why)) continue;
        if (wrong++ == 0) snprintf(first, 1024, "%.400s:%d: %s", path, number, why);
    }
    fclose(f);
    return wrong;
}

static bool is_source(const char *name) {
    size_t n = strlen(name);
    return n > 2 && (strcmp(name + n - 2, ".c") == 0 || strcmp(name + n - 2, ".h") == 0);
}

/* Counts the forbidden includes in the sources of root/folder and of all folders below it. */
static int check_folder(const struct rules *rules, const char *root, const char *folder, int *files,
                        char first[static 1024]) {
    char path[PATH_MAX], place[128];
    int wrong = 0;
    snprintf(path, sizeof path, "%s/%s", root, folder);
    DIR *d = opendir(path);
    assert_non_null(d);
    place_of(folder, place);
    for (struct dirent *entry; (entry = readdir(d));) {
        char below[128];
        struct stat st;
        if (entry->d_name[0] == '.') continue;
        snprintf(path, sizeof path, "%s/%s/%s", root, folder, entry->d_name);
        assert_int_equal(stat(path, &st), 0);
        if (S_ISDIR(st.st_mode)) {
            snprintf(below, sizeof below, "%.60s%s%.60s", folder, folder[0] ? "/" : "",
                     entry->d_name);
            wrong += check_folder(rules, root, below, files, first);
        } else if (is_source(entry->d_name)) {
            (*files)++;
            wrong += check_file(rules, root, place, path, first);
        }
    }
    closedir(d);
    return wrong;
}

static void check_tree(const char *root, int at_least) {
    struct rules rules;
    char first[1024] = "", path[PATH_MAX];
    int files = 0;
    snprintf(path, sizeof path, "%s/LAYERS", root);
    read_rules(path, &rules);
    int wrong = check_folder(&rules, root, "", &files, first);
    if (wrong) fail_msg("%d forbidden includes, the first: %s", wrong, first);
    assert_true(files > at_least); /* it read the sources */
}

static void the_kiosk_keeps_to_its_layers(void **state) {
    (void)state;
    check_tree(MUSTER_SOURCE_DIR "/firmware", 200);
}

static void the_station_keeps_to_its_layers(void **state) {
    (void)state;
    check_tree(MUSTER_SOURCE_DIR "/tools/station", 60);
}

/* A circle in the rules that begins at `from`, depth first. */
static bool circle(const struct rules *rules, int from, int marks[static RULES_MAX]) {
    if (marks[from]) return marks[from] == 1;
    marks[from] = 1; /* on the way down */
    for (int i = 0; i < rules->count; i++)
        if (i != from && rules->of[i].name[0] != '<' &&
            names(rules->of[from].allowed, rules->of[i].name) && circle(rules, i, marks))
            return true;
    marks[from] = 2; /* no circle from here */
    return false;
}

static bool has_circle(const struct rules *rules) {
    int marks[RULES_MAX] = {0};
    for (int i = 0; i < rules->count; i++)
        if (rules->of[i].name[0] != '<' && circle(rules, i, marks)) return true;
    return false;
}

static void the_rules_have_no_circle(void **state) {
    (void)state;
    struct rules rules;
    read_rules(MUSTER_SOURCE_DIR "/firmware/LAYERS", &rules);
    assert_false(has_circle(&rules));
    read_rules(MUSTER_SOURCE_DIR "/tools/station/LAYERS", &rules);
    assert_false(has_circle(&rules));
}

static void a_circle_in_the_rules_is_found(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool circle;
    } cases[] = {
        {"a: b\nb: c\nc:\n", false},
        {"a: b\nb: a\n", true},
        {"base:\ndesk: desk/staff base\ndesk/staff: desk/sync base\ndesk/sync: desk base\n", true},
        {"base:\ndesk: desk/staff base\ndesk/staff: desk/sync base\ndesk/sync: base\n", false},
        {"a: a\n", false}, /* itself is always allowed */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char path[] = "/tmp/muster-layers-XXXXXX";
        struct rules rules;
        int fd = mkstemp(path);
        assert_true(fd >= 0);
        assert_int_equal(write(fd, cases[i].text, strlen(cases[i].text)), strlen(cases[i].text));
        close(fd);
        read_rules(path, &rules);
        unlink(path);
        if (has_circle(&rules) != cases[i].circle) fail_msg("case %zu", i);
    }
}

static void plant(const char *root, const char *place, const char *text) {
    char path[PATH_MAX];
    snprintf(path, sizeof path, "mkdir -p %s/%s", root, place);
    assert_int_equal(system(path), 0);
    snprintf(path, sizeof path, "%s/%s/planted.c", root, place);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void a_planted_forbidden_include_is_found(void **state) {
    (void)state;
    static const struct {
        const char *place, *text;
        int wrong;
    } cases[] = {
        {"base", "#include \"model/tag.h\"\n", 1},
        {"reader", "#include \"store/store.h\"\n", 1},
        {"screens/staff", "  #  include \"desk/desk.h\"\n", 1},
        {"screens/shell", "#include \"screens/visitor/schedule.h\"\n", 1},
        {"screens/visitor", "#include \"screens/shell/glass.h\"\n#include <SDL2/SDL.h>\n", 1},
        {"desk/sync", "#include \"desk/staff/staff.h\"\n", 1},
        {"desk/newplace", "#include \"base/err.h\"\n", 1},
        {"model", "#include <SDL2/SDL.h>\n#include <sqlite3.h>\n", 2},
        {"desk", "#include <sqlite3.h>\n", 1},
        {"store",
         "#include <sqlite3.h>\n#include \"model/tag.h\"\n#include \"base/err.h\"\n#include "
         "\"store/sql.h\"\n",
         0},
        {"newroom", "#include \"base/err.h\"\n", 1},
    };
    struct rules rules;
    read_rules(MUSTER_SOURCE_DIR "/firmware/LAYERS", &rules);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char root[] = "/tmp/muster-layers-XXXXXX", first[1024] = "", command[128];
        int files = 0;
        assert_non_null(mkdtemp(root));
        plant(root, cases[i].place, cases[i].text);
        int wrong = check_folder(&rules, root, "", &files, first);
        snprintf(command, sizeof command, "rm -rf %s", root);
        assert_int_equal(system(command), 0);
        if (wrong != cases[i].wrong) fail_msg("%s: %d found: %s", cases[i].place, wrong, first);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_kiosk_keeps_to_its_layers),
        cmocka_unit_test(the_station_keeps_to_its_layers),
        cmocka_unit_test(the_rules_have_no_circle),
        cmocka_unit_test(a_circle_in_the_rules_is_found),
        cmocka_unit_test(a_planted_forbidden_include_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
