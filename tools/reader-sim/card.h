#pragma once
/* card: a card on the reader, as seen by ISO 14443. Pure; any thread. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum card_kind {
    CARD_CLASSIC, /* MIFARE Classic 1K: ATQA 0004, SAK 08 */
    CARD_NTAG,    /* NTAG215: ATQA 0044, SAK 00, seven-byte UID, NDEF */
    CARD_DESFIRE, /* MIFARE DESFire EV1: ATQA 0344, SAK 20, ISO-DEP */
    CARD_EMV,     /* a bank card: ATQA 0004, SAK 20, ISO-DEP */
    CARD_PHONE,   /* SAK 20, UID 08xxxxxx, a new one for each field cycle */
    CARD_B,       /* ISO 14443 B, ISO-DEP */
    CARD_BROKEN,  /* answers the select with a UID of five bytes, which no card has */
    CARD_KINDS
};

/* ISO 14443-3 6.3 and 7.4, as far as a reader can distinguish the states. */
enum card_state {
    CARD_IDLE,     /* answers REQA or REQB */
    CARD_ACTIVE,   /* selected; a REQA returns it to IDLE without an answer */
    CARD_PROTOCOL, /* ISO-DEP is active: ignores REQA and REQB */
    CARD_HALT,     /* ignores all until the field goes off */
};

#define CARD_UID_MAX 10
#define CARD_NAME_MAX 64
#define CARD_ATS_MAX 20
#define CARD_REPLY_MAX 64

struct card {
    enum card_kind kind;
    enum card_state state;
    uint8_t uid_length;
    uint8_t uid[CARD_UID_MAX];
    char name[CARD_NAME_MAX]; /* UTF-8; "" if it was placed by its UID */
    bool authenticated;       /* Classic: a sector is open */
};

/* "TECH:UID[:KIND]": TECH is A or B, UID is hex ("-": a phone makes its own), KIND is a word of
 * card_kind_word; the default is the kind that fits the length of the UID. Returns false if it is
 * not valid. */
bool card_from_text(const char *text, struct card *ret_card);
bool card_make(const char *tech, const char *uid_hex, const char *kind, struct card *ret_card);

const char *card_kind_word(enum card_kind kind);
bool card_is_b(const struct card *card);
bool card_has_iso_dep(const struct card *card);

void card_power_up(struct card *card); /* the field came on: IDLE, and a phone takes a new UID */

uint16_t card_atqa(const struct card *card);
uint8_t card_sak(const struct card *card);
size_t card_ats(const struct card *card, uint8_t ret_ats[CARD_ATS_MAX]); /* TL counts itself */

/* The card's answer to a command. raw: sent by the host directly (InCommunicateThru); otherwise
 * through the chip's InDataExchange. Returns the length of the answer, or 0 if the card does not
 * answer. */
size_t card_exchange(struct card *card, bool raw, const uint8_t *command, size_t count,
                     uint8_t ret_reply[CARD_REPLY_MAX]);
