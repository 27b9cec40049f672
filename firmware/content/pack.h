#pragma once
/* A .musterpack: all changes of a station, signed, in one file, for a kiosk without a network.
 * firmware/wire/README.md has the format. Any thread; a pack is read into memory.
 *
 * Errors of reading: ERR_PERMISSION: not signed by this station. ERR_BAD_INPUT: no pack, damaged,
 * beyond a limit, or older than what the kiosk has. Others come from the medium or the sink.
 * Pictures may have been stored before a refusal; they are named by their content and do no harm.
 */
#include "model/change.h"
#include "wire/pack.h"

#define PACK_ENDING ".musterpack"
#define PACK_BYTES_MAX ((size_t)256 << 20)      /* the file */
#define PACK_UNPACKED_MAX ((int64_t)1024 << 20) /* all that is in it */
#define PACK_ENTRIES_MAX 20000
#define PACK_CHANGES_BYTES_MAX ((size_t)4 << 20) /* one file of changes: at most 256 of them */
#define PACK_BLOB_BYTES_MAX ((size_t)16 << 20)

/* Which packs are accepted: the signer, and the cursor. */
struct pack_trust {
    uint8_t signing_key[PUBLIC_KEY_BYTES];
    int64_t cursor;          /* the cursor of the kiosk's feed; an equal one is accepted */
    const char *blob_folder; /* must exist; NULL: pictures are checked and not stored */
};
struct pack_told {
    struct pack_about about;
    int32_t changes, blobs;
};
/* Changes are passed to the sink in order; those that cannot be read go to unread. */
MUST_CHECK enum err content_pack_read(const char *path, const struct pack_trust *trust,
                                      const struct change_sink *sink,
                                      const struct unread_sink *unread, struct why *why,
                                      struct pack_told *ret_told);
/* The same from memory. */
MUST_CHECK enum err content_pack_parse(const void *bytes, size_t count,
                                       const struct pack_trust *trust,
                                       const struct change_sink *sink,
                                       const struct unread_sink *unread, struct why *why,
                                       struct pack_told *ret_told);

/* Write one: begin, changes and blobs in any order, end. The file gets its name when it is
 * complete. */
struct pack_writer;
MUST_CHECK enum err content_pack_begin(const char *path, const struct pack_about *about,
                                       struct why *why, struct pack_writer **ret_writer);
/* Up to 256 changes in the shape of a reply of GET /v1/changes. */
MUST_CHECK enum err content_pack_changes(struct pack_writer *writer, const char *reply,
                                         struct why *why);
MUST_CHECK enum err content_pack_blob(struct pack_writer *writer, const char *hex,
                                      const void *bytes, size_t count, struct why *why);
/* Signs and renames it; frees the writer, also on failure. */
MUST_CHECK enum err content_pack_end(struct pack_writer *writer,
                                     const uint8_t secret[static SIGNING_KEY_BYTES],
                                     struct why *why);
void content_pack_drop(struct pack_writer *writer); /* discards it unfinished; NULL ok */
