/* pack: a signed file of changes and pictures, read.
 *
 *   MUSTERP1 | signature | gzip(tar: pack.json, changes/N.json ..., blobs/HASH ...)
 * 1. Nothing is unpacked before the signature is verified.
 * 2. Names are matched, never used as paths; every size has a bound before it is allocated.
 * 3. A picture is stored only if its content has the hash that is its name. */
#include "content/pack.h"
#include "base/bytes.h"
#include "wire/changes.h"

#include <archive.h>
#include <archive_entry.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAGIC "MUSTERP1"
#define MAGIC_BYTES 8
#define HEAD_BYTES (MAGIC_BYTES + SIGNATURE_BYTES)
#define ABOUT_BYTES_MAX 4096

struct reading {
    const struct pack_trust *trust;
    const struct change_sink *sink;
    const struct unread_sink *unread;
    struct pack_told told;
    bool has_about;
    int64_t unpacked;
    int32_t entries;
};

static enum err bad(struct why *why, const char *what) {
    return why_set(why, ERR_BAD_INPUT, "%s", what);
}

/* The bytes of the entry, NUL-terminated; the size in its header is accepted only up to `most`. */
static enum err take_bytes(struct archive *archive, struct archive_entry *entry, size_t most,
                           struct reading *r, struct why *why, char **ret_bytes,
                           size_t *ret_count) {
    int64_t size = archive_entry_size(entry);
    if (!archive_entry_size_is_set(entry) || size < 0 || size > (int64_t)most)
        return bad(why, "包里有文件过大 (a file in the pack is too large)");
    r->unpacked += size;
    if (r->unpacked > PACK_UNPACKED_MAX) return bad(why, "包太大 (the pack is too large)");
    char *bytes = malloc((size_t)size + 1);
    if (!bytes) return why_set(why, ERR_NO_MEMORY, "no memory for a pack");
    la_ssize_t n = archive_read_data(archive, bytes, (size_t)size);
    if (n != size) {
        free(bytes);
        return bad(why, "包已损坏 (the pack is damaged)");
    }
    bytes[size] = 0;
    *ret_bytes = bytes;
    *ret_count = (size_t)size;
    return ERR_NONE;
}

static enum err take_about(struct reading *r, const char *bytes, size_t count, struct why *why) {
    if (r->has_about) return bad(why, "包里有两个 pack.json (two of pack.json)");
    enum err e = wire_pack_read(bytes, count, why, &r->told.about);
    if (e != ERR_NONE) return e;
    r->has_about = true;
    if (r->told.about.cursor < r->trust->cursor)
        return bad(why, "包比本机的资料旧 (the pack is older than what this kiosk has)");
    return ERR_NONE;
}

static enum err take_changes(struct reading *r, const char *bytes, size_t count, struct why *why) {
    struct wire_changes changes = {0};
    enum err e = wire_changes_read(bytes, count, r->sink, r->unread, why, &changes);
    r->told.changes += changes.count;
    return e;
}

static enum err take_blob(struct reading *r, const char *hex, const char *bytes, size_t count,
                          struct why *why) {
    char path[PATH_MAX], seen[BLOB_SIZE];
    struct hash hash = crypto_keyed_hash(NULL, bytes, count, NULL, 0);
    hex_from_bytes(hash.bytes, HASH_BYTES, seen);
    if (strcmp(seen, hex) != 0)
        return bad(why, "包里的图片与名字不符 (a picture is not what its name says)");
    r->told.blobs++;
    if (!r->trust->blob_folder) return ERR_NONE;
    snprintf(path, sizeof path, "%s/%s", r->trust->blob_folder, seen);
    return access(path, F_OK) == 0 ? ERR_NONE : file_write_atomic(path, bytes, count, 0644, why);
}

enum entry_kind { ENTRY_ABOUT, ENTRY_CHANGES, ENTRY_BLOB, ENTRY_FOLDER, ENTRY_STRANGE };

static enum entry_kind kind_of(struct archive_entry *entry) {
    const char *name = archive_entry_pathname(entry);
    if (!name) return ENTRY_STRANGE;
    if (archive_entry_filetype(entry) == AE_IFDIR) return ENTRY_FOLDER;
    if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry))
        return ENTRY_STRANGE;
    if (strcmp(name, "pack.json") == 0) return ENTRY_ABOUT;
    if (strncmp(name, "blobs/", 6) == 0)
        return strlen(name + 6) == BLOB_SIZE - 1 &&
                       strspn(name + 6, "0123456789abcdef") == BLOB_SIZE - 1
                   ? ENTRY_BLOB
                   : ENTRY_STRANGE;
    if (strncmp(name, "changes/", 8) != 0) return ENTRY_STRANGE;
    size_t digits = strspn(name + 8, "0123456789");
    return digits > 0 && digits < 10 && strcmp(name + 8 + digits, ".json") == 0 ? ENTRY_CHANGES
                                                                                : ENTRY_STRANGE;
}

static enum err take_entry(struct archive *archive, struct archive_entry *entry, struct reading *r,
                           struct why *why) {
    static const size_t most[] = {[ENTRY_ABOUT] = ABOUT_BYTES_MAX,
                                  [ENTRY_CHANGES] = PACK_CHANGES_BYTES_MAX,
                                  [ENTRY_BLOB] = PACK_BLOB_BYTES_MAX};
    enum entry_kind kind = kind_of(entry);
    char *bytes = NULL;
    size_t count = 0;
    if (++r->entries > PACK_ENTRIES_MAX) return bad(why, "包里文件太多 (too many files)");
    if (kind == ENTRY_FOLDER) return ERR_NONE;
    if (kind == ENTRY_STRANGE)
        return bad(why, "包里有不认识的文件 (the pack has a file that is none of ours)");
    if (kind != ENTRY_ABOUT && !r->has_about)
        return bad(why, "pack.json 不在最前 (pack.json is not first)");
    enum err e = take_bytes(archive, entry, most[kind], r, why, &bytes, &count);
    if (e == ERR_NONE && kind == ENTRY_ABOUT) e = take_about(r, bytes, count, why);
    if (e == ERR_NONE && kind == ENTRY_CHANGES) e = take_changes(r, bytes, count, why);
    if (e == ERR_NONE && kind == ENTRY_BLOB)
        e = take_blob(r, archive_entry_pathname(entry) + 6, bytes, count, why);
    free(bytes);
    return e;
}

static enum err unpack(const uint8_t *bytes, size_t count, struct reading *r, struct why *why) {
    struct archive *archive = archive_read_new();
    struct archive_entry *entry;
    enum err e = ERR_NONE;
    int rc = ARCHIVE_FATAL;
    if (!archive) return why_set(why, ERR_NO_MEMORY, "no memory for a pack");
    if (archive_read_support_filter_gzip(archive) == ARCHIVE_OK &&
        archive_read_support_format_tar(archive) == ARCHIVE_OK &&
        archive_read_open_memory(archive, bytes, count) == ARCHIVE_OK)
        while ((rc = archive_read_next_header(archive, &entry)) == ARCHIVE_OK && e == ERR_NONE)
            e = take_entry(archive, entry, r, why);
    if (e == ERR_NONE && (rc != ARCHIVE_EOF || !r->has_about))
        e = bad(why, "包已损坏 (the pack is damaged)");
    archive_read_free(archive);
    return e;
}

enum err content_pack_parse(const void *bytes, size_t count, const struct pack_trust *trust,
                            const struct change_sink *sink, const struct unread_sink *unread,
                            struct why *why, struct pack_told *ret_told) {
    const uint8_t *b = bytes;
    struct reading r = {.trust = trust, .sink = sink, .unread = unread};
    if (count <= HEAD_BYTES || memcmp(b, MAGIC, MAGIC_BYTES) != 0)
        return bad(why, "不是签名包 (not a pack)");
    if (!crypto_signed_by(trust->signing_key, b + MAGIC_BYTES, b + HEAD_BYTES, count - HEAD_BYTES))
        return why_set(why, ERR_PERMISSION,
                       "不是本机服务站签的包 (not signed by this kiosk's station)");
    enum err e = unpack(b + HEAD_BYTES, count - HEAD_BYTES, &r, why);
    if (e == ERR_NONE) *ret_told = r.told;
    return e;
}

enum err content_pack_read(const char *path, const struct pack_trust *trust,
                           const struct change_sink *sink, const struct unread_sink *unread,
                           struct why *why, struct pack_told *ret_told) {
    char *bytes = NULL;
    size_t count = 0;
    const char *slash = strrchr(path, '/');
    enum err e = file_read(path, PACK_BYTES_MAX, why, &bytes, &count);
    if (e != ERR_NONE) return e;
    e = content_pack_parse(bytes, count, trust, sink, unread, why, ret_told);
    free(bytes);
    return e == ERR_NONE ? e : why_add(why, e, "%.80s:1", slash ? slash + 1 : path);
}
