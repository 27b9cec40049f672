/* pack_write: writes a pack. The archive is written first, behind room for its signature; then it
 * is read back, signed, and renamed. */
#include "base/bytes.h"
#include "content/pack.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAGIC "MUSTERP1"
#define MAGIC_BYTES 8
#define HEAD_BYTES (MAGIC_BYTES + SIGNATURE_BYTES)

struct pack_writer {
    char path[PATH_MAX - 8], part[PATH_MAX];
    int fd, files;
    struct archive *archive;
};

static enum err failed(struct pack_writer *w, struct why *why) {
    int error = archive_errno(w->archive);
    return why_set(why, error ? err_from_errno(error) : ERR_IO, "%s: %s", w->path,
                   archive_error_string(w->archive));
}

static enum err put(struct pack_writer *w, const char *name, const void *bytes, size_t count,
                    struct why *why) {
    struct archive_entry *entry = archive_entry_new();
    if (!entry) return why_set(why, ERR_NO_MEMORY, "no memory for a pack");
    archive_entry_set_pathname(entry, name);
    archive_entry_set_size(entry, (int64_t)count);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    bool ok = archive_write_header(w->archive, entry) == ARCHIVE_OK &&
              archive_write_data(w->archive, bytes, count) == (la_ssize_t)count;
    archive_entry_free(entry);
    return ok ? ERR_NONE : failed(w, why);
}

static enum err open_archive(struct pack_writer *w, struct why *why) {
    static const uint8_t room[HEAD_BYTES];
    w->fd = open(w->part, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (w->fd < 0 || write(w->fd, room, sizeof room) != (ssize_t)sizeof room)
        return why_set(why, err_from_errno(errno), "%s: %s", w->part, strerror(errno));
    w->archive = archive_write_new();
    if (!w->archive) return why_set(why, ERR_NO_MEMORY, "no memory for a pack");
    bool ok = archive_write_add_filter_gzip(w->archive) == ARCHIVE_OK &&
              archive_write_set_format_ustar(w->archive) == ARCHIVE_OK &&
              archive_write_open_fd(w->archive, w->fd) == ARCHIVE_OK;
    return ok ? ERR_NONE : failed(w, why);
}

enum err content_pack_begin(const char *path, const struct pack_about *about, struct why *why,
                            struct pack_writer **ret_writer) {
    struct pack_writer *w = calloc(1, sizeof *w);
    char *text = NULL;
    if (!w) return why_set(why, ERR_NO_MEMORY, "no memory for a pack");
    w->fd = -1;
    TEXT_COPY(w->path, path);
    snprintf(w->part, sizeof w->part, "%s.part", w->path);
    enum err e = open_archive(w, why);
    if (e == ERR_NONE) e = wire_pack_write(about, why, &text);
    if (e == ERR_NONE) e = put(w, "pack.json", text, strlen(text), why);
    free(text);
    if (e == ERR_NONE)
        *ret_writer = w;
    else
        content_pack_drop(w);
    return e;
}

enum err content_pack_changes(struct pack_writer *writer, const char *reply, struct why *why) {
    char name[32];
    size_t count = strlen(reply);
    if (count > PACK_CHANGES_BYTES_MAX)
        return why_set(why, ERR_BAD_INPUT, "more changes than one file of a pack takes");
    snprintf(name, sizeof name, "changes/%06d.json", writer->files++);
    return put(writer, name, reply, count, why);
}

enum err content_pack_blob(struct pack_writer *writer, const char *hex, const void *bytes,
                           size_t count, struct why *why) {
    char name[8 + BLOB_SIZE];
    if (count > PACK_BLOB_BYTES_MAX)
        return why_set(why, ERR_BAD_INPUT, "a picture is larger than a pack takes");
    snprintf(name, sizeof name, "blobs/%.64s", hex);
    return put(writer, name, bytes, count, why);
}

static enum err sign(struct pack_writer *w, const uint8_t secret[static SIGNING_KEY_BYTES],
                     struct why *why) {
    uint8_t head[HEAD_BYTES] = MAGIC;
    char *bytes = NULL;
    size_t count = 0;
    enum err e = file_read(w->part, PACK_BYTES_MAX, why, &bytes, &count);
    if (e != ERR_NONE) return e;
    crypto_sign_with(secret, bytes + HEAD_BYTES, count - HEAD_BYTES, head + MAGIC_BYTES);
    free(bytes);
    if (pwrite(w->fd, head, sizeof head, 0) != (ssize_t)sizeof head || fsync(w->fd) < 0 ||
        rename(w->part, w->path) < 0)
        return why_set(why, err_from_errno(errno), "%s: %s", w->path, strerror(errno));
    w->part[0] = 0;
    return ERR_NONE;
}

enum err content_pack_end(struct pack_writer *writer,
                          const uint8_t secret[static SIGNING_KEY_BYTES], struct why *why) {
    enum err e =
        archive_write_close(writer->archive) == ARCHIVE_OK ? ERR_NONE : failed(writer, why);
    if (e == ERR_NONE) e = sign(writer, secret, why);
    content_pack_drop(writer);
    return e;
}

void content_pack_drop(struct pack_writer *writer) {
    if (!writer) return;
    if (writer->archive) archive_write_free(writer->archive);
    if (writer->fd >= 0) close(writer->fd);
    if (writer->part[0]) unlink(writer->part);
    free(writer);
}
