/* layers: no room includes what firmware/LAYERS does not allow it. */
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

#define RULES_MAX 64

struct rules {
    int count;
    struct {
        char name[32];     /* a room, or "<prefix" of an outside header */
        char allowed[160]; /* " base model " */
    } of[RULES_MAX];
};

static bool names(const char *allowed, const char *room) {
    char word[64];
    snprintf(word, sizeof word, " %s ", room);
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
        line[strcspn(line, "\n")] = 0;
        colon[1 + strcspn(colon + 1, "\n")] = 0;
        assert_true(rules->count < RULES_MAX);
        snprintf(rules->of[rules->count].name, 32, "%s", line);
        snprintf(rules->of[rules->count++].allowed, 160, " %s ", colon + 1);
    }
    fclose(f);
}

static const char *rule_for(const struct rules *rules, const char *name) {
    for (int i = 0; i < rules->count; i++) {
        if (strcmp(rules->of[i].name, name) == 0) return rules->of[i].allowed;
    }
    return NULL;
}

/* NULL when room may include what the line includes, else why not. */
static const char *judge(const struct rules *rules, const char *room, const char *line,
                         char why[static 256]) {
    char target[128];
    if (sscanf(line, " # include \"%127[^\"]\"", target) == 1) {
        char *slash = strchr(target, '/');
        if (!slash) return NULL; /* its own folder */
        *slash = 0;
        const char *allowed = rule_for(rules, room);
        if (strcmp(target, room) == 0 || (allowed && names(allowed, target))) return NULL;
        if (strcmp(room, "main") == 0 && strcmp(target, "main") == 0) return NULL;
        snprintf(why, 256, "%s may not include %s", room, target);
        return why;
    }
    if (sscanf(line, " # include %127s", target) != 1) return NULL;
    for (int i = 0; i < rules->count; i++) {
        size_t n = strlen(rules->of[i].name);
        if (rules->of[i].name[0] == '<' && strncmp(target, rules->of[i].name, n) == 0 &&
            !names(rules->of[i].allowed, room)) {
            snprintf(why, 256, "%s may not include %.100s", room, target);
            return why;
        }
    }
    return NULL;
}

static int check_file(const struct rules *rules, const char *room, const char *path,
                      char first[static 512]) {
    char line[512], why[256];
    int wrong = 0, number = 0;
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    while (fgets(line, sizeof line, f)) {
        number++;
        if (!judge(rules, room, line, why)) continue;
        if (wrong++ == 0) snprintf(first, 512, "%s:%d: %s", path, number, why);
    }
    fclose(f);
    return wrong;
}

static bool is_source(const char *name) {
    size_t n = strlen(name);
    return n > 2 && (strcmp(name + n - 2, ".c") == 0 || strcmp(name + n - 2, ".h") == 0);
}

/* Forbidden includes in every source of folder, its sub-folders being rooms (or parts of room). */
static int check_folder(const struct rules *rules, const char *folder, const char *room, int *files,
                        char first[static 512]) {
    int wrong = 0;
    DIR *d = opendir(folder);
    assert_non_null(d);
    for (struct dirent *entry; (entry = readdir(d));) {
        char path[PATH_MAX];
        struct stat st;
        if (entry->d_name[0] == '.') continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        assert_int_equal(stat(path, &st), 0);
        if (S_ISDIR(st.st_mode)) {
            wrong += check_folder(rules, path, strcmp(room, "main") == 0 ? entry->d_name : room,
                                  files, first);
        } else if (is_source(entry->d_name)) {
            (*files)++;
            wrong += check_file(rules, room, path, first);
        }
    }
    closedir(d);
    return wrong;
}

static void the_house_keeps_to_its_layers(void **state) {
    (void)state;
    struct rules rules;
    char first[512] = "";
    int files = 0;
    read_rules(MUSTER_SOURCE_DIR "/firmware/LAYERS", &rules);
    int wrong = check_folder(&rules, MUSTER_SOURCE_DIR "/firmware", "main", &files, first);
    if (wrong) fail_msg("%d forbidden includes, the first: %s", wrong, first);
    assert_true(files > 20); /* it looked at something */
}

static void plant(const char *root, const char *room, const char *text) {
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", root, room);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/%s/planted.c", root, room);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void a_planted_forbidden_include_is_found(void **state) {
    (void)state;
    static const struct {
        const char *room, *text;
        int wrong;
    } cases[] = {
        {"base", "#include \"model/tag.h\"\n", 1},
        {"reader", "#include \"store/store.h\"\n", 1},
        {"screens", "  #  include \"desk/desk.h\"\n", 1},
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
        char root[] = "/tmp/muster-layers-XXXXXX", first[512] = "", command[128];
        int files = 0;
        assert_non_null(mkdtemp(root));
        plant(root, cases[i].room, cases[i].text);
        int wrong = check_folder(&rules, root, "main", &files, first);
        snprintf(command, sizeof command, "rm -rf %s", root);
        assert_int_equal(system(command), 0);
        if (wrong != cases[i].wrong) fail_msg("%s: %d found: %s", cases[i].room, wrong, first);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_house_keeps_to_its_layers),
        cmocka_unit_test(a_planted_forbidden_include_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
