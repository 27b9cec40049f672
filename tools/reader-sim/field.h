#pragma once
/* field: the radio field and its cards. One thread. */
#include "card.h"

#define FIELD_SLOTS 4

struct field {
    bool on;
    bool taken[FIELD_SLOTS];
    struct card cards[FIELD_SLOTS];
};

bool field_place(struct field *field, const struct card *card); /* false: full */
void field_clear(struct field *field);
int field_count(const struct field *field);
void field_switch(struct field *field, bool on); /* off resets the state of every card */

/* One REQA (or REQB) with anticollision. Returns the slot of the selected card, or -1 if no card
 * answered. If several answer, the lowest UID wins. */
int field_request(struct field *field, bool b);

/* Like field_request, for one given UID (InListPassiveTarget with initiator data). */
int field_request_uid(struct field *field, const uint8_t *uid, size_t uid_length);
