/* import: applies files to the ledger. Each file is one transaction: it is imported completely or
 * not at all.
 * 1. A picture is in the ledger before the COMMIT that refers to it. */
#include "service/station.h"

#include "base/bytes.h"
#include "base/clock.h"
#include "content/content.h"
#include "wire/changes.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define BLOB_FILE_MAX BLOB_MAX

struct import {
    struct ledger *ledger;
    struct content_context context;
    const char *file, *who, *folder;
    enum content_kind kind;
    char blobs[64];
    int64_t now_ms, file_changed;
    void (*report)(void *to, const char *line);
    void *to;
    int told_refusals;
    struct import_result result;
};

static void say(struct import *in, const char *line) {
    if (in->report) in->report(in->to, line);
}

static void tell(void *to, const char *refusal) {
    struct import *in = to;
    in->told_refusals++;
    say(in, refusal);
}

struct blob_to {
    struct import *in;
    enum err e;
    struct why *why;
};

static void take_blob(void *to, const char *hex) {
    struct blob_to *b = to;
    char path[160], hash[BLOB_SIZE], *bytes = NULL;
    size_t count = 0;
    snprintf(path, sizeof path, "%s/%s", b->in->blobs, hex);
    if (b->e != ERR_NONE || access(path, F_OK) != 0) return; /* it existed before */
    b->e = file_read(path, BLOB_FILE_MAX, b->why, &bytes, &count);
    if (b->e == ERR_NONE)
        b->e = ledger_blob_put(b->in->ledger, bytes, count, b->in->now_ms, b->why, hash);
    free(bytes);
    unlink(path);
}

static enum err take(void *to, const struct change *change, struct why *why) {
    struct import *in = to;
    struct blob_to blobs = {in, ERR_NONE, why};
    wire_change_blobs(change, take_blob, &blobs);
    if (blobs.e != ERR_NONE) return blobs.e;
    return ledger_apply(in->ledger, change, in->who, in->now_ms, why, NULL);
}

typedef enum err reader(struct import *in, const struct change_sink *sink, struct why *why);

static enum err read_file(struct import *in, const struct change_sink *sink, struct why *why) {
    return content_import_file(in->file, &in->context, sink, why);
}

static enum err read_removals(struct import *in, const struct change_sink *sink, struct why *why) {
    return content_removals(in->folder, in->kind, sink, why);
}

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static enum err in_transaction(struct import *in, const char *name, reader *read, struct why *why) {
    struct change_sink sink = {take, in};
    int64_t before = 0, after = 0;
    in->file_changed = 0;
    enum err e = db_begin(ledger_db(in->ledger), why);
    if (e != ERR_NONE) return e;
    ledger_begin_source(in->ledger, name);
    e = ledger_cursor(in->ledger, why, &before);
    if (e == ERR_NONE) e = read(in, &sink, why);
    if (e == ERR_NONE) e = ledger_cursor(in->ledger, why, &after);
    if (e == ERR_NONE && after != before)
        e = ledger_audit(in->ledger, in->now_ms, in->who, "import", name, why);
    ledger_begin_source(in->ledger, "");
    if (e == ERR_NONE) {
        in->result.changed += after - before;
        in->file_changed = after - before;
        return db_commit(ledger_db(in->ledger), why);
    }
    db_rollback(ledger_db(in->ledger));
    return e;
}

static enum err import_file(void *to, const char *file, struct why *why) {
    struct import *in = to;
    struct why reason = {0};
    char line[400];
    in->file = file;
    in->told_refusals = 0;
    in->result.files++;
    enum err e = in_transaction(in, base_name(file), read_file, &reason);
    if (e == ERR_NONE) {
        snprintf(line, sizeof line, "%.200s: %lld changes", file, (long long)in->file_changed);
        say(in, line);
        return e;
    }
    if (e != ERR_BAD_INPUT) {
        *why = reason;
        return why_add(why, e, "%s", file);
    }
    in->result.refused++;
    if (!in->told_refusals) say(in, reason.text);
    snprintf(line, sizeof line,
             "%.200s: 整个文件未导入，原有内容不变 (rejected; nothing was imported)", file);
    say(in, line);
    return ERR_NONE;
}

/* What is no longer in the folder's notices/, stories/ and guides/ is removed from the station. */
static enum err import_removals(struct import *in, struct why *why) {
    static const struct {
        enum content_kind kind;
        const char *name;
    } parts[] = {
        {CONTENT_NOTICE, "notices"}, {CONTENT_STORY, "stories"}, {CONTENT_GUIDE, "guides"}};
    enum err e = ERR_NONE;
    for (size_t i = 0; i < ARRAY_LENGTH(parts) && e == ERR_NONE; i++) {
        in->kind = parts[i].kind;
        e = in_transaction(in, parts[i].name, read_removals, why);
    }
    return e;
}

static void remove_folder(const char *path) {
    DIR *dir = opendir(path);
    struct dirent *entry;
    char file[400];
    while (dir && (entry = readdir(dir))) {
        snprintf(file, sizeof file, "%s/%s", path, entry->d_name);
        unlink(file);
    }
    if (dir) closedir(dir);
    rmdir(path);
}

enum err station_import(struct station *station, struct ledger *ledger, const char *path,
                        const char *who, void (*report)(void *to, const char *line), void *to,
                        struct why *why, struct import_result *ret_result) {
    struct import in = {.ledger = ledger,
                        .who = who,
                        .folder = path,
                        .now_ms = clock_now().utc_ms,
                        .report = report,
                        .to = to,
                        .blobs = "/tmp/muster-station-XXXXXX"};
    if (!mkdtemp(in.blobs))
        return why_set(why, ERR_IO, "cannot create a folder for pictures in /tmp");
    in.context = (struct content_context){.card_key = &station->keys.card_key,
                                          .blob_folder = in.blobs,
                                          .zone = station->config.timezone,
                                          .now_ms = in.now_ms,
                                          .report = tell,
                                          .report_to = &in};
    pthread_mutex_lock(&station->import_lock);
    enum err e = content_walk(path, import_file, &in, why);
    if (e == ERR_NONE) e = import_removals(&in, why);
    pthread_mutex_unlock(&station->import_lock);
    remove_folder(in.blobs);
    if (station->server) http_wake(station->server);
    *ret_result = in.result;
    return e;
}
