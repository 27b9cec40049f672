#pragma once
/* A card as the reader sees it, and the identity derived from it. Pure; any thread. */
#include "base/crypto.h"

#include <stdbool.h>
#include <stdint.h>

enum tag_tech { TAG_A, TAG_B }; /* ISO 14443 type A, type B */

#define TAG_UID_MAX 10 /* ISO 14443-3: triple-size UID */

struct tag {
    enum tag_tech tech;
    uint8_t uid_length; /* type A: 4, 7 or 10; type B: 4 (PUPI) */
    uint8_t uid[TAG_UID_MAX];
    uint8_t sak;   /* type A only */
    uint16_t atqa; /* type A only */
};

/* ISO 14443-3 6.4.4: a four-byte type A UID that begins with 08 is random at every power-up. */
bool tag_is_random(const struct tag *tag);

/* Length fits the technology. */
bool tag_is_sound(const struct tag *tag);

/* The permanent identity of the card: BLAKE2b-256 of (technology, UID) keyed with the station's
 * key. The UID is passed on nowhere else. */
struct hash tag_identity(const struct tag *tag, const struct secret_key *key);

/* The number on "未登记" that staff use to enrol the card: six digits from the identity,
 * "000000".."999999". */
#define ENROL_NUMBER_SIZE 7
void tag_enrol_number(const struct hash *identity, char ret_digits[static ENROL_NUMBER_SIZE]);
