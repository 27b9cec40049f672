#pragma once
/* The engines for handwriting and pinyin: opened when they are first needed and kept by the glass.
 * They learn nothing from what is written. UI thread only. */
#include "input/handwriting.h"
#include "input/pinyin.h"

struct engines {
    char assets_folder[256];
    struct handwriting *handwriting;
    struct pinyin_input *pinyin;
    bool no_handwriting, no_pinyin; /* opening failed: it is not tried again */
};

void engines_init(struct engines *engines, const char *assets_folder);
void engines_finish(struct engines *engines);
/* NULL: its files are missing; the log says which. engines may be NULL. */
const struct handwriting *engines_handwriting(struct engines *engines);
struct pinyin_input *engines_pinyin(struct engines *engines);
