#pragma once
/* What recognises handwriting and pinyin: opened when first wanted, kept by the glass, and without
 * a memory for what anybody wrote. UI thread only. */
#include "input/handwriting.h"
#include "input/pinyin.h"

struct engines {
    char assets_folder[256];
    struct handwriting *handwriting;
    struct pinyin_input *pinyin;
    bool no_handwriting, no_pinyin; /* could not be opened: not tried again */
};

void engines_init(struct engines *engines, const char *assets_folder);
void engines_finish(struct engines *engines);
/* NULL where its files are missing: staff find why in the log. engines may be NULL. */
const struct handwriting *engines_handwriting(struct engines *engines);
struct pinyin_input *engines_pinyin(struct engines *engines);
