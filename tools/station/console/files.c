/* files: the page's files (index.html, modules, words, styles), read once at the start.
 * 1. Only these files are served: no path from a browser reaches the disk. */
#include "console/console_private.h"

#include "base/crypto.h"
#include "content/pinyin.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#define FILES_MAX 128
#define FILE_MAX (1024 * 1024)
#define DEPTH_MAX 3

struct file {
    char path[96], tag[24]; /* tag: an ETag made from the content */
    const char *type;
    char *bytes;
    size_t count;
};
struct console_files {
    struct file file[FILES_MAX];
    int count;
    struct console_kept kept;
};

static const char *type_of(const char *path) {
    static const char *const types[][2] = {{".html", "text/html; charset=utf-8"},
                                           {".js", "text/javascript; charset=utf-8"},
                                           {".css", "text/css; charset=utf-8"},
                                           {".json", "application/json"},
                                           {".svg", "image/svg+xml"}};
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot && i < ARRAY_LENGTH(types); i++)
        if (strcmp(dot, types[i][0]) == 0) return types[i][1];
    return NULL;
}

static enum err add_file(struct console_files *files, const char *root, const char *path,
                         struct why *why) {
    char full[512], hex[2 * HASH_BYTES + 1];
    struct file *f = &files->file[files->count];
    f->type = type_of(path);
    if (!f->type || files->count == FILES_MAX - 1) return ERR_NONE;
    snprintf(full, sizeof full, "%s/%s", root, path);
    enum err e = file_read(full, FILE_MAX, why, &f->bytes, &f->count);
    if (e != ERR_NONE) return e;
    struct hash hash = crypto_keyed_hash(NULL, f->bytes, f->count, NULL, 0);
    hex_from_bytes(hash.bytes, HASH_BYTES, hex);
    TEXT_COPY(f->path, path);
    snprintf(f->tag, sizeof f->tag, "\"%.16s\"", hex);
    files->count++;
    return ERR_NONE;
}

static enum err add_folder(struct console_files *files, const char *root, const char *under,
                           int depth, struct why *why) {
    char full[512], path[256];
    struct stat info;
    enum err e = ERR_NONE;
    snprintf(full, sizeof full, "%s/%s", root, under);
    DIR *dir = opendir(full);
    if (!dir) return why_set(why, ERR_NOT_FOUND, "cannot read %s", full);
    for (struct dirent *entry; e == ERR_NONE && (entry = readdir(dir));) {
        if (entry->d_name[0] == '.') continue;
        snprintf(path, sizeof path, "%s%s%s", under, under[0] ? "/" : "", entry->d_name);
        snprintf(full, sizeof full, "%s/%s", root, path);
        if (stat(full, &info) != 0) continue;
        if (S_ISDIR(info.st_mode) && depth < DEPTH_MAX)
            e = add_folder(files, root, path, depth + 1, why);
        else if (S_ISREG(info.st_mode))
            e = add_file(files, root, path, why);
    }
    closedir(dir);
    return e;
}

enum err console_files_open(const char *assets, struct why *why, struct console_files **ret_files) {
    char root[400];
    struct console_files *files = calloc(1, sizeof *files);
    if (!files) return why_set(why, ERR_NO_MEMORY, "no memory for the console's files");
    pthread_mutex_init(&files->kept.lock, NULL);
    snprintf(root, sizeof root, "%s/console", assets);
    enum err e = add_folder(files, root, "", 0, why);
    if (e != ERR_NONE) {
        console_files_close(files);
        return e;
    }
    *ret_files = files;
    return ERR_NONE;
}

void console_files_close(struct console_files *files) {
    if (!files) return;
    for (int i = 0; i < files->count; i++) free(files->file[i].bytes);
    pinyin_close(files->kept.pinyin);
    pthread_mutex_destroy(&files->kept.lock);
    free(files);
}

struct console_kept *files_kept(struct station *station) {
    return &station->console->kept;
}

static void reply_file(struct http_call *call, const char *path) {
    const struct console_files *files = http_station(call)->console;
    const char *has = http_header(call, "If-None-Match");
    for (int i = 0; i < files->count; i++) {
        const struct file *f = &files->file[i];
        if (strcmp(f->path, path) != 0) continue;
        http_add_header(call, "Cache-Control", "no-cache");
        http_add_header(call, "ETag", f->tag);
        if (has && strcmp(has, f->tag) == 0)
            http_reply_empty(call, 304);
        else
            http_reply_static(call, 200, f->type, f->bytes, f->count);
        return;
    }
    http_reply_error(call, 404, "not_found", "not found");
}

void files_serve(struct http_call *call) {
    reply_file(call, http_rest(call));
}

/* The address of a page: the script in index.html selects the page. */
void files_index(struct http_call *call) {
    const char *path = http_path(call);
    if (strncmp(path, "/v1", 3) == 0 && (path[3] == '/' || path[3] == 0))
        http_reply_error(call, 404, "not_found", "not found");
    else
        reply_file(call, "index.html");
}
