#pragma once
/* An update of the system as the station has it: a blob that names the parts of a RAUC bundle,
 * which are blobs too. firmware/wire/README.md has its form. Pure; any thread. */
#include "base/crypto.h"
#include "model/answer.h"

#define UPDATE_SETTING "update." /* the setting's key, before the machine; its value: the blob */
#define UPDATE_BYTES_MAX (1024LL * 1024 * 1024)
#define UPDATE_PART_LEAST 65536
#define UPDATE_PART_MOST (16 * 1024 * 1024) /* the station's largest blob */
#define UPDATE_PARTS_MAX 1024
#define UPDATE_MANIFEST_MAX (128 * 1024)                    /* of its text */
#define MACHINE_SIZE (KEY_SIZE - sizeof UPDATE_SETTING + 1) /* "muster-qemu-amd64" */
#define UPDATE_VERSION_SIZE 64

struct update_manifest {
    char version[UPDATE_VERSION_SIZE];
    char compatible[MACHINE_SIZE]; /* the type of machine */
    int64_t bytes, part_bytes;     /* of all; of every part but the last */
    struct hash hash;              /* of all: BLAKE2b-256 */
    int32_t part_count;
    char parts[UPDATE_PARTS_MAX][BLOB_SIZE]; /* in order */
};

/* A to Z, a to z, 0 to 9 and ._+~:- and no '-' in front; not empty. */
bool update_word_is_sound(const char *word);
/* How long part i is, 0 to part_count - 1. */
int64_t update_part_bytes(const struct update_manifest *manifest, int32_t i);
/* ERR_BAD_INPUT: no manifest, or its numbers contradict each other. */
MUST_CHECK enum err update_manifest_read(const char *text, size_t bytes, struct why *why,
                                         struct update_manifest *ret_manifest);
/* free() the text. */
MUST_CHECK enum err update_manifest_write(const struct update_manifest *manifest, struct why *why,
                                          char **ret_text);
