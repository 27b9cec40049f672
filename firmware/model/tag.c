/* tag: what the radio parameters of a card reveal. */
#include "model/tag.h"

#include <stdio.h>
#include <string.h>

#define UID_SINGLE 4 /* ISO 14443-3 6.4.4: single, double and triple size */
#define UID_DOUBLE 7
#define UID_TRIPLE 10
#define UID_RANDOM_FIRST 0x08 /* ISO 14443-3 6.4.4, table 7: uid0 08 is a random identifier */

bool tag_is_random(const struct tag *tag) {
    return tag->tech == TAG_A && tag->uid_length == UID_SINGLE && tag->uid[0] == UID_RANDOM_FIRST;
}

bool tag_is_sound(const struct tag *tag) {
    switch (tag->tech) {
    case TAG_A:
        return tag->uid_length == UID_SINGLE || tag->uid_length == UID_DOUBLE ||
               tag->uid_length == UID_TRIPLE;
    case TAG_B:
        return tag->uid_length == UID_SINGLE; /* the PUPI */
    }
    return false;
}

struct hash tag_identity(const struct tag *tag, const struct secret_key *key) {
    uint8_t tech = tag->tech == TAG_A ? 'A' : 'B';
    return crypto_keyed_hash(key, &tech, sizeof tech, tag->uid, tag->uid_length);
}

void tag_enrol_number(const struct hash *identity, char ret_digits[static ENROL_NUMBER_SIZE]) {
    uint64_t number = 0;
    for (size_t i = 0; i < sizeof number; i++) number = number << 8 | identity->bytes[i];
    snprintf(ret_digits, ENROL_NUMBER_SIZE, "%06u", (unsigned)(number % 1000000));
}
