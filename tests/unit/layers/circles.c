/* circles: no two source files of a program need each other, directly or by way of others. It reads
 * which symbols the compiled files define and use, so that a circle behind a shared header is found
 * as well. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define FILES_MAX 600
#define SYMBOLS_MAX 40000

struct symbol {
    int file;
    char name[96];
};

struct graph {
    int file_count, defined_count, used_count;
    char files[FILES_MAX][128]; /* "desk/taps" */
    struct symbol *defined, *used;
    bool needs[FILES_MAX][FILES_MAX];
    int mark[FILES_MAX], way[FILES_MAX], way_length;
    char found[1024]; /* the circle, as a chain of files */
};

/* "…/muster_desk.dir/desk/taps.c.o" -> "desk/taps" */
static int file_of(struct graph *graph, const char *object) {
    const char *from = strstr(object, ".dir/");
    char name[128];
    assert_non_null(from);
    from += strlen(".dir/");
    if (strncmp(from, "./", 2) == 0) from += 2;
    snprintf(name, sizeof name, "%s", from);
    char *end = strstr(name, ".c.o");
    assert_non_null(end);
    *end = 0;
    for (int i = graph->file_count - 1; i >= 0; i--)
        if (strcmp(graph->files[i], name) == 0) return i;
    assert_true(graph->file_count < FILES_MAX);
    snprintf(graph->files[graph->file_count], sizeof graph->files[0], "%s", name);
    return graph->file_count++;
}

static void add_symbol(struct symbol *symbols, int *count, int file, const char *name) {
    assert_true(*count < SYMBOLS_MAX);
    symbols[*count].file = file;
    snprintf(symbols[(*count)++].name, sizeof symbols[0].name, "%s", name);
}

static int by_name(const void *a, const void *b) {
    return strcmp(((const struct symbol *)a)->name, ((const struct symbol *)b)->name);
}

/* list: a file with the path of one object a line. Lines of `nm -A -P`: "path: name type [value
 * size]". */
static void read_symbols(struct graph *graph, const char *list) {
    char command[PATH_MAX + 96], line[2048];
    snprintf(command, sizeof command, "tr '\\n' '\\0' <'%s' | xargs -0 nm -A -P -g", list);
    FILE *nm = popen(command, "r");
    assert_non_null(nm);
    while (fgets(line, sizeof line, nm)) {
        char object[1024], name[512], type;
        if (sscanf(line, "%1023[^:]: %511s %c", object, name, &type) != 3) continue;
        int file = file_of(graph, object);
        if (type == 'U')
            add_symbol(graph->used, &graph->used_count, file, name);
        else if (strchr("TDBRC", type))
            add_symbol(graph->defined, &graph->defined_count, file, name);
    }
    assert_int_equal(pclose(nm), 0);
    qsort(graph->defined, graph->defined_count, sizeof *graph->defined, by_name);
    for (int i = 0; i < graph->used_count; i++) {
        const struct symbol *used = &graph->used[i];
        const struct symbol *from =
            bsearch(used, graph->defined, graph->defined_count, sizeof *graph->defined, by_name);
        if (from && from->file != used->file) graph->needs[used->file][from->file] = true;
    }
}

/* Makes the folders the nodes of the graph. */
static void graph_fold(struct graph *graph) {
    static char places[FILES_MAX][128];
    static bool needs[FILES_MAX][FILES_MAX];
    int place_of[FILES_MAX], count = 0;
    memset(needs, 0, sizeof needs);
    for (int i = 0; i < graph->file_count; i++) {
        char *slash = strrchr(graph->files[i], '/');
        snprintf(places[count], sizeof places[0], "%.*s",
                 slash ? (int)(slash - graph->files[i]) : 4, slash ? graph->files[i] : "main");
        int at = 0;
        while (strcmp(places[at], places[count]) != 0) at++;
        if (at == count) count++;
        place_of[i] = at;
    }
    for (int i = 0; i < graph->file_count; i++)
        for (int k = 0; k < graph->file_count; k++)
            if (graph->needs[i][k] && place_of[i] != place_of[k])
                needs[place_of[i]][place_of[k]] = true;
    memcpy(graph->files, places, sizeof places);
    memcpy(graph->needs, needs, sizeof needs);
    graph->file_count = count;
}

static void note_circle(struct graph *graph, int again) {
    int i = graph->way_length - 1;
    while (i > 0 && graph->way[i] != again) i--;
    for (; i < graph->way_length; i++) {
        size_t n = strlen(graph->found);
        snprintf(graph->found + n, sizeof graph->found - n, "%s -> ", graph->files[graph->way[i]]);
    }
    size_t n = strlen(graph->found);
    snprintf(graph->found + n, sizeof graph->found - n, "%s", graph->files[again]);
}

/* Depth first; true when a circle was found. */
static bool visit(struct graph *graph, int file) {
    if (graph->mark[file] == 2) return false;
    if (graph->mark[file] == 1) {
        note_circle(graph, file);
        return true;
    }
    graph->mark[file] = 1;
    graph->way[graph->way_length++] = file;
    for (int i = 0; i < graph->file_count; i++)
        if (graph->needs[file][i] && visit(graph, i)) return true;
    graph->way_length--;
    graph->mark[file] = 2;
    return false;
}

static struct graph *graph_read(const char *list) {
    struct graph *graph = calloc(1, sizeof *graph);
    assert_non_null(graph);
    graph->defined = calloc(SYMBOLS_MAX, sizeof *graph->defined);
    graph->used = calloc(SYMBOLS_MAX, sizeof *graph->used);
    assert_true(graph->defined && graph->used);
    read_symbols(graph, list);
    return graph;
}

/* Fills graph->found with the first circle, if there is one. */
static void find_circle(struct graph *graph) {
    memset(graph->mark, 0, sizeof graph->mark);
    graph->way_length = 0;
    for (int i = 0; i < graph->file_count; i++)
        if (visit(graph, i)) break;
}

static void graph_free(struct graph *graph) {
    free(graph->defined);
    free(graph->used);
    free(graph);
}

static void check_program(const char *list, int files_at_least) {
    struct graph *graph = graph_read(list);
    assert_true(graph->file_count > files_at_least); /* it read the program */
    find_circle(graph);
    if (graph->found[0]) fail_msg("a circle of files: %s", graph->found);
    graph_fold(graph);
    find_circle(graph);
    if (graph->found[0]) fail_msg("a circle of folders: %s", graph->found);
    graph_free(graph);
}

static void no_files_of_the_kiosk_need_each_other(void **state) {
    (void)state;
    check_program(MUSTER_BINARY_DIR "/firmware/objects.txt", 200);
}

static void no_files_of_the_station_need_each_other(void **state) {
    (void)state;
    check_program(MUSTER_BINARY_DIR "/tools/station/objects.txt", 60);
}

/* Compiles "folder/file.c" with each text, in a folder that looks like a build's. */
static void compile(const char *root, const char *const sources[][2]) {
    char command[1024];
    for (int i = 0; sources[i][0]; i++) {
        snprintf(command, sizeof command,
                 "mkdir -p %s/x.dir/$(dirname %s) && echo '%s' >%s/x.dir/%s && cc -c %s/x.dir/%s "
                 "-o %s/x.dir/%s.o",
                 root, sources[i][0], sources[i][1], root, sources[i][0], root, sources[i][0], root,
                 sources[i][0]);
        assert_int_equal(system(command), 0);
    }
    snprintf(command, sizeof command, "find %s -name '*.c.o' >%s/objects.txt", root, root);
    assert_int_equal(system(command), 0);
}

/* What find_circle says of those sources: of the files, or of their folders. */
static void check_planted(const char *const sources[][2], bool files, bool folders) {
    char root[] = "/tmp/muster-circles-XXXXXX", command[64], list[64];
    assert_non_null(mkdtemp(root));
    compile(root, sources);
    snprintf(list, sizeof list, "%s/objects.txt", root);
    struct graph *graph = graph_read(list);
    snprintf(command, sizeof command, "rm -rf %s", root);
    assert_int_equal(system(command), 0);
    find_circle(graph);
    assert_int_equal(graph->found[0] != 0, files);
    graph->found[0] = 0;
    graph_fold(graph);
    find_circle(graph);
    assert_int_equal(graph->found[0] != 0, folders);
    graph_free(graph);
}

static void a_planted_circle_is_found(void **state) {
    (void)state;
    static const char *const sound[][2] = {{"low/c.c", "int c(void) { return 0; }"},
                                           {"high/b.c", "int c(void); int b(void) { return c(); }"},
                                           {"high/a.c", "int b(void); int a(void) { return b(); }"},
                                           {NULL, NULL}};
    static const char *const of_files[][2] = {{"r/a.c", "int b(void); int a(void) { return b(); }"},
                                              {"r/b.c", "int c(void); int b(void) { return c(); }"},
                                              {"r/c.c", "int a(void); int c(void) { return a(); }"},
                                              {NULL, NULL}};
    static const char *const of_folders[][2] = {
        {"x/a.c", "int b(void); int a(void) { return b(); }"},
        {"y/b.c", "int b(void) { return 0; }"},
        {"y/c.c", "int d(void); int c(void) { return d(); }"},
        {"x/d.c", "int d(void) { return 0; }"},
        {NULL, NULL}};
    check_planted(sound, false, false);
    check_planted(of_files, true, false);
    check_planted(of_folders, false, true);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_files_of_the_kiosk_need_each_other),
        cmocka_unit_test(no_files_of_the_station_need_each_other),
        cmocka_unit_test(a_planted_circle_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
