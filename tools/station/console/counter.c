/* counter: requests that staff file for a person at the counter. */
#include "console/console_private.h"

#include "base/seal.h"

#include <stdio.h>

#define CHARACTERS_MOST 500 /* as at a kiosk */

struct filing {
    char category[KEY_SIZE + 8], text[CHARACTERS_MOST * 4 + 1], phone[PHONE_SIZE];
    char member_no[KEY_SIZE], grid[KEY_SIZE];
    char number[TICKET_SIZE], digits[5];
};

static size_t characters(const char *text) {
    size_t n = 0;
    for (; *text; text++) n += ((unsigned char)*text & 0xC0) != 0x80;
    return n;
}

static enum err read_filing(struct console_call *call, struct filing *f, struct why *why) {
    enum err e = CONSOLE_FIELD(call, why, "category", true, f->category);
    if (e == ERR_NONE) e = CONSOLE_FIELD(call, why, "text", true, f->text);
    if (e == ERR_NONE) e = CONSOLE_FIELD(call, why, "phone", false, f->phone);
    if (e == ERR_NONE) e = CONSOLE_FIELD(call, why, "member_no", false, f->member_no);
    if (e == ERR_NONE) e = CONSOLE_FIELD(call, why, "grid", false, f->grid);
    if (e != ERR_NONE) return e;
    size_t n = strlen(f->phone);
    bool phone = n == 0 || (n >= 5 && strspn(f->phone, "0123456789+- ") == n &&
                            strspn(f->phone + n - 4, "0123456789") == 4);
    if (!phone) return console_refuse(call, why, 400, "bad_field", "phone");
    return characters(f->text) > CHARACTERS_MOST
               ? console_refuse(call, why, 400, "bad_field", "text")
               : ERR_NONE;
}

/* The member and the grid must exist and be permitted for this user. */
static enum err check_filing(struct console_call *call, struct filing *f, struct why *why) {
    const char *own = call->account.grid;
    int64_t there = 0;
    enum err e = db_one(call->db, why, &there,
                        "SELECT 1 FROM fact WHERE kind='category' AND key=$1", "t", f->category);
    if (e == ERR_NONE && !there) return console_refuse(call, why, 400, "bad_field", "category");
    if (f->member_no[0]) {
        f->grid[0] = 0; /* the member's own grid is used */
        there = 0;
        if (e == ERR_NONE)
            e = db_one(call->db, why, &there, "SELECT 1 FROM member WHERE member_no=$1", "t",
                       f->member_no);
        if (e == ERR_NONE && !there)
            return console_refuse(call, why, 400, "bad_field", "member_no");
        return e == ERR_NONE ? console_may_see(call, f->member_no, why) : e;
    }
    if (!f->grid[0]) TEXT_COPY(f->grid, own);
    if (own[0] && strcmp(f->grid, own) != 0)
        return console_refuse(call, why, 403, "not_yours", "grid");
    there = !f->grid[0];
    if (e == ERR_NONE && f->grid[0])
        e = db_one(call->db, why, &there, "SELECT 1 FROM grid WHERE key=$1", "t", f->grid);
    return e == ERR_NONE && !there ? console_refuse(call, why, 400, "bad_field", "grid") : e;
}

static enum err file(struct console_call *call, void *arg, struct why *why) {
    struct filing *f = arg;
    const struct station_keys *keys = &call->station->keys;
    const struct ledger_filing filing = {.who = call->account.name,
                                         .category = f->category,
                                         .text = f->text,
                                         .phone = f->phone,
                                         .member_no = f->member_no,
                                         .grid = f->grid,
                                         .seal = &keys->seal,
                                         .card_key = &keys->card_key};
    return ledger_file_request(call->ledger, &filing, call->now_ms, why, f->number, f->digits);
}

enum err request_file(struct console_call *call, struct why *why) {
    struct filing f = {0};
    enum err e = read_filing(call, &f, why);
    if (e == ERR_NONE) e = check_filing(call, &f, why);
    if (e == ERR_NONE) e = console_transact(call, file, &f, why);
    if (e == ERR_NONE) {
        upstream_nudge(call->station->upstream);
        call->reply = json_pack("{ss ss}", "number", f.number, "digits", f.digits);
    }
    crypto_wipe(&f, sizeof f);
    return e;
}
