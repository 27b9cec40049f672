/* outgoing: DATA/outgoing/HASH.sealed, files for the station. HASH is of the sealed bytes, so that
 * neither the name nor the content reveals what is inside.
 * 1. A file is on the disk before the COMMIT that names it. A power cut may leave a file that no
 *    request names, but never a request without its file. */
#include "base/bytes.h"
#include "desk/sync/sync.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void path_of(const struct desk_context *context, const struct hash *hash, char *ret_path,
                    size_t bytes) {
    char hex[2 * HASH_BYTES + 1];
    hex_from_bytes(hash->bytes, HASH_BYTES, hex);
    snprintf(ret_path, bytes, "%s/outgoing/%s.sealed", context->data_directory, hex);
}

static enum err seal_to_file(struct desk_context *context, const uint8_t *words, size_t count,
                             struct why *why, struct hash *ret_hash) {
    char path[400];
    uint8_t *box = malloc(count + SEAL_EXTRA);
    if (!box) return why_set(why, ERR_NO_MEMORY, "no memory to seal a voice note");
    seal_words(&context->seal, words, count, box);
    *ret_hash = crypto_keyed_hash(NULL, box, count + SEAL_EXTRA, NULL, 0);
    snprintf(path, sizeof path, "%s/outgoing", context->data_directory);
    enum err e = folder_make(path, 0700, why);
    path_of(context, ret_hash, path, sizeof path);
    if (e == ERR_NONE) e = file_write_atomic(path, box, count + SEAL_EXTRA, 0600, why);
    free(box);
    return e;
}

enum err desk_keep_voice_note(struct desk_context *context, struct why *why, bool *ret_there,
                              struct hash *ret_hash) {
    uint8_t *words = NULL;
    size_t count = 0;
    *ret_there = context->config.board.voice_note &&
                 context->config.board.voice_note(context->config.to, &words, &count);
    if (!*ret_there) return ERR_NONE;
    enum err e = seal_to_file(context, words, count, why, ret_hash);
    crypto_wipe(words, count);
    free(words);
    return e;
}

void desk_drop_voice_note(struct desk_context *context, const struct hash *hash) {
    char path[400];
    path_of(context, hash, path, sizeof path);
    unlink(path);
}
