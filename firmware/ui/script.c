/* script: collects lines of words. */
#include "ui/script.h"

#include <string.h>

void script_begin(struct script *script) {
    explicit_bzero(script, sizeof *script);
}

void script_add(struct script *script, const char *words) {
    size_t n = strlen(words);
    if (n == 0 || script->used + n + 2 > SCRIPT_SIZE) return;
    memcpy(script->text + script->used, words, n);
    memcpy(script->text + script->used + n, "\n", 2);
    script->used += n + 1;
}
