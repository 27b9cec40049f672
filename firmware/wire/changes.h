#pragma once
/* Changes as JSON, both ways: GET /v1/changes, packs, and the station's own ledger.
 * firmware/wire/README.md has the protocol. Pure; any thread. */
#include "base/err.h"
#include "model/link.h"

#define WIRE_CHANGES_MAX 256
#define WIRE_REPLY_MAX (4 * 1024 * 1024)

/* One change as one object, {"kind":"member","member_no":"V0001",...}; free() it. CHANGE_KEEP and
 * CHANGE_DROP_OTHERS are for importers only and are refused (ERR_UNSUPPORTED). */
MUST_CHECK enum err wire_change_write(const struct change *change, struct why *why,
                                      char **ret_text);
/* ERR_BAD_INPUT: not a change, or a member of it is missing or invalid. ERR_UNSUPPORTED: an unknown
 * kind. */
MUST_CHECK enum err wire_change_read(const char *text, size_t bytes, struct why *why,
                                     struct change *ret_change);

const char *wire_change_kind(enum change_kind kind); /* "member"; NULL: never on the wire */
void wire_change_key(const struct change *change, char ret_key[static CHANGE_KEY_SIZE]);

/* A reply of GET /v1/changes: {"cursor":N,"changes":[...],"epoch":"..."}. Changes are passed on in
 * order. One that cannot be read (unknown kind, invalid member) is passed to unread; if that is
 * NULL, one of an unknown kind is left out and counted, and an invalid one ends the reading. An
 * element that is no object with a kind always ends it: the reply is not a station's. */
struct wire_changes {
    int64_t cursor;
    int32_t count, unknown;
    char epoch[EPOCH_SIZE]; /* "": the station does not send it */
};
MUST_CHECK enum err wire_changes_read(const char *text, size_t bytes,
                                      const struct change_sink *sink,
                                      const struct unread_sink *unread, struct why *why,
                                      struct wire_changes *ret_changes);

/* The pictures that a change names: call each(to, hash in hex) once for every blob. */
void wire_change_blobs(const struct change *change, void (*each)(void *to, const char *hex),
                       void *to);
