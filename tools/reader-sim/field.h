#pragma once
/* field: the radio field and the cards in it. One thread. */
#include "card.h"

#define FIELD_SLOTS 4

struct field {
    bool on;
    bool taken[FIELD_SLOTS];
    struct card cards[FIELD_SLOTS];
};

bool field_place(struct field *field, const struct card *card); /* false: no room */
void field_clear(struct field *field);
int field_count(const struct field *field);
void field_switch(struct field *field, bool on); /* off forgets every card's state */

/* One REQA (or REQB) and the anticollision behind it: the slot of the card that is left over, or -1
 * where none answered. Where several answer, the lowest UID wins. */
int field_request(struct field *field, bool b);

/* As field_request, for one UID only (InListPassiveTarget with initiator data). */
int field_request_uid(struct field *field, const uint8_t *uid, size_t uid_length);
