/* pack: writes all content with its pictures to a signed file for a kiosk without a network. */
#include "cli/command.h"

#include "base/bytes.h"
#include "base/clock.h"
#include "content/pack.h"
#include "wire/changes.h"

#include <stdio.h>
#include <stdlib.h>

struct packing {
    struct ledger *ledger;
    struct pack_writer *writer;
    struct why *why;
    enum err e;
    int64_t blobs;
};

static void pack_blob(void *to, const char *hex) {
    struct packing *p = to;
    void *bytes = NULL;
    size_t count = 0;
    if (p->e != ERR_NONE) return;
    p->e = ledger_blob_get(p->ledger, hex, p->why, &bytes, &count);
    if (p->e ==
        ERR_NOT_FOUND) { /* a picture that was never uploaded: kiosks show the page without it */
        p->e = ERR_NONE;
        return;
    }
    if (p->e == ERR_NONE) p->e = content_pack_blob(p->writer, hex, bytes, count, p->why);
    p->blobs += p->e == ERR_NONE;
    free(bytes);
}

static enum err take_change(void *to, const struct change *change, struct why *why) {
    struct packing *p = to;
    (void)why;
    wire_change_blobs(change, pack_blob, p);
    return p->e;
}

/* Unknown changes are included unchanged: a newer station wrote them, and a kiosk may know them. */
static enum err pass_over(void *to, const struct change_unread *unread, struct why *why) {
    (void)to, (void)unread, (void)why;
    return ERR_NONE;
}

static enum err pack_changes(struct packing *p, struct why *why, int64_t *ret_changes) {
    int64_t cursor = 0;
    int32_t count = 1;
    struct change_sink sink = {take_change, p};
    struct unread_sink unread = {pass_over, NULL};
    enum err e = ERR_NONE;
    while (e == ERR_NONE) {
        char *reply = NULL;
        struct wire_changes ignored;
        e = ledger_changes(p->ledger, cursor, "", why, &reply, &cursor, &count);
        if (e == ERR_NONE && count > 0) e = content_pack_changes(p->writer, reply, why);
        if (e == ERR_NONE && count > 0)
            e = wire_changes_read(reply, strlen(reply), &sink, &unread, why, &ignored);
        free(reply);
        *ret_changes += count;
        if (count == 0) break;
    }
    return e;
}

/* Changes and pictures are read in one transaction, as a consistent snapshot. */
static enum err pack(struct station *station, struct ledger *ledger, const char *path,
                     struct why *why) {
    struct pack_about about = {.made_ms = clock_now().utc_ms};
    struct packing p = {.ledger = ledger, .why = why};
    int64_t changes = 0;
    TEXT_COPY(about.station, station->config.name);
    enum err e = db_begin_read(ledger_db(ledger), why);
    if (e == ERR_NONE) e = ledger_cursor(ledger, why, &about.cursor);
    if (e == ERR_NONE) e = content_pack_begin(path, &about, why, &p.writer);
    if (e == ERR_NONE) e = pack_changes(&p, why, &changes);
    db_rollback(ledger_db(ledger));
    if (e == ERR_NONE) {
        e = content_pack_end(p.writer, station->keys.signing_secret, why);
        if (e == ERR_NONE)
            printf("%s: %lld changes, %lld pictures\n", path, (long long)changes,
                   (long long)p.blobs);
    } else {
        content_pack_drop(p.writer);
    }
    return e;
}

int command_pack(int argc, char **argv) {
    struct station station = {.import_lock = PTHREAD_MUTEX_INITIALIZER};
    struct ledger *ledger = NULL;
    struct why why = {0};
    int exit = command_begin(&argc, argv, &station.config);
    if (exit != 0) return exit;
    if (argc != 2) {
        fprintf(stderr, "muster-station pack FILE" PACK_ENDING "\n");
        return 2;
    }
    enum err e = station_keys_open(&station.config, &why, &station.keys);
    if (e == ERR_NONE) e = command_ledger(&station.config, &why, &ledger);
    if (e == ERR_NONE) e = pack(&station, ledger, argv[1], &why);
    ledger_close(ledger);
    station_keys_finish(&station.keys);
    return e == ERR_NONE ? 0 : command_failed(e, &why);
}
