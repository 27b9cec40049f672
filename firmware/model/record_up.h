#pragma once
/* A record as it is uploaded to the station: the row of the outbox with natural keys in place of
 * the kiosk's ids. Pure values; the counterpart of model/change.h.
 *
 * The key is (kiosk, seq); the kiosk is known from its token and is never part of the record. */
#include "base/clock.h"
#include "model/answer.h"

#define SEALED_SIZE (500 * 4 + PHONE_SIZE + 64) /* 500 characters, the phone, the box */
#define DETAIL_SIZE 64
#define ORIGIN_SIZE 96

struct record_up {
    int64_t seq;
    char kind[KEY_SIZE]; /* checkin signout visit refused_tap signup request rating card_enrolled
                            staff_action device_status; from a station also request_step */
    int64_t at_ms;       /* UTC by the kiosk's clock */
    char boot[BOOT_ID_SIZE];
    int64_t mono_ms;
    bool synced; /* the clock was synchronised */

    char outcome[KEY_SIZE];   /* model/outcome.h, model/staff.h; "": it is no tap or action */
    char reason[KEY_SIZE];    /* "" */
    char member_no[KEY_SIZE]; /* "": none */
    bool has_card;
    struct hash card;   /* identity */
    char uid[UID_SIZE]; /* of the activity, with recurrence_ms; "": none */
    int64_t recurrence_ms;
    bool late;
    int32_t minutes;          /* signout: what counted */
    char staff[KEY_SIZE];     /* the key of the member of staff who did it; "" */
    char detail[DETAIL_SIZE]; /* further details, no personal data */

    /* request, rating */
    char number[TICKET_SIZE];
    char category[KEY_SIZE + 8]; /* key, or "team:KEY" */
    bool has_code, has_voice_note;
    struct hash code;       /* keyed hash of number and four digits */
    struct hash voice_note; /* blob, sealed */
    int32_t rating;         /* enum rating */
    int32_t stage;          /* request_step: 0..REQUEST_STAGES-1 */
    size_t sealed_bytes;    /* request: phone, line feed, text; rating: the word with it */
    uint8_t sealed[SEALED_SIZE];

    /* device_status */
    char version[KEY_SIZE];
    int32_t waiting; /* rows in the outbox */
    int64_t disk_free_bytes;
    bool reader_up;
    bool has_screenshot;    /* a screenshot, asked for at `detail` (ms); outcome is the result
                             */
    struct hash screenshot; /* blob, a PNG */

    /* A record that a station forwards to the next tier: its origin, ids from the top down
     * ("VILLAGE/KIOSK"). "": the sender's own. */
    char origin_kiosk[ORIGIN_SIZE];
    int64_t origin_seq;
};
