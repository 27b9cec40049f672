/* field: finds the card that answers a request, with the state machines of ISO 14443-3.
 *
 *            REQA, REQB           select
 *   off --> IDLE ----------> (answers) ----> ACTIVE --RATS, ATTRIB--> PROTOCOL
 *            ^                                 | |                       |
 *            `------------ REQA ---------------' `------- HLTA ---> HALT <- DESELECT */
#include "field.h"

#include <string.h>

bool field_place(struct field *field, const struct card *card) {
    for (int i = 0; i < FIELD_SLOTS; i++) {
        if (field->taken[i]) continue;
        field->cards[i] = *card;
        field->taken[i] = true;
        card_power_up(&field->cards[i]);
        return true;
    }
    return false;
}

void field_clear(struct field *field) {
    memset(field->taken, 0, sizeof field->taken);
}

int field_count(const struct field *field) {
    int count = 0;
    for (int i = 0; i < FIELD_SLOTS; i++) count += field->taken[i];
    return count;
}

void field_switch(struct field *field, bool on) {
    if (on && !field->on)
        for (int i = 0; i < FIELD_SLOTS; i++)
            if (field->taken[i]) card_power_up(&field->cards[i]);
    field->on = on;
}

static bool below(const struct card *a, const struct card *b) {
    return memcmp(a->uid, b->uid, sizeof a->uid) < 0;
}

/* Whether this card answers the request. A selected card returns to IDLE instead. */
static bool answers(struct card *card, bool b) {
    if (card_is_b(card) != b) return false;
    if (card->state == CARD_IDLE) return true;
    if (card->state == CARD_ACTIVE) card->state = CARD_IDLE;
    return false;
}

int field_request(struct field *field, bool b) {
    int winner = -1;
    if (!field->on) return -1;
    for (int i = 0; i < FIELD_SLOTS; i++) {
        if (!field->taken[i] || !answers(&field->cards[i], b)) continue;
        if (winner < 0 || below(&field->cards[i], &field->cards[winner])) winner = i;
    }
    if (winner >= 0) field->cards[winner].state = CARD_ACTIVE;
    return winner;
}

int field_request_uid(struct field *field, const uint8_t *uid, size_t uid_length) {
    if (!field->on) return -1;
    for (int i = 0; i < FIELD_SLOTS; i++) {
        struct card *card = &field->cards[i];
        if (!field->taken[i] || card_is_b(card) || card->uid_length != uid_length) continue;
        if (memcmp(card->uid, uid, uid_length) != 0) continue;
        card->state = CARD_ACTIVE; /* WUPA reaches a halted card too */
        return i;
    }
    return -1;
}
