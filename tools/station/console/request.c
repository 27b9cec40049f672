/* request: one request, unsealed for the signed-in user.
 * 1. Before sealed text is shown, an audit row records who reads it. */
#include "console/console_private.h"

#include <stdio.h>
#include <stdlib.h>

struct sealed {
    size_t bytes, rating_bytes;
    uint8_t box[SEALED_SIZE], rating_box[SEALED_SIZE];
    char member_no[KEY_SIZE], grid[KEY_SIZE], voice_note[BLOB_SIZE];
    bool there;
};

static size_t take_box(const struct db_row *row, int column, uint8_t *ret_box) {
    size_t count = 0;
    const void *bytes = db_blob(row, column, &count);
    if (count > SEALED_SIZE) return 0;
    if (count) memcpy(ret_box, bytes, count);
    return count;
}

static bool take_sealed(void *to, const struct db_row *row) {
    struct sealed *s = to;
    s->there = true;
    s->bytes = take_box(row, 0, s->box);
    s->rating_bytes = take_box(row, 1, s->rating_box);
    TEXT_COPY(s->member_no, db_text(row, 2));
    TEXT_COPY(s->voice_note, db_text(row, 3));
    TEXT_COPY(s->grid, db_text(row, 4));
    return false;
}

/* It must exist and be in a permitted grid. */
static enum err find(struct console_call *call, const char *number, struct sealed *s,
                     struct why *why) {
    memset(s, 0, sizeof *s);
    enum err e =
        db_query(call->db, why, take_sealed, s,
                 "SELECT sealed, rating_sealed, member_no, voice_note, grid FROM request WHERE"
                 " site='' AND number=$1",
                 "t", number);
    if (e == ERR_NONE && !s->there) return why_set(why, ERR_NOT_FOUND, "no such request");
    if (e != ERR_NONE) return e;
    if (s->grid[0] && strcmp(s->grid, call->account.grid) == 0) return ERR_NONE;
    return console_may_see(call, s->member_no, why);
}

struct reading {
    const char *what, *number;
};

static enum err audit_reading(struct console_call *call, void *arg, struct why *why) {
    const struct reading *r = arg;
    return console_audit(call, r->what, r->number, why);
}

/* The text that the kiosk sealed; "" if there is none or it is sealed to another station. */
static void open_box(struct console_call *call, const uint8_t *box, size_t bytes,
                     char ret_words[static SEALED_SIZE + 1]) {
    struct why why;
    ret_words[0] = 0;
    if (bytes <= SEAL_EXTRA) return;
    if (seal_open(&call->station->keys.seal, box, bytes, &why, ret_words) == ERR_NONE)
        ret_words[bytes - SEAL_EXTRA] = 0;
    else
        ret_words[0] = 0;
}

static void add_words(struct console_call *call, const struct sealed *s) {
    char words[SEALED_SIZE + 1];
    open_box(call, s->box, s->bytes, words);
    char *line = strchr(words, '\n'); /* the phone, a line feed, the text */
    if (line) *line = 0;
    json_object_set_new(call->reply, "phone", json_string(line ? words : ""));
    json_object_set_new(call->reply, "text", json_string(line ? line + 1 : words));
    json_object_set_new(call->reply, "closed", json_boolean(s->bytes == 0));
    open_box(call, s->rating_box, s->rating_bytes, words);
    json_object_set_new(call->reply, "rating_text", json_string(words));
    crypto_wipe(words, sizeof words);
}

static enum err add_steps(struct console_call *call, const char *number, struct why *why) {
    struct db_ask ask = {0};
    json_t *steps = NULL, *step;
    size_t i;
    db_ask_add(&ask,
               "SELECT s.stage, s.at_ms, s.note, coalesce(u.display, k.name, s.who) AS by_name FROM"
               " request_step s LEFT JOIN account u ON u.name=s.who LEFT JOIN kiosk k ON k.id=s.who"
               " WHERE s.site='' AND s.number=? ORDER BY s.stage",
               "t", number);
    enum err e = console_rows(call, "iitt", &ask, why, &steps);
    if (e != ERR_NONE) return e;
    json_array_foreach(steps, i, step) {
        bool answered = json_integer_value(json_object_get(step, "stage")) == 3;
        json_t *answer = json_object_get(call->reply, "answer");
        json_object_set_new(step, "answer",
                            answered && answer ? json_incref(answer) : json_string(""));
    }
    json_object_set_new(call->reply, "steps", steps);
    return e;
}

static enum err add_row(struct console_call *call, const char *number, struct why *why) {
    struct db_ask ask = {0};
    db_ask_add(&ask,
               "SELECT r.number, r.category, c.body AS category_title, r.member_no,"
               " coalesce(m.name, r.member_no) AS name, r.at_ms, r.stage, r.assignee, r.due_ms,"
               " r.answer, r.rating, CASE WHEN r.voice_note<>'' THEN 1 ELSE"
               " 0 END AS voice_note, r.kiosk, coalesce(k.name, r.kiosk)"
               " AS kiosk_name, rg.name AS grid_name" REQUEST_FROM
               " WHERE r.site='' AND r.number=?",
               "t", number);
    return console_row(call,
                       "ttctt"
                       "iititibttt",
                       &ask, why, &call->reply);
}

enum err request_get(struct console_call *call, struct why *why) {
    const char *number = console_query(call, "number");
    struct sealed *s = malloc(sizeof *s);
    if (!s) return why_set(why, ERR_NO_MEMORY, "no memory for a request");
    enum err e = find(call, number, s, why);
    if (e == ERR_NONE)
        e = console_transact(call, audit_reading, &(struct reading){"request_read", number}, why);
    if (e == ERR_NONE) e = add_row(call, number, why);
    if (e == ERR_NONE) e = add_steps(call, number, why);
    if (e == ERR_NONE) add_words(call, s);
    call->changed = false;
    free(s);
    return e;
}

enum err request_voice(struct console_call *call, struct why *why) {
    const char *number = console_query(call, "number");
    struct sealed *s = malloc(sizeof *s);
    void *box = NULL, *note = NULL;
    size_t bytes = 0;
    if (!s) return why_set(why, ERR_NO_MEMORY, "no memory for a voice note");
    enum err e = find(call, number, s, why);
    if (e == ERR_NONE && !s->voice_note[0])
        e = why_set(why, ERR_NOT_FOUND, "this request has no voice note");
    if (e == ERR_NONE)
        e = console_transact(call, audit_reading, &(struct reading){"voice_read", number}, why);
    if (e == ERR_NONE) e = ledger_blob_get(call->ledger, s->voice_note, why, &box, &bytes);
    free(s);
    if (e == ERR_NONE && bytes <= SEAL_EXTRA) e = why_set(why, ERR_CORRUPT, "not a voice note");
    if (e == ERR_NONE && !(note = malloc(bytes))) e = why_set(why, ERR_NO_MEMORY, "no memory");
    if (e == ERR_NONE) e = seal_open(&call->station->keys.seal, box, bytes, why, note);
    free(box);
    call->changed = false;
    call->replied = e == ERR_NONE;
    if (e == ERR_NONE)
        http_reply_bytes(call->http, 200, "audio/ogg", note, bytes - SEAL_EXTRA);
    else
        free(note);
    return e;
}

/* --- next stages --- */
static enum err step(struct console_call *call, void *arg, struct why *why) {
    return ledger_step(call->ledger, arg, call->now_ms, why);
}

static enum err stage_now(struct console_call *call, const char *number, struct why *why,
                          int64_t *ret) {
    *ret = 0;
    return db_one(call->db, why, ret, "SELECT stage FROM request WHERE site='' AND number=$1", "t",
                  number);
}

static enum err may_work(struct console_call *call, const char *number, struct why *why) {
    struct sealed *s = malloc(sizeof *s);
    enum err e = s ? find(call, number, s, why) : why_set(why, ERR_NO_MEMORY, "no memory");
    free(s);
    return e;
}

enum err request_step(struct console_call *call, struct why *why) {
    char number[TICKET_SIZE], note[192], answer[ANSWER_TEXT_SIZE];
    int64_t stage = console_int(call, "stage", -1), now = 0;
    enum err e = CONSOLE_FIELD(call, why, "number", true, number);
    if (e == ERR_NONE) e = CONSOLE_FIELD(call, why, "note", false, note);
    if (e == ERR_NONE) e = CONSOLE_FIELD(call, why, "answer", false, answer);
    if (e == ERR_NONE) e = may_work(call, number, why);
    if (e == ERR_NONE) e = stage_now(call, number, why, &now);
    if (e != ERR_NONE) return e;
    if (stage < 1 || stage >= REQUEST_STAGES || stage < now)
        return console_refuse(call, why, 409, "step_back", "stage");
    if (stage == 3 && !answer[0]) return console_refuse(call, why, 400, "answer_needed", "answer");
    return console_transact(call, step,
                            &(struct ledger_step){.number = number,
                                                  .who = call->account.name,
                                                  .note = note,
                                                  .answer = stage == 3 ? answer : "",
                                                  .stage = (int32_t)stage},
                            why);
}

struct assigning {
    char number[TICKET_SIZE], assignee[KEY_SIZE];
    int64_t due_ms;
};

static enum err assign(struct console_call *call, void *arg, struct why *why) {
    const struct assigning *a = arg;
    return ledger_assign(call->ledger, a->number, a->assignee, a->due_ms, call->account.name,
                         call->now_ms, why);
}

enum err request_assign(struct console_call *call, struct why *why) {
    struct assigning a = {.due_ms = console_int(call, "due_ms", 0)};
    int64_t there = 1;
    enum err e = CONSOLE_FIELD(call, why, "number", true, a.number);
    if (e == ERR_NONE) e = CONSOLE_FIELD(call, why, "assignee", false, a.assignee);
    if (e == ERR_NONE) e = may_work(call, a.number, why);
    if (e == ERR_NONE && a.assignee[0])
        e = db_one(call->db, why, &there, "SELECT count(*) FROM account WHERE name=$1", "t",
                   a.assignee);
    if (e == ERR_NONE && (!there || a.due_ms < 0 || a.due_ms > INT64_C(253402300800000)))
        return console_refuse(call, why, 400, "bad_field", there ? "due" : "assignee");
    return e == ERR_NONE ? console_transact(call, assign, &a, why) : e;
}
