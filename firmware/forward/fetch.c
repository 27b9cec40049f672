/* fetch: the system update that the station has for this type of machine.
 *
 *   wanted --HASH.json--> manifest --part, checked--> HASH.part --complete, checked--> HASH.raucb
 * 1. Nothing is begun while records are pending or the feed has news. What is running has a
 *    separate connection and delays neither.
 * 2. Bytes count only when they have been hashed, again after a restart: what a power cut damaged
 *    is fetched again, from that part on.
 * 3. A file under its name is complete and is what the manifest says. Its signature is checked by
 *    the machine when staff install it. */
#include "forward/fetch.h"
#include "base/clock.h"
#include "base/log.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define QUIET_S 20
#define WRONG_MAX 3
#define LONGEST_WAIT_MS 300000
#define CHUNK 65536

void fetch_init(struct fetch *fetch, struct forward_context *context, const char *machine) {
    fetch->context = context;
    fetch->fd = -1;
    TEXT_COPY(fetch->machine, machine ? machine : "");
    snprintf(fetch->folder, sizeof fetch->folder, "%s/updates", context->data_directory);
}

/* Forgets what was read; the files stay on the disk. */
static void forget(struct fetch *f) {
    if (f->fd >= 0) close(f->fd);
    f->fd = -1;
    free(f->manifest);
    f->manifest = NULL;
    f->size = f->verified_bytes = 0;
    f->step = FETCH_IDLE;
}

void fetch_finish(struct fetch *fetch) {
    forget(fetch);
    call_finish(&fetch->call);
}

void fetch_stop(struct fetch *f) {
    forward_stop_call(f->context, &f->call);
    f->known = false;
    forget(f);
}

static void path_of(const struct fetch *f, const char *ending, char ret[static PATH_ROOM]) {
    snprintf(ret, PATH_ROOM, "%s/%s%s", f->folder, f->wanted, ending);
}

static void drop_others(const struct fetch *f, const char *keep) {
    DIR *folder = opendir(f->folder);
    size_t n = strlen(keep);
    for (struct dirent *e; folder && (e = readdir(folder));)
        if (e->d_name[0] != '.' && (n == 0 || strncmp(e->d_name, keep, n) != 0))
            unlinkat(dirfd(folder), e->d_name, 0);
    if (folder) closedir(folder);
}

static void refuse(struct fetch *f, enum fetch_trouble trouble, bool for_good) {
    if (f->now.trouble != trouble)
        log_warn("forward", "the system update%s%s is refused: %s%s", f->now.version[0] ? " " : "",
                 f->now.version, fetch_words(trouble), for_good ? "" : ", retrying");
    f->now.stage = FETCH_REFUSED;
    f->now.trouble = trouble;
    f->over = for_good;
    f->next_ms = clock_ticks_ms() + LONGEST_WAIT_MS;
    if (for_good) forget(f);
}

static void wait(struct fetch *f, enum link_trouble trouble) {
    if (f->trouble != trouble)
        log_warn("forward", "the system update: %s (%s), retrying", link_words(trouble),
                 link_code(trouble));
    f->trouble = trouble;
    f->next_ms = backoff_next_ms(f->failures++);
}

static void came_wrong(struct fetch *f) {
    if (++f->wrong >= WRONG_MAX)
        refuse(f, FETCH_DAMAGED, true);
    else
        wait(f, LINK_BAD_REPLY);
}

void fetch_want(struct fetch *f, const char *manifest) {
    char path[PATH_ROOM];
    bool is_hash =
        strlen(manifest) == BLOB_SIZE - 1 && strspn(manifest, "0123456789abcdef") == BLOB_SIZE - 1;
    if (f->known && strcmp(f->wanted, is_hash ? manifest : "") == 0) return;
    fetch_stop(f);
    f->known = true;
    f->over = !is_hash;
    f->wrong = f->failures = 0;
    f->next_ms = 0;
    f->trouble = LINK_OK;
    f->now = (struct link_fetch){.stage = is_hash ? FETCH_COMING : FETCH_NONE};
    TEXT_COPY(f->wanted, is_hash ? manifest : "");
    drop_others(f, f->wanted);
    path_of(f, ".raucb", path);
    if (manifest[0] && !is_hash) {
        refuse(f, FETCH_BAD_MANIFEST, true);
    } else if (is_hash && access(path, F_OK) == 0) {
        f->now.stage = FETCH_READY;
        f->over = true;
    }
}

/* --- the manifest --- */
static bool hashes_to(const void *bytes, size_t count, const char *hex) {
    char is[BLOB_SIZE];
    struct hash hash = crypto_keyed_hash(NULL, bytes, count, NULL, 0);
    hex_from_bytes(hash.bytes, HASH_BYTES, is);
    return strcmp(is, hex) == 0;
}

static void open_part(struct fetch *f) {
    struct stat st;
    char path[PATH_ROOM];
    path_of(f, ".part", path);
    f->fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
    bool there = f->fd >= 0 && fstat(f->fd, &st) == 0 &&
                 (st.st_size <= f->manifest->bytes || ftruncate(f->fd, 0) == 0) &&
                 fstat(f->fd, &st) == 0;
    if (!there) {
        forget(f);
        refuse(f, FETCH_NO_ROOM, false);
        return;
    }
    f->size = st.st_size;
    crypto_hash_begin(&f->all);
}

static void take_manifest(struct fetch *f, const char *text, size_t count) {
    struct why why = {0};
    f->manifest = malloc(sizeof *f->manifest);
    if (!f->manifest) {
        wait(f, LINK_STORE);
    } else if (update_manifest_read(text, count, &why, f->manifest) != ERR_NONE) {
        log_warn("forward", "an update's manifest: %s", why.text);
        refuse(f, FETCH_BAD_MANIFEST, true);
    } else if (strcmp(f->manifest->compatible, f->machine) != 0) {
        refuse(f, FETCH_OTHER_MACHINE, true);
    } else {
        TEXT_COPY(f->now.version, f->manifest->version);
        open_part(f);
    }
}

/* false: it is not here yet. */
static bool load_manifest(struct fetch *f) {
    char path[PATH_ROOM], *text = NULL;
    size_t count = 0;
    path_of(f, ".json", path);
    if (file_read(path, UPDATE_MANIFEST_MAX, NULL, &text, &count) != ERR_NONE) return false;
    bool right = hashes_to(text, count, f->wanted);
    if (right)
        take_manifest(f, text, count);
    else
        unlink(path);
    free(text);
    return right;
}

static void ask(struct fetch *f, enum fetch_step step, const char *blob, struct question *q) {
    q->method = METHOD_GET;
    q->quiet_s = QUIET_S;
    q->into = f->fd;
    snprintf(q->path, sizeof q->path, "/v1/blobs/%s", blob);
    f->step = step;
    if (forward_start_call(f->context, &f->call, q)) return;
    f->step = FETCH_IDLE;
    wait(f, LINK_STORE);
}

static void ask_manifest(struct fetch *f) {
    struct why why = {0};
    char path[PATH_ROOM];
    path_of(f, ".json", path);
    /* Independent of the umask: muster-board reads it, by its group. */
    if (folder_make(f->folder, 0750, &why) == ERR_NONE && chmod(f->folder, 0750) == 0)
        f->fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0640);
    if (f->fd < 0)
        refuse(f, FETCH_NO_ROOM, false);
    else
        ask(f, FETCH_MANIFEST, f->wanted, &(struct question){.limit = UPDATE_MANIFEST_MAX});
}

/* --- the parts --- */
static int32_t part_now(const struct fetch *f) {
    return (int32_t)(f->verified_bytes / f->manifest->part_bytes);
}

/* The store comes first: half of the free space is reserved for it. */
static bool is_room(const struct fetch *f) {
    struct statvfs fs;
    if (fstatvfs(f->fd, &fs) < 0) return false;
    return (int64_t)(fs.f_bavail * fs.f_frsize) + f->size >= 2 * f->manifest->bytes;
}

static void ask_part(struct fetch *f) {
    int32_t i = part_now(f);
    if (!is_room(f))
        refuse(f, FETCH_NO_ROOM, false);
    else
        ask(f, FETCH_PART, f->manifest->parts[i],
            &(struct question){.limit = (size_t)update_part_bytes(f->manifest, i),
                               .into_at = f->verified_bytes,
                               .from = f->size - f->verified_bytes});
}

static void cut_back(struct fetch *f) {
    if (ftruncate(f->fd, f->verified_bytes) == 0) f->size = f->verified_bytes;
}

/* Flushed before more is requested: otherwise the desk's next COMMIT would wait for all of it. */
static bool hash_part(const struct fetch *f, int64_t bytes, struct hash_state *all,
                      struct hash *ret_hash) {
    char chunk[CHUNK];
    struct hash_state part;
    crypto_hash_begin(&part);
    for (int64_t at = 0; at < bytes;) {
        int64_t left = bytes - at;
        ssize_t n =
            pread(f->fd, chunk, left < CHUNK ? (size_t)left : CHUNK, f->verified_bytes + at);
        if (n <= 0) return false;
        crypto_hash_add(&part, chunk, (size_t)n);
        crypto_hash_add(all, chunk, (size_t)n);
        at += n;
    }
    *ret_hash = crypto_hash_end(&part);
    return fdatasync(f->fd) == 0;
}

static void check_part(struct fetch *f) {
    int32_t i = part_now(f);
    int64_t bytes = update_part_bytes(f->manifest, i);
    struct hash_state all = f->all;
    struct hash hash;
    char hex[BLOB_SIZE];
    if (!hash_part(f, bytes, &all, &hash)) {
        refuse(f, FETCH_NO_ROOM, false);
        return;
    }
    hex_from_bytes(hash.bytes, HASH_BYTES, hex);
    if (strcmp(hex, f->manifest->parts[i]) != 0) {
        log_warn("forward", "a part of the system update has a wrong hash");
        cut_back(f);
        came_wrong(f);
        return;
    }
    f->all = all;
    f->verified_bytes += bytes;
    f->wrong = 0;
}

/* --- all of it --- */
static void name_it(struct fetch *f) {
    char part[PATH_ROOM], whole[PATH_ROOM];
    path_of(f, ".part", part);
    path_of(f, ".raucb", whole);
    if (fchmod(f->fd, 0640) < 0 || fsync(f->fd) < 0 || rename(part, whole) < 0) {
        refuse(f, FETCH_NO_ROOM, false);
        return;
    }
    int folder = open(f->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        fsync(folder);
        close(folder);
    }
    log_info("forward", "the system update %s was fetched", f->now.version);
    f->now.stage = FETCH_READY;
    f->over = true;
    forget(f);
    drop_others(f, strrchr(whole, '/') + 1);
}

static void finish(struct fetch *f) {
    struct hash_state all = f->all;
    struct hash hash = crypto_hash_end(&all);
    char part[PATH_ROOM];
    if (memcmp(hash.bytes, f->manifest->hash.bytes, HASH_BYTES) == 0) {
        name_it(f);
        return;
    }
    path_of(f, ".part", part);
    unlink(part);
    refuse(f, FETCH_BAD_MANIFEST, true);
}

/* --- when --- */
static bool has_work(const struct fetch *f, bool idle) {
    return idle && f->known && !f->over && f->step == FETCH_IDLE;
}

int fetch_wait_ms(const struct fetch *f, bool idle, int64_t now_ms, int most_ms) {
    if (!f->context->paired || !has_work(f, idle)) return most_ms;
    int64_t wait_ms = f->next_ms - now_ms;
    if (wait_ms < 0) wait_ms = 0;
    return wait_ms < most_ms ? (int)wait_ms : most_ms;
}

void fetch_due(struct fetch *f, bool idle, int64_t now_ms) {
    if (!has_work(f, idle) || now_ms < f->next_ms) return;
    if (!f->manifest) {
        if (!load_manifest(f)) ask_manifest(f);
    } else if (f->verified_bytes == f->manifest->bytes) {
        finish(f);
    } else if (f->size - f->verified_bytes >= update_part_bytes(f->manifest, part_now(f))) {
        check_part(f);
    } else {
        ask_part(f);
    }
}

static void went_well(struct fetch *f) {
    f->failures = 0;
    f->trouble = LINK_OK;
    f->now.stage = FETCH_COMING;
    f->now.trouble = FETCH_OK;
}

static void part_done(struct fetch *f, enum link_trouble trouble, bool there) {
    struct stat st;
    int64_t before = f->size;
    if (fstat(f->fd, &st) == 0) f->size = st.st_size;
    if (trouble == LINK_OVERSIZED || (trouble == LINK_OK && there && f->size <= before)) {
        cut_back(f);
        came_wrong(f);
    } else if (trouble == LINK_OK && !there) {
        cut_back(f);
        refuse(f, FETCH_MISSING, false);
    } else if (trouble == LINK_STORE) {
        refuse(f, FETCH_NO_ROOM, false);
    } else if (trouble != LINK_OK) {
        wait(f, trouble);
    } else {
        went_well(f);
    }
}

static void manifest_done(struct fetch *f, enum link_trouble trouble, bool there) {
    close(f->fd);
    f->fd = -1;
    if (trouble == LINK_OK && !there) {
        refuse(f, FETCH_MISSING, false);
    } else if (trouble == LINK_STORE) {
        refuse(f, FETCH_NO_ROOM, false);
    } else if (trouble == LINK_OVERSIZED) {
        refuse(f, FETCH_BAD_MANIFEST, true);
    } else if (trouble != LINK_OK) {
        wait(f, trouble);
    } else {
        went_well(f);
        if (!load_manifest(f)) came_wrong(f);
    }
}

void fetch_done(struct fetch *f, enum link_trouble trouble) {
    bool of_part = f->step == FETCH_PART;
    bool there = f->call.status == 200 || f->call.status == 206;
    f->step = FETCH_IDLE;
    if (of_part)
        part_done(f, trouble, there);
    else
        manifest_done(f, trouble, there);
}

/* The progress includes what the running call has received. */
static void count_percent(struct fetch *f) {
    if (!f->manifest) return;
    int64_t bytes = f->size + (f->step == FETCH_PART ? (int64_t)f->call.count : 0);
    f->now.percent = (int32_t)(bytes >= f->manifest->bytes ? 99 : bytes * 100 / f->manifest->bytes);
}

void fetch_tell(struct fetch *f) {
    struct link_ask ask = {.kind = LINK_FETCHED};
    if (!f->known) return;
    count_percent(f);
    bool same = f->now.stage == f->told.stage && f->now.trouble == f->told.trouble &&
                f->now.percent == f->told.percent && strcmp(f->now.version, f->told.version) == 0;
    if (same) return;
    ask.u.fetch = f->now;
    if (forward_ask(f->context, &ask)) f->told = f->now;
}
