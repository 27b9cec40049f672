#pragma once
/* The exchange when a kiosk is paired with its station: POST /v1/pair.
 * firmware/wire/README.md has the protocol. Pure; any thread. */
#include "base/crypto.h"
#include "base/err.h"
#include "model/answer.h"

#define PAIR_CODE_SIZE 9 /* eight digits */
#define PEM_SIZE 4096
#define TOKEN_SIZE 96 /* "KIOSK.SECRET", the secret 32 random bytes in hex */

struct pair_ask {
    char code[PAIR_CODE_SIZE];
    char kiosk[KEY_SIZE]; /* the store's own id: the same kiosk paired again keeps its records */
    char version[KEY_SIZE];
};
struct pair_answer {
    char kiosk[KEY_SIZE];
    int32_t kiosk_number; /* 1..999, the prefix of its ticket numbers */
    char token[TOKEN_SIZE];
    char station[TITLE_SIZE];
    char ca[PEM_SIZE]; /* the station's own authority: nothing else is trusted from now on */
    struct secret_key card_key;
    uint8_t seal_key[32];                  /* X25519, base/seal.h */
    uint8_t signing_key[PUBLIC_KEY_BYTES]; /* Ed25519: packs, PIN resets */
};

MUST_CHECK enum err wire_pair_ask_write(const struct pair_ask *ask, struct why *why,
                                        char **ret_text);
MUST_CHECK enum err wire_pair_ask_read(const char *text, size_t bytes, struct why *why,
                                       struct pair_ask *ret_ask);
MUST_CHECK enum err wire_pair_answer_write(const struct pair_answer *answer, struct why *why,
                                           char **ret_text);
MUST_CHECK enum err wire_pair_answer_read(const char *text, size_t bytes, struct why *why,
                                          struct pair_answer *ret_answer);
