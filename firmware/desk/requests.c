/* requests: filed, followed, rated.
 * 1. The text and the phone number are sealed to the station before they reach the store.
 * 2. A voice note is on the disk, sealed too, before the COMMIT that names it.
 * 3. The digits of a ticket are stored as a keyed hash. Nothing else is stored of the phone. */
#include "desk/requests.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define DIGITS 4

/* The phone, a line feed, the text (store.h). */
static size_t seal_up(const struct desk_context *context, const char *phone, const char *text,
                      uint8_t ret_box[static REQUEST_SEALED_SIZE]) {
    char words[PHONE_SIZE + REQUEST_TEXT_SIZE];
    int n = snprintf(words, sizeof words, "%s\n%s", phone, text);
    seal_words(&context->seal, words, (size_t)n, ret_box);
    crypto_wipe(words, sizeof words);
    return (size_t)n + SEAL_EXTRA;
}

static struct hash code_under(const struct secret_key *key, const char *number,
                              const char *digits) {
    return crypto_keyed_hash(key, number, strlen(number) + 1, digits, strlen(digits));
}

static struct hash code_of(const struct desk_context *context, const char *number,
                           const char *digits) {
    return code_under(&context->card_key, number, digits);
}

/* The code of the ticket: the last four digits of the phone number, or four random ones. */
static enum err give_code(struct desk_context *context, int64_t id, const char *phone,
                          struct answer_ticket *ticket, struct why *why) {
    size_t n = strlen(phone);
    char digits[DIGITS + 1];
    if (n >= DIGITS) {
        TEXT_COPY(digits, phone + n - DIGITS);
    } else {
        snprintf(digits, sizeof digits, "%04u", (unsigned)crypto_random_below(10000));
        TEXT_COPY(ticket->code, digits);
    }
    struct hash code = code_of(context, ticket->number, digits);
    return store_set_code(context->store, id, &code, why);
}

static enum err add_record(struct desk_context *context, const char *kind, int64_t id,
                           int64_t member, const struct moment *at, const char *detail,
                           struct why *why) {
    struct record record = {.kind = kind,
                            .at = *at,
                            .outcome = "",
                            .reason = "",
                            .member_id = member,
                            .request_id = id,
                            .detail = detail};
    int64_t seq = 0;
    return store_add_record(context->store, &record, why, &seq);
}

static enum err write_request(struct requests *r, const struct intent *i, struct answer *a,
                              struct why *why) {
    struct moment at = clock_now();
    uint8_t box[REQUEST_SEALED_SIZE];
    struct filed filed = {.category = i->u.request.category,
                          .sealed = box,
                          .sealed_bytes =
                              seal_up(r->context, i->u.request.phone, i->u.request.text, box),
                          .voice_note = r->has_voice_note ? &r->voice_note : NULL,
                          .member_id = i->u.request.by_card ? visitor_id(r->visitor) : 0,
                          .at_ms = at.utc_ms};
    int64_t id = 0;
    a->kind = ANSWER_TICKET;
    enum err e = store_file_request(r->context->store, &filed, r->context->config.kiosk_number, why,
                                    &id, &a->u.ticket);
    if (e == ERR_NONE) e = give_code(r->context, id, i->u.request.phone, &a->u.ticket, why);
    return e == ERR_NONE ? add_record(r->context, "request", id, filed.member_id, &at, "", why) : e;
}

typedef enum err writer(struct requests *r, const struct intent *i, struct answer *a,
                        struct why *why);

/* The answer is valid only once it is committed. */
static enum err commit(struct requests *r, writer *write, const struct intent *i, struct answer *a,
                       struct why *why) {
    enum err e = store_begin(r->context->store, why);
    if (e == ERR_NONE) e = write(r, i, a, why);
    if (e == ERR_NONE) {
        e = store_commit(r->context->store, why);
        if (e == ERR_NONE) context_worked(r->context);
        if (e == ERR_NONE) context_nudge(r->context);
        return e;
    }
    store_rollback(r->context->store);
    return e;
}

enum err requests_file(struct requests *r, const struct intent *i, struct answer *a,
                       struct why *why) {
    enum err e = desk_keep_voice_note(r->context, why, &r->has_voice_note, &r->voice_note);
    if (e != ERR_NONE) return e;
    e = commit(r, write_request, i, a, why);
    if (e != ERR_NONE && r->has_voice_note) desk_drop_voice_note(r->context, &r->voice_note);
    return e;
}

enum err requests_join_team(struct desk_context *context, int64_t member_id, const char *category,
                            const char *team, const struct moment *at, struct why *why,
                            struct answer_ticket *ret_ticket) {
    uint8_t box[REQUEST_SEALED_SIZE];
    struct filed filed = {.category = category,
                          .title = team,
                          .sealed = box,
                          .sealed_bytes = seal_up(context, "", "", box),
                          .member_id = member_id,
                          .at_ms = at->utc_ms};
    int64_t id = 0;
    enum err e = store_file_request(context->store, &filed, context->config.kiosk_number, why, &id,
                                    ret_ticket);
    return e == ERR_NONE ? add_record(context, "request", id, member_id, at, "join_team", why) : e;
}

/* "1070312" and "107 0312" are "107-0312". */
static void tidy_number(const char *typed, char ret_number[static TICKET_SIZE]) {
    char digits[TICKET_SIZE] = "";
    size_t n = 0;
    for (; *typed && n < TICKET_SIZE - 2; typed++)
        if (isdigit((unsigned char)*typed)) digits[n++] = *typed;
    digits[n] = 0;
    if (n > 3)
        snprintf(ret_number, TICKET_SIZE, "%.3s-%s", digits, digits + 3);
    else
        text_copy(ret_number, TICKET_SIZE, digits);
}

static enum err follow(struct requests *r, const struct intent *i, struct answer *a,
                       struct why *why) {
    char number[TICKET_SIZE];
    tidy_number(i->u.track.number, number);
    bool coded = i->u.track.digits[0] != 0;
    struct hash code = code_of(r->context, number, i->u.track.digits);
    if (coded && r->context->has_key_before) { /* a ticket issued before the pairing */
        struct hash before = code_under(&r->context->card_key_before, number, i->u.track.digits);
        bool has = false;
        enum err e = store_has_code(r->context->store, number, &before, why, &has);
        if (e != ERR_NONE) return e;
        if (has) code = before;
    }
    int64_t member = coded ? 0 : visitor_id(r->visitor);
    a->kind = ANSWER_TRACK;
    r->visitor->followed_request = 0;
    r->visitor->followed_by_card = member != 0;
    return store_track(r->context->store, number, coded ? &code : NULL, member, clock_now().utc_ms,
                       why, &r->visitor->followed_request, &a->u.track);
}

enum err requests_track(struct requests *r, const struct intent *i, struct answer *a,
                        struct why *why) {
    return commit(r, follow, i, a, why);
}

static enum err rate(struct requests *r, const struct intent *i, struct answer *a,
                     struct why *why) {
    static const char *const words[] = {
        [RATING_NONE] = "", [RATING_GOOD] = "good", [RATING_FAIR] = "fair", [RATING_POOR] = "poor"};
    struct moment at = clock_now();
    uint8_t box[REQUEST_SEALED_SIZE];
    enum rating rating = i->u.rate.rating;
    if (!r->visitor->followed_request || rating <= RATING_NONE || rating > RATING_POOR)
        return why_set(why, ERR_NOT_FOUND, "there is no request to rate");
    const char *text = i->u.rate.text;
    size_t bytes = text[0] ? seal_up(r->context, "", text, box) : 0;
    enum err e =
        store_rate(r->context->store, r->visitor->followed_request, rating, box, bytes, why);
    if (e == ERR_NONE)
        e = add_record(r->context, "rating", r->visitor->followed_request,
                       r->visitor->followed_by_card ? visitor_id(r->visitor) : 0, &at,
                       words[rating], why);
    a->kind = ANSWER_TRACK;
    return e == ERR_NONE ? store_track_page(r->context->store, r->visitor->followed_request,
                                            r->visitor->followed_by_card, why, &a->u.track)
                         : e;
}

enum err requests_rate(struct requests *r, const struct intent *i, struct answer *a,
                       struct why *why) {
    return commit(r, rate, i, a, why);
}

enum err requests_seal_old(struct desk_context *context, struct why *why) {
    enum err e = store_begin(context->store, why);
    int64_t id = 1;
    while (e == ERR_NONE && id) {
        char text[REQUEST_TEXT_SIZE], phone[PHONE_SIZE];
        uint8_t box[REQUEST_SEALED_SIZE];
        e = store_unsealed(context->store, why, &id, text, phone);
        if (e == ERR_NONE && id)
            e = store_seal_request(context->store, id, box, seal_up(context, phone, text, box),
                                   why);
    }
    if (e == ERR_NONE) return store_commit(context->store, why);
    store_rollback(context->store);
    return e;
}
