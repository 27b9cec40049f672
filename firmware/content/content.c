/* content: which importer reads a file, and in what order a folder is read.
 * 1. A file is read completely and decoded once, and both copies are wiped: cards.csv contains card
 *    numbers.
 * 2. Only the named files and the pictures beside them are opened. */
#include "content/content.h"
#include "content/content_private.h"
#include "content/encoding.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define TABLE_BYTES_MAX (16u << 20) /* 200,000 members are 14 MB */
#define CALENDAR_BYTES_MAX (4u << 20)
#define TEXT_BYTES_MAX (256u << 10) /* a story is 16 KB at most once read */
#define FOLDER_FILES_MAX 4096

static const struct {
    const char *file;   /* the complete name, or an ending that begins with a dot */
    const char *folder; /* last folder of the path; NULL: any */
    size_t bytes_max;
    enum err (*import)(struct source *source, struct why *why);
} kinds[CONTENT_KINDS] = {
    [CONTENT_SETTINGS] = {"settings.csv", NULL, TABLE_BYTES_MAX, settings_import},
    [CONTENT_GRIDS] = {"grids.csv", NULL, TABLE_BYTES_MAX, grids_import},
    [CONTENT_TEAMS] = {"teams.csv", NULL, TABLE_BYTES_MAX, teams_import},
    [CONTENT_ROSTER] = {"roster.csv", NULL, TABLE_BYTES_MAX, roster_import},
    [CONTENT_CARDS] = {"cards.csv", NULL, TABLE_BYTES_MAX, cards_import},
    [CONTENT_ACTIVITIES] = {".ics", NULL, CALENDAR_BYTES_MAX, calendar_import},
    [CONTENT_CATEGORIES] = {"categories.csv", NULL, TABLE_BYTES_MAX, categories_import},
    [CONTENT_STEPS] = {"request_steps.csv", NULL, TABLE_BYTES_MAX, steps_import},
    [CONTENT_NOTICE] = {".md", "notices", TEXT_BYTES_MAX, notice_import},
    [CONTENT_STORY] = {".md", "stories", TEXT_BYTES_MAX, story_import},
    [CONTENT_GUIDE] = {".md", "guides", TEXT_BYTES_MAX, guide_import},
};

static const char *last_part(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static bool ends_with(const char *text, const char *ending) {
    size_t n = strlen(text), m = strlen(ending);
    return n > m && strcmp(text + n - m, ending) == 0;
}

static bool in_folder(const char *path, const char *folder) {
    size_t n = (size_t)(last_part(path) - path), m = strlen(folder);
    return n > m && strncmp(path + n - m - 1, folder, m) == 0 &&
           (n == m + 1 || path[n - m - 2] == '/');
}

enum content_kind content_kind_of(const char *path) {
    const char *name = last_part(path);
    if (name[0] == '.') return CONTENT_NONE;
    for (int kind = CONTENT_NONE + 1; kind < CONTENT_KINDS; kind++) {
        bool named = kinds[kind].file[0] == '.' ? ends_with(name, kinds[kind].file)
                                                : strcmp(name, kinds[kind].file) == 0;
        if (named && (!kinds[kind].folder || in_folder(path, kinds[kind].folder))) return kind;
    }
    return CONTENT_NONE;
}

enum err content_import_file(const char *path, const struct content_context *ctx,
                             const struct change_sink *sink, struct why *why) {
    enum content_kind kind = content_kind_of(path);
    struct source source = {.path = path, .name = last_part(path), .ctx = ctx, .sink = sink};
    struct why unheard;
    if (!why) why = &unheard;
    char *bytes = NULL;
    size_t count = 0;
    int line = 1;
    enum encoding encoding = ENCODING_UTF8;
    enum err e = kind == CONTENT_NONE
                     ? refuse(why, &source, 1, "不认识的文件 (not a file that this kiosk reads)")
                     : file_read(path, kinds[kind].bytes_max, why, &bytes, &count);
    if (e == ERR_NONE) {
        e = text_decode(bytes, count, why, &line, &encoding, &source.text, &source.bytes);
        if (e == ERR_BAD_INPUT) e = why_add(why, e, "%s:%d", source.name, line);
    }
    bool reported = false;
    if (e == ERR_NONE && kind == CONTENT_ACTIVITIES && encoding != ENCODING_UTF8) {
        e = refuse(why, &source, 1, "不是 UTF-8，请用 UTF-8 另存 (not UTF-8; save as UTF-8)");
    } else if (e == ERR_NONE) {
        e = kinds[kind].import(&source, why);
        reported = source.reported;
    }
    if (e == ERR_BAD_INPUT && !reported && ctx->report) ctx->report(ctx->report_to, why->text);
    if (bytes) crypto_wipe(bytes, count);
    if (source.text) crypto_wipe(source.text, source.bytes);
    free(bytes);
    free(source.text);
    return e;
}

struct found {
    enum content_kind kind;
    char *path;
};

static int by_kind_and_name(const void *a, const void *b) {
    const struct found *x = a, *y = b;
    return x->kind != y->kind ? (int)x->kind - (int)y->kind : strcmp(x->path, y->path);
}

/* Adds the importable files in folder/part to list. */
static enum err look_in(const char *folder, const char *part, struct found *list, size_t *count,
                        struct why *why) {
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s%s%s", folder, part[0] ? "/" : "", part);
    DIR *dir = opendir(path);
    if (!dir && part[0] && errno == ENOENT) return ERR_NONE;
    if (!dir) return why_set(why, err_from_errno(errno), "%s: %s", path, strerror(errno));
    enum err e = ERR_NONE;
    while (e == ERR_NONE) {
        errno = 0;
        struct dirent *entry = readdir(dir);
        if (!entry && errno)
            e = why_set(why, err_from_errno(errno), "%s: %s", path, strerror(errno));
        if (!entry) break;
        char file[PATH_MAX];
        int n = snprintf(file, sizeof file, "%s/%s", path, entry->d_name);
        enum content_kind kind = n < (int)sizeof file ? content_kind_of(file) : CONTENT_NONE;
        if (kind == CONTENT_NONE) continue;
        if (*count == FOLDER_FILES_MAX) {
            e = why_set(why, ERR_BAD_INPUT, "%s: 文件太多 (more than %d files)", path,
                        FOLDER_FILES_MAX);
            break;
        }
        list[*count] = (struct found){.kind = kind, .path = strdup(file)};
        if (!list[*count].path) e = why_set(why, ERR_NO_MEMORY, "%s: out of memory", path);
        *count += list[*count].path != NULL;
    }
    closedir(dir);
    return e;
}

static struct found *list_new(const char *path, struct why *why) {
    struct found *list = calloc(FOLDER_FILES_MAX, sizeof *list);
    if (!list) why_set(why, ERR_NO_MEMORY, "%s: out of memory", path);
    return list;
}

static void list_free(struct found *list, size_t count) {
    for (size_t i = 0; i < count; i++) free(list[i].path);
    free(list);
}

enum err content_walk(const char *path,
                      enum err (*each)(void *to, const char *file, struct why *why), void *to,
                      struct why *why) {
    struct stat st;
    if (stat(path, &st) < 0)
        return why_set(why, err_from_errno(errno), "%s: %s", path, strerror(errno));
    if (!S_ISDIR(st.st_mode)) return each(to, path, why);

    size_t count = 0;
    struct found *list = list_new(path, why);
    if (!list) return ERR_NO_MEMORY;
    enum err e = look_in(path, "", list, &count, why);
    if (e == ERR_NONE) e = look_in(path, "notices", list, &count, why);
    if (e == ERR_NONE) e = look_in(path, "stories", list, &count, why);
    if (e == ERR_NONE) e = look_in(path, "guides", list, &count, why);
    if (e == ERR_NONE && count == 0)
        e = why_set(why, ERR_NOT_FOUND, "%s: 没有可以导入的文件 (nothing to import)", path);
    qsort(list, count, sizeof *list, by_kind_and_name);
    for (size_t i = 0; e == ERR_NONE && i < count; i++) e = each(to, list[i].path, why);
    list_free(list, count);
    return e;
}

static enum err keep(enum change_kind of, const char *path, const struct change_sink *sink,
                     struct why *why) {
    const char *name = last_part(path);
    size_t n = strlen(name) - strlen(".md");
    if (n >= KEY_SIZE) return ERR_NONE; /* such a file is always refused: no row has this key */
    struct change change;
    change_begin(&change, CHANGE_KEEP);
    change.u.keep.of = of;
    memcpy(change.u.keep.key, name, n);
    return sink->take(sink->to, &change, why);
}

enum err content_removals(const char *folder, enum content_kind kind,
                          const struct change_sink *sink, struct why *why) {
    char path[PATH_MAX];
    struct stat st;
    enum change_kind of = kind == CONTENT_STORY    ? CHANGE_STORY
                          : kind == CONTENT_NOTICE ? CHANGE_NOTICE
                                                   : CHANGE_GUIDE;
    int n = snprintf(path, sizeof path, "%s/%s", folder, kinds[kind].folder);
    if (n >= (int)sizeof path || stat(path, &st) < 0 || !S_ISDIR(st.st_mode)) return ERR_NONE;
    size_t count = 0;
    struct found *list = list_new(path, why);
    if (!list) return ERR_NO_MEMORY;
    enum err e = look_in(folder, kinds[kind].folder, list, &count, why);
    for (size_t i = 0; e == ERR_NONE && i < count; i++)
        if (list[i].kind == kind) e = keep(of, list[i].path, sink, why);
    list_free(list, count);
    struct change change;
    change_begin(&change, CHANGE_DROP_OTHERS);
    change.u.drop_others.of = of;
    return e == ERR_NONE ? sink->take(sink->to, &change, why) : e;
}
