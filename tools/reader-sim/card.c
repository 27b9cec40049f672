/* card: the first answers of a card, which reader programs need to identify it. */
#include "card.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct {
    const char *word;
    uint16_t atqa;
    uint8_t sak;
} kinds[CARD_KINDS] = {
    [CARD_CLASSIC] = {"classic", 0x0004, 0x08}, /* NXP AN10833, table 6 */
    [CARD_NTAG] = {"ntag", 0x0044, 0x00},
    [CARD_DESFIRE] = {"desfire", 0x0344, 0x20},
    [CARD_EMV] = {"emv", 0x0004, 0x20},
    [CARD_PHONE] = {"phone", 0x0004, 0x20},
    [CARD_B] = {"b", 0, 0},
    [CARD_BROKEN] = {"broken", 0x0004, 0x08},
};

const char *card_kind_word(enum card_kind kind) {
    return kinds[kind].word;
}

bool card_is_b(const struct card *card) {
    return card->kind == CARD_B;
}

bool card_has_iso_dep(const struct card *card) {
    return card->kind == CARD_B || (kinds[card->kind].sak & 0x20);
}

uint16_t card_atqa(const struct card *card) {
    return kinds[card->kind].atqa;
}

uint8_t card_sak(const struct card *card) {
    return kinds[card->kind].sak;
}

static int nibble(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

static bool uid_from_hex(const char *hex, struct card *card) {
    size_t digits = strlen(hex);
    if (digits % 2 || digits > 2 * CARD_UID_MAX) return false;
    for (size_t i = 0; i < digits; i += 2) {
        int high = nibble(hex[i]), low = nibble(hex[i + 1]);
        if (high < 0 || low < 0) return false;
        card->uid[i / 2] = (uint8_t)(high << 4 | low);
    }
    card->uid_length = (uint8_t)(digits / 2);
    return true;
}

static bool uid_fits(const struct card *card) {
    switch (card->kind) {
    case CARD_NTAG:
        return card->uid_length == 7;
    case CARD_PHONE:
    case CARD_B:
        return card->uid_length == 4;
    case CARD_BROKEN:
        return card->uid_length == 5;
    case CARD_CLASSIC:
    case CARD_DESFIRE:
    case CARD_EMV:
        return card->uid_length == 4 || card->uid_length == 7 || card->uid_length == 10;
    case CARD_KINDS:
        break;
    }
    return false;
}

static bool kind_from_word(const char *word, enum card_kind *ret_kind) {
    for (int i = 0; i < CARD_KINDS; i++) {
        if (strcasecmp(word, kinds[i].word) != 0) continue;
        *ret_kind = (enum card_kind)i;
        return true;
    }
    return false;
}

bool card_make(const char *tech, const char *uid_hex, const char *kind, struct card *ret_card) {
    struct card card = {0};
    bool b = strcasecmp(tech, "B") == 0;
    if (!b && strcasecmp(tech, "A") != 0) return false;
    bool random = !strcmp(uid_hex, "-");
    if (!random && !uid_from_hex(uid_hex, &card)) return false;
    card.kind = b ? CARD_B : random ? CARD_PHONE : card.uid_length == 7 ? CARD_NTAG : CARD_CLASSIC;
    if (kind && *kind && !kind_from_word(kind, &card.kind)) return false;
    if (card_is_b(&card) != b) return false;
    if (card.kind == CARD_PHONE) {
        card.uid_length = 4;
        card_power_up(&card);
    }
    if (!uid_fits(&card)) return false;
    *ret_card = card;
    return true;
}

bool card_from_text(const char *text, struct card *ret_card) {
    char copy[64];
    if (strlen(text) >= sizeof copy) return false;
    strcpy(copy, text);
    char *rest = copy, *tech = strsep(&rest, ":"), *uid = strsep(&rest, ":");
    return uid && card_make(tech, uid, rest, ret_card);
}

void card_power_up(struct card *card) {
    card->state = CARD_IDLE;
    card->authenticated = false;
    if (card->kind != CARD_PHONE) return;
    card->uid[0] = 0x08; /* ISO 14443-3 6.4.4: a random identifier */
    for (int i = 1; i < 4; i++) card->uid[i] = (uint8_t)random();
}

size_t card_ats(const struct card *card, uint8_t ret_ats[CARD_ATS_MAX]) {
    static const uint8_t desfire[] = {0x06, 0x75, 0x77, 0x81, 0x02, 0x80}; /* EV1, AN10833 */
    static const uint8_t bank[] = {0x0A, 0x78, 0x80, 0x82, 0x02, 0x20, 0x63, 0xCB, 0xA3, 0xA0};
    static const uint8_t phone[] = {0x05, 0x78, 0x80, 0x70, 0x02};
    const uint8_t *ats = card->kind == CARD_DESFIRE ? desfire
                         : card->kind == CARD_EMV   ? bank
                         : card->kind == CARD_PHONE ? phone
                                                    : NULL;
    if (!ats) return 0;
    memcpy(ret_ats, ats, ats[0]);
    return ats[0];
}

/* NTAG215 data sheet, 8.5: pages 0-2 hold the UID with its check bytes, page 3 the capability
 * container, pages 4 and on the NDEF message. */
static uint8_t ntag_byte(const struct card *card, unsigned at) {
    static const uint8_t ndef[] = {0x03, 0x10, 0xD1, 0x01, 0x0C, 0x55, 0x01, 'm', 'u', 's',
                                   't',  'e',  'r',  '.',  't',  'e',  's',  't', 0xFE};
    static const uint8_t container[] = {0xE1, 0x10, 0x3E, 0x00};
    const uint8_t *uid = card->uid;
    if (at < 3) return uid[at];
    if (at == 3) return (uint8_t)(0x88 ^ uid[0] ^ uid[1] ^ uid[2]);
    if (at < 8) return uid[at - 1];
    if (at == 8) return (uint8_t)(uid[3] ^ uid[4] ^ uid[5] ^ uid[6]);
    if (at < 12) return at == 9 ? 0x48 : 0x00;
    if (at < 16) return container[at - 12];
    return at - 16 < sizeof ndef ? ndef[at - 16] : 0x00;
}

static size_t ntag_exchange(struct card *card, bool raw, const uint8_t *command, size_t count,
                            uint8_t *ret_reply) {
    static const uint8_t version[] = {0x00, 0x04, 0x04, 0x02, 0x01, 0x00, 0x11, 0x03};
    if (count == 2 && command[0] == 0x30) { /* READ: four pages; 135 pages in all, rolling over */
        for (unsigned i = 0; i < 16; i++)
            ret_reply[i] = ntag_byte(card, (command[1] * 4u + i) % (135 * 4));
        return 16;
    }
    if (raw && count == 1 && command[0] == 0x60) { /* GET_VERSION */
        memcpy(ret_reply, version, sizeof version);
        return sizeof version;
    }
    return 0;
}

static size_t classic_exchange(struct card *card, bool raw, const uint8_t *command, size_t count,
                               uint8_t *ret_reply) {
    static const uint8_t factory_key[] = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};
    if (raw) return 0; /* CRYPTO1 is done by the chip: only InDataExchange works */
    if (count >= 8 && (command[0] == 0x60 || command[0] == 0x61)) {
        card->authenticated = !memcmp(command + 2, factory_key, sizeof factory_key);
        return 0; /* the chip reports the result in its status byte */
    }
    if (count != 2 || command[0] != 0x30 || !card->authenticated) return 0;
    memset(ret_reply, 0, 16);
    if (command[1] == 0) memcpy(ret_reply, card->uid, card->uid_length);
    return 16;
}

static size_t iso_dep_exchange(const struct card *card, const uint8_t *command, size_t count,
                               uint8_t *ret_reply) {
    static const uint8_t ppse[] = {0x6F, 0x10, 0x84, 0x0E, '2', 'P', 'A', 'Y', '.',  'S',
                                   'Y',  'S',  '.',  'D',  'D', 'F', '0', '1', 0x90, 0x00};
    static const uint8_t desfire_version[] = {0xAF, 0x04, 0x01, 0x01, 0x01, 0x00, 0x18, 0x05};
    bool select = count >= 4 && command[0] == 0x00 && command[1] == 0xA4;
    if (card->kind == CARD_EMV && select) {
        memcpy(ret_reply, ppse, sizeof ppse);
        return sizeof ppse;
    }
    if (card->kind == CARD_DESFIRE && count == 1 && command[0] == 0x60) {
        memcpy(ret_reply, desfire_version, sizeof desfire_version);
        return sizeof desfire_version;
    }
    ret_reply[0] = 0x6A; /* ISO 7816-4: file or application not found */
    ret_reply[1] = 0x82;
    return 2;
}

size_t card_exchange(struct card *card, bool raw, const uint8_t *command, size_t count,
                     uint8_t ret_reply[CARD_REPLY_MAX]) {
    switch (card->kind) {
    case CARD_NTAG:
        return ntag_exchange(card, raw, command, count, ret_reply);
    case CARD_CLASSIC:
        return classic_exchange(card, raw, command, count, ret_reply);
    case CARD_DESFIRE:
    case CARD_EMV:
    case CARD_PHONE:
    case CARD_B:
        return raw ? 0 : iso_dep_exchange(card, command, count, ret_reply);
    case CARD_BROKEN:
    case CARD_KINDS:
        break;
    }
    return 0;
}
