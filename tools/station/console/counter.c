/* counter: a request that somebody makes in person, filed by staff. */
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

static enum err read_filing(struct desk *desk, struct filing *f, struct why *why) {
    enum err e = DESK_FIELD(desk, why, "category", true, f->category);
    if (e == ERR_NONE) e = DESK_FIELD(desk, why, "text", true, f->text);
    if (e == ERR_NONE) e = DESK_FIELD(desk, why, "phone", false, f->phone);
    if (e == ERR_NONE) e = DESK_FIELD(desk, why, "member_no", false, f->member_no);
    if (e == ERR_NONE) e = DESK_FIELD(desk, why, "grid", false, f->grid);
    if (e != ERR_NONE) return e;
    size_t n = strlen(f->phone);
    bool phone = n == 0 || (n >= 5 && strspn(f->phone, "0123456789+- ") == n &&
                            strspn(f->phone + n - 4, "0123456789") == 4);
    if (!phone) return desk_refuse(desk, why, 400, "bad_field", "phone");
    return characters(f->text) > CHARACTERS_MOST ? desk_refuse(desk, why, 400, "bad_field", "text")
                                                 : ERR_NONE;
}

/* That what it names is there, and of a grid that one may see. */
static enum err check_filing(struct desk *desk, struct filing *f, struct why *why) {
    const char *own = desk->account.grid;
    int64_t there = 0;
    enum err e = db_one(desk->db, why, &there,
                        "SELECT 1 FROM fact WHERE kind='category' AND key=$1", "t", f->category);
    if (e == ERR_NONE && !there) return desk_refuse(desk, why, 400, "bad_field", "category");
    if (f->member_no[0]) {
        f->grid[0] = 0; /* the member's own */
        there = 0;
        if (e == ERR_NONE)
            e = db_one(desk->db, why, &there, "SELECT 1 FROM member WHERE member_no=$1", "t",
                       f->member_no);
        if (e == ERR_NONE && !there) return desk_refuse(desk, why, 400, "bad_field", "member_no");
        return e == ERR_NONE ? desk_may_see(desk, f->member_no, why) : e;
    }
    if (!f->grid[0]) TEXT_COPY(f->grid, own);
    if (own[0] && strcmp(f->grid, own) != 0)
        return desk_refuse(desk, why, 403, "not_yours", "grid");
    there = !f->grid[0];
    if (e == ERR_NONE && f->grid[0])
        e = db_one(desk->db, why, &there, "SELECT 1 FROM grid WHERE key=$1", "t", f->grid);
    return e == ERR_NONE && !there ? desk_refuse(desk, why, 400, "bad_field", "grid") : e;
}

static enum err file(struct desk *desk, void *arg, struct why *why) {
    struct filing *f = arg;
    const struct station_keys *keys = &desk->station->keys;
    const struct ledger_filing filing = {.who = desk->account.name,
                                         .category = f->category,
                                         .text = f->text,
                                         .phone = f->phone,
                                         .member_no = f->member_no,
                                         .grid = f->grid,
                                         .seal = &keys->seal,
                                         .card_key = &keys->card_key};
    return ledger_file_request(desk->ledger, &filing, desk->now_ms, why, f->number, f->digits);
}

enum err request_file(struct desk *desk, struct why *why) {
    struct filing f = {0};
    enum err e = read_filing(desk, &f, why);
    if (e == ERR_NONE) e = check_filing(desk, &f, why);
    if (e == ERR_NONE) e = desk_transact(desk, file, &f, why);
    if (e == ERR_NONE) {
        upstream_nudge(desk->station->upstream);
        desk->reply = json_pack("{ss ss}", "number", f.number, "digits", f.digits);
    }
    crypto_wipe(&f, sizeof f);
    return e;
}
