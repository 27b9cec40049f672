/* import: reads a station's files into the store. Each file is imported completely or not at all,
 * and a refusal names its line and reason. */
#include "app/configure.h"
#include "base/bytes.h"
#include "base/log.h"
#include "cli/command.h"
#include "content/content.h"
#include "desk/core/import_file.h"
#include "desk/sync/pack.h"
#include "store/store.h"

#include <stdio.h>
#include <string.h>

struct import {
    struct store *store;
    const char *data_directory;
    struct content_context context;
    struct secret_key key;
    char blobs[288];
    const char *file;   /* the file that is being read */
    const char *folder; /* whose missing files are removed, for this kind */
    enum content_kind kind;
    int refused, told;
    enum err broken; /* the store itself failed: importing ends */
};

static void tell(void *to, const char *refusal) {
    struct import *import = to;
    import->told++;
    fprintf(stderr, "%s\n", refusal);
}

static enum err read_file(void *from, const struct change_sink *sink, struct why *why) {
    struct import *import = from;
    return content_import_file(import->file, &import->context, sink, why);
}

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static enum err import_file(void *to, const char *file, struct why *why) {
    struct import *import = to;
    int64_t changed = 0;
    import->file = file;
    import->told = 0;
    struct why reason = {0};
    enum err e =
        desk_import_file(import->store, base_name(file), read_file, import, &reason, &changed);
    if (e == ERR_NONE) {
        printf("%s: %lld changed\n", file, (long long)changed);
        return ERR_NONE;
    }
    if (e != ERR_BAD_INPUT) {
        import->broken = e;
        *why = reason;
        return why_add(why, e, "%s", file);
    }
    import->refused++;
    if (!import->told)
        fprintf(stderr, "%s\n",
                reason.text); /* by the store, or before the importer could report */
    printf("%s: 整个文件未导入，原有内容不变 (refused: nothing was imported, existing data is "
           "unchanged)"
           "\n",
           file);
    return ERR_NONE;
}

static enum err read_removals(void *from, const struct change_sink *sink, struct why *why) {
    struct import *import = from;
    return content_removals(import->folder, import->kind, sink, why);
}

/* Stories, guides and notices that are no longer in the folder are removed. Importing a single file
 * removes nothing. */
static enum err import_removals(struct import *import, const char *folder, struct why *why) {
    static const struct {
        enum content_kind kind;
        const char *name;
    } parts[] = {
        {CONTENT_NOTICE, "notices"}, {CONTENT_STORY, "stories"}, {CONTENT_GUIDE, "guides"}};
    enum err e = ERR_NONE;
    import->folder = folder;
    for (size_t i = 0; i < ARRAY_LENGTH(parts) && e == ERR_NONE; i++) {
        int64_t gone = 0;
        import->kind = parts[i].kind;
        e = desk_import_file(import->store, parts[i].name, read_removals, import, why, &gone);
        if (e == ERR_NONE && gone > 0)
            printf(
                "%s/%s: 移除 %lld 篇，文件夹里已经没有 (%lld removed: no longer in the folder)\n",
                folder, parts[i].name, (long long)gone, (long long)gone);
    }
    if (e != ERR_NONE) import->broken = e;
    return e;
}

static bool is_pack(const char *path) {
    size_t n = strlen(path), m = strlen(PACK_ENDING);
    return n > m && strcmp(path + n - m, PACK_ENDING) == 0;
}

static enum err import_pack(struct import *import, const char *path, struct why *why) {
    struct why reason = {0};
    struct pack_told told;
    int64_t changed = 0;
    int32_t deferred = 0;
    struct pack_import pack = {
        .path = path, .data_directory = import->data_directory, .blob_folder = import->blobs};
    enum err e = desk_import_pack(import->store, &pack, &reason, &told, &changed, &deferred);
    if (e == ERR_NONE) {
        printf("%s: %lld changed, %d pictures, %d deferred\n", path, (long long)changed, told.blobs,
               deferred);
        return ERR_NONE;
    }
    if (e != ERR_BAD_INPUT && e != ERR_PERMISSION && e != ERR_NOT_FOUND) {
        import->broken = e;
        *why = reason;
        return why_add(why, e, "%s", path);
    }
    import->refused++;
    fprintf(stderr, "%s\n", reason.text);
    return ERR_NONE;
}

static enum err import_path(struct import *import, const char *path, struct why *why) {
    if (is_pack(path)) return import_pack(import, path, why);
    enum err e = content_walk(path, import_file, import, why);
    return e == ERR_NONE ? import_removals(import, path, why) : e;
}

static enum err open_all(struct import *import, const struct config *config, struct why *why) {
    char key_path[288];
    struct activity_rules rules = configure_rules(config);
    struct store_report report;
    import->data_directory = config->data_directory;
    snprintf(import->blobs, sizeof import->blobs, "%s/blobs", config->data_directory);
    snprintf(key_path, sizeof key_path, "%s/card.key", config->data_directory);
    enum err e = store_open(config->data_directory, &rules, why, &report, &import->store);
    if (e == ERR_NONE) e = folder_make(import->blobs, 0700, why);
    if (e == ERR_NONE) e = crypto_key_open(key_path, why, &import->key);
    return e;
}

int command_import(const struct config *config, const struct options *options) {
    char **paths = options->arguments + 1;
    int count = options->argument_count - 1;
    if (count == 0) {
        fprintf(stderr, "muster-kiosk import FILE|FOLDER...\n");
        return EXIT_USAGE;
    }
    struct import import = {0};
    struct why why = {0};
    enum err e = open_all(&import, config, &why);
    if (e != ERR_NONE) {
        log_error("import", "%s: %s", err_name(e), why.text);
        store_close(import.store);
        return EXIT_STORE;
    }
    import.context = (struct content_context){.card_key = &import.key,
                                              .blob_folder = import.blobs,
                                              .zone = config->timezone,
                                              .now_ms = clock_now().utc_ms,
                                              .report = tell,
                                              .report_to = &import};
    for (int i = 0; i < count && e == ERR_NONE; i++) e = import_path(&import, paths[i], &why);
    store_close(import.store);
    crypto_wipe(&import.key, sizeof import.key);
    if (e != ERR_NONE) {
        log_error("import", "%s: %s", err_name(e), why.text);
        return import.broken != ERR_NONE ? EXIT_STORE : EXIT_PROBLEM;
    }
    return import.refused ? EXIT_REFUSED : EXIT_OK;
}
