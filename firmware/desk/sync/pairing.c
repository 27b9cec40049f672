/* pairing: DATA/station/paired has appeared, changed or gone: the kiosk belongs to its station, or
 * to none.
 *
 *   paired --another card key? cards are dropped--> card.key; the old one is card.key.before
 *          --sealed to our own key?--> opened, sealed to the station's; then station.sec is deleted
 *          --its signing key--> station.sign.pub
 *          --known there by another id?--> the store takes that id
 * 1. A power failure can interrupt any step; it is done again at the next start.
 * 2. No words are lost: the secret key is deleted only when nothing is sealed to it any more. */
#include "base/log.h"
#include "desk/sync/sync.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_ROOM 400

static void path_of(const struct desk_sync *sync, const char *name, char ret[static PATH_ROOM]) {
    snprintf(ret, PATH_ROOM, "%s/%s", sync->context->data_directory, name);
}

static enum err drop_cards(struct desk_sync *sync, struct why *why) {
    int32_t cards = 0;
    char detail[48];
    enum err e = store_begin(sync->context->store, why);
    if (e == ERR_NONE) e = store_drop_cards(sync->context->store, why, &cards);
    snprintf(detail, sizeof detail, "%d cards to be enrolled again", cards);
    if (e == ERR_NONE && cards > 0)
        e = store_audit(sync->context->store, clock_now().utc_ms, "kiosk", "card_key_changed",
                        detail, why);
    if (e == ERR_NONE) return store_commit(sync->context->store, why);
    store_rollback(sync->context->store);
    return e;
}

/* The old key stays valid for the tickets that were issued under it. */
static enum err take_card_key(struct desk_sync *sync, const struct secret_key *key,
                              struct why *why) {
    char path[PATH_ROOM];
    if (crypto_equal(sync->context->card_key.bytes, key->bytes, KEY_BYTES)) return ERR_NONE;
    enum err e = drop_cards(sync, why);
    path_of(sync, "card.key.before", path);
    if (e == ERR_NONE)
        e = file_write_atomic(path, sync->context->card_key.bytes, KEY_BYTES, 0600, why);
    path_of(sync, "card.key", path);
    if (e == ERR_NONE) e = file_write_atomic(path, key->bytes, KEY_BYTES, 0600, why);
    if (e != ERR_NONE) return e;
    sync->context->card_key_before = sync->context->card_key;
    sync->context->has_key_before = true;
    sync->context->card_key = *key;
    return ERR_NONE;
}

static void look_for_key_before(struct desk_sync *sync) {
    char path[PATH_ROOM];
    struct why why = {0};
    path_of(sync, "card.key.before", path);
    sync->context->has_key_before =
        access(path, F_OK) == 0 &&
        crypto_key_open(path, &why, &sync->context->card_key_before) == ERR_NONE;
}

/* One box from the old key to the new; 0: it was not sealed to the old one. */
static size_t move_box(const struct seal *from, const struct seal *to, uint8_t *box, size_t bytes) {
    uint8_t words[SEALED_SIZE];
    struct why why;
    bool ours = bytes >= SEAL_EXTRA && seal_open(from, box, bytes, &why, words) == ERR_NONE;
    if (ours) seal_words(to, words, bytes - SEAL_EXTRA, box);
    crypto_wipe(words, sizeof words);
    return ours ? bytes : 0;
}

static enum err move_note(struct desk_sync *sync, const struct seal *to, struct hash *note,
                          struct why *why, bool *ret_moved) {
    char path[PATH_ROOM], name[2 * HASH_BYTES + 32], hex[2 * HASH_BYTES + 1], *box = NULL;
    size_t count = 0;
    *ret_moved = false;
    hex_from_bytes(note->bytes, HASH_BYTES, hex);
    snprintf(name, sizeof name, "outgoing/%s.sealed", hex);
    path_of(sync, name, path);
    if (file_read(path, 16u << 20, why, &box, &count) != ERR_NONE)
        return ERR_NONE; /* uploaded already */
    uint8_t *words = malloc(count + 1);
    enum err e = words ? ERR_NONE : why_set(why, ERR_NO_MEMORY, "no memory for a voice note");
    if (e == ERR_NONE &&
        seal_open(&sync->context->seal, (uint8_t *)box, count, why, words) == ERR_NONE) {
        seal_words(to, words, count - SEAL_EXTRA, (uint8_t *)box);
        *note = crypto_keyed_hash(NULL, box, count, NULL, 0);
        hex_from_bytes(note->bytes, HASH_BYTES, hex);
        snprintf(name, sizeof name, "outgoing/%s.sealed", hex);
        path_of(sync, name, path);
        e = file_write_atomic(path, box, count, 0600, why);
        *ret_moved = e == ERR_NONE;
    }
    if (words) crypto_wipe(words, count);
    free(words);
    free(box);
    return e;
}

static enum err move_requests(struct desk_sync *sync, const struct seal *to, struct why *why) {
    struct sealed_request r;
    int64_t at = 0;
    enum err e;
    while ((e = store_next_sealed(sync->context->store, at, why, &r)) == ERR_NONE) {
        at = r.id;
        r.sealed_bytes = move_box(&sync->context->seal, to, r.sealed, r.sealed_bytes);
        r.remark_bytes = move_box(&sync->context->seal, to, r.remark, r.remark_bytes);
        if (r.has_voice_note) e = move_note(sync, to, &r.voice_note, why, &r.has_voice_note);
        if (e == ERR_NONE) e = store_reseal(sync->context->store, &r, why);
        if (e != ERR_NONE) return e;
    }
    return e == ERR_NOT_FOUND ? ERR_NONE : e;
}

static enum err take_seal_key(struct desk_sync *sync, const uint8_t key[static 32],
                              struct why *why) {
    char path[PATH_ROOM];
    struct seal to = {0};
    if (memcmp(sync->context->seal.public_key, key, 32) != 0) {
        memcpy(to.public_key, key, 32);
        enum err e = store_begin(sync->context->store, why);
        if (e == ERR_NONE && sync->context->seal.can_open) e = move_requests(sync, &to, why);
        if (e == ERR_NONE)
            e = store_commit(sync->context->store, why);
        else
            store_rollback(sync->context->store);
        path_of(sync, "station.pub", path);
        if (e == ERR_NONE) e = file_write_atomic(path, key, 32, 0644, why);
        if (e != ERR_NONE) return e;
        seal_wipe(&sync->context->seal);
        sync->context->seal = to;
    }
    path_of(sync, "station.sec", path);
    if (unlink(path) == 0) log_info("desk", "from now on only the station can read requests");
    seal_forget_secret(&sync->context->seal);
    return ERR_NONE;
}

/* A store that was lost has a new id. The time in seconds is more than any seq that was used.
 */
static enum err take_identity(struct desk_sync *sync, const char *kiosk, struct why *why) {
    if (strcmp(store_kiosk_id(sync->context->store), kiosk) == 0) return ERR_NONE;
    enum err e = store_begin(sync->context->store, why);
    if (e == ERR_NONE)
        e = store_take_identity(sync->context->store, kiosk, clock_now().utc_ms / 1000, why);
    if (e == ERR_NONE) return store_commit(sync->context->store, why);
    store_rollback(sync->context->store);
    return e;
}

/* What its packs and PIN resets are signed with (staff/pin_file.h). */
static enum err keep_signing_key(struct desk_sync *sync, const uint8_t key[static PUBLIC_KEY_BYTES],
                                 struct why *why) {
    char path[PATH_ROOM], *there = NULL;
    size_t count = 0;
    path_of(sync, STATION_SIGN_KEY, path);
    bool same = file_read(path, PUBLIC_KEY_BYTES, why, &there, &count) == ERR_NONE &&
                count == PUBLIC_KEY_BYTES && memcmp(there, key, count) == 0;
    free(there);
    return same ? ERR_NONE : file_write_atomic(path, key, PUBLIC_KEY_BYTES, 0644, why);
}

static enum err take(struct desk_sync *sync, const struct pair_answer *a, struct why *why) {
    enum err e = take_card_key(sync, &a->card_key, why);
    if (e == ERR_NONE) e = take_seal_key(sync, a->seal_key, why);
    if (e == ERR_NONE) e = keep_signing_key(sync, a->signing_key, why);
    if (e == ERR_NONE) e = take_identity(sync, a->kiosk, why);
    if (e != ERR_NONE) return e;
    sync->context->config.kiosk_number = a->kiosk_number;
    hex_from_bytes(a->signing_key, PUBLIC_KEY_BYTES, sync->station_key);
    return ERR_NONE;
}

static bool file_changed(struct desk_sync *sync) {
    char path[PATH_ROOM];
    struct stat st = {0};
    path_of(sync, PAIRING_FILE, path);
    if (stat(path, &st) < 0) st = (struct stat){0};
    bool same = st.st_ino == sync->pairing_inode &&
                st.st_mtim.tv_sec == sync->pairing_time.tv_sec &&
                st.st_mtim.tv_nsec == sync->pairing_time.tv_nsec;
    sync->pairing_inode = st.st_ino;
    sync->pairing_time = st.st_mtim;
    return !same;
}

void desk_pairing_check(struct desk_sync *sync, bool opened) {
    struct pairing pairing;
    struct why why = {0};
    if (!file_changed(sync) && !opened) return;
    look_for_key_before(sync);
    enum err e = pairing_load(sync->context->data_directory, &why, &pairing);
    sync->context->paired = false;
    sync->context->config.kiosk_number = sync->kiosk_number;
    if (e == ERR_NONE) e = take(sync, &pairing.answer, &why);
    sync->context->paired = e == ERR_NONE;
    crypto_wipe(&pairing, sizeof pairing);
    if (e != ERR_NONE && e != ERR_NOT_FOUND) {
        log_error("desk", "the pairing: %s: %s, retrying", err_name(e), why.text);
        sync->pairing_inode = 1; /* checked again */
    }
    sync->context->due |= DUE_SCREENSHOT;
    desk_link_reload(sync);
}

struct hash desk_card_key_hash(const struct desk_context *context) {
    return crypto_keyed_hash(NULL, context->card_key.bytes, KEY_BYTES, NULL, 0);
}
