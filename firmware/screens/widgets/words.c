/* words: the keys as the string files spell them. */
#include "screens/widgets/words.h"

#define WORD_KEY(name, key) key,
const char *const word_keys[WORD_COUNT] = {WORDS(WORD_KEY)};
