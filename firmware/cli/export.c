/* export: writes taps, requests or members as a table, or one voice note, to standard output. */
#include "app/configure.h"
#include "base/bytes.h"
#include "base/log.h"
#include "base/seal.h"
#include "cli/command.h"
#include "content/table.h"
#include "desk/staff/tap_row.h"
#include "model/province.h"
#include "model/voice_note.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct export {
    struct table table;
    struct why why;
    enum err e;
    struct seal seal; /* for the text of requests, where this kiosk has the key */
};

static void put(struct export *x, const char *const *values) {
    if (x->e == ERR_NONE) x->e = table_row(&x->table, values, &x->why);
}

static void put_tap(void *to, const struct export_tap *tap) {
    struct tap_row row;
    tap_row_fill(&row, tap);
    put(to, row.values);
}

static const char *const request_columns[] = {
    "number", "time", "member_no", "name",   "category",   "stage",
    "phone",  "text", "rating",    "remark", "voice_note", "waiting_to_go_up"};

struct request_words {
    char phone[PHONE_SIZE], text[REQUEST_SEALED_SIZE];
};

/* Where only the station has the key, the text stays sealed. */
static void open_words(const struct seal *seal, const uint8_t *box, size_t bytes,
                       struct request_words *ret_words) {
    char words[REQUEST_SEALED_SIZE] = "";
    struct why why = {0};
    *ret_words = (struct request_words){0};
    if (bytes == 0) return;
    bool open = bytes > SEAL_EXTRA && seal_open(seal, box, bytes, &why, words) == ERR_NONE;
    char *text = open ? strchr(words, '\n') : NULL;
    TEXT_COPY(ret_words->text, "（已封存，由服务站查阅 sealed to the station）");
    if (!text) return;
    *text++ = 0;
    TEXT_COPY(ret_words->phone, words);
    TEXT_COPY(ret_words->text, text);
}

static void put_request(void *to, const struct export_request *r) {
    const struct export *x = to;
    struct request_words words, remark;
    open_words(&x->seal, r->sealed, r->sealed_bytes, &words);
    open_words(&x->seal, r->remark, r->remark_bytes, &remark);
    static const char *const ratings[] = {"", "good", "fair", "poor"};
    static const char *const stages[] = {"registered", "triaged", "in_hand", "answered",
                                         "followed_up"};
    char time[32], note[2 * HASH_BYTES + 1] = "";
    if (r->has_voice_note) hex_from_bytes(r->voice_note.bytes, HASH_BYTES, note);
    civil_format_rfc3339(r->at_ms, time);
    const char *values[] = {r->number,   time,        r->member_no,
                            r->name,     r->category, stages[r->stage],
                            words.phone, words.text,  ratings[r->rating],
                            remark.text, note,        r->waiting ? "yes" : "no"};
    put(to, values);
}

static const char *const member_columns[] = {"member_no", "name",   "grid",      "team",  "phone",
                                             "branch",    "joined", "served_in", "cards", "left"};

static void put_member(void *to, const struct export_member *m) {
    char joined[8] = "", cards[8];
    if (m->joined_year) snprintf(joined, sizeof joined, "%d", m->joined_year);
    snprintf(cards, sizeof cards, "%d", m->cards);
    const char *province =
        m->province >= 0 && m->province < PROVINCES ? province_at(m->province)->name : "";
    const char *values[] = {m->member_no, m->name, m->grid,  m->team, m->phone,
                            m->branch,    joined,  province, cards,   m->has_left ? "yes" : "no"};
    put(to, values);
}

static enum err export_what(struct store *store, const char *what, enum table_format format,
                            struct export *x) {
    enum err e = ERR_UNSUPPORTED;
    if (strcmp(what, "taps") == 0) {
        table_begin(&x->table, stdout, format, tap_row_columns, TAP_COLUMNS);
        e = store_export_taps(store, put_tap, x, &x->why);
    } else if (strcmp(what, "requests") == 0) {
        table_begin(&x->table, stdout, format, request_columns, ARRAY_LENGTH(request_columns));
        e = store_export_requests(store, put_request, x, &x->why);
    } else {
        table_begin(&x->table, stdout, format, member_columns, ARRAY_LENGTH(member_columns));
        e = store_export_members(store, put_member, x, &x->why);
    }
    if (e == ERR_NONE) e = x->e;
    return e == ERR_NONE ? table_end(&x->table, &x->why) : e;
}

/* Opens DATA/outgoing/HASH.sealed. */
static enum err export_voice_note(const struct config *config, const char *name,
                                  const struct seal *seal, struct why *why) {
    char path[400], *box = NULL;
    size_t bytes = 0;
    if (strlen(name) != 2 * HASH_BYTES || name[strspn(name, "0123456789abcdef")])
        return why_set(why, ERR_BAD_INPUT, "this is not the name of a voice note");
    snprintf(path, sizeof path, "%s/outgoing/%s.sealed", config->data_directory, name);
    enum err e = file_read(path, VOICE_NOTE_BYTES_MOST, why, &box, &bytes);
    uint8_t *note = e == ERR_NONE ? malloc(bytes + 1) : NULL;
    if (e == ERR_NONE && !note) e = why_set(why, ERR_NO_MEMORY, "no memory");
    if (e == ERR_NONE) e = seal_open(seal, (uint8_t *)box, bytes, why, note);
    if (e == ERR_NONE && (fwrite(note, bytes - SEAL_EXTRA, 1, stdout) != 1 || fflush(stdout) != 0))
        e = why_set(why, ERR_IO, "cannot write the voice note");
    free(box);
    free(note);
    return e;
}

static bool is_known(int count, char **arguments) {
    static const char *const tables[] = {"taps", "requests", "members"};
    if (count == 2) return strcmp(arguments[0], "voice-note") == 0;
    for (size_t i = 0; count == 1 && i < ARRAY_LENGTH(tables); i++)
        if (strcmp(arguments[0], tables[i]) == 0) return true;
    return false;
}

int command_export(const struct config *config, const struct options *options) {
    const char *format = options->format;
    char **arguments = options->arguments + 1;
    int count = options->argument_count - 1;
    bool json = strcmp(format, "json") == 0;
    if (!is_known(count, arguments) || (!json && strcmp(format, "csv") != 0)) {
        fprintf(stderr, "muster-kiosk export taps|requests|members [--format csv|json]\n"
                        "muster-kiosk export voice-note NAME > note.opus\n");
        return EXIT_USAGE;
    }
    struct export x = {.e = ERR_NONE};
    struct store *store = NULL;
    struct activity_rules rules = configure_rules(config);
    enum err e = store_open_to_read(config->data_directory, &rules, &x.why, &store);
    if (e != ERR_NONE) {
        log_error("export", "%s: %s", err_name(e), x.why.text);
        return EXIT_STORE;
    }
    e = seal_open_keys(config->data_directory, &x.why, &x.seal);
    if (e == ERR_NONE)
        e = count == 2 ? export_voice_note(config, arguments[1], &x.seal, &x.why)
                       : export_what(store, arguments[0], json ? TABLE_JSON : TABLE_CSV, &x);
    store_close(store);
    seal_wipe(&x.seal);
    if (e == ERR_NONE) return EXIT_OK;
    log_error("export", "%s: %s", err_name(e), x.why.text);
    return EXIT_PROBLEM;
}
