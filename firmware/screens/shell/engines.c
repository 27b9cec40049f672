/* engines: opening takes 10 to 20 ms, so it is deferred until a visitor wants to write. */
#include "screens/shell/engines.h"

#include "base/bytes.h"
#include "base/log.h"

#include <stdio.h>

void engines_init(struct engines *e, const char *assets_folder) {
    *e = (struct engines){0};
    TEXT_COPY(e->assets_folder, assets_folder);
}

void engines_finish(struct engines *e) {
    handwriting_close(e->handwriting);
    pinyin_input_close(e->pinyin);
    *e = (struct engines){0};
}

const struct handwriting *engines_handwriting(struct engines *e) {
    char path[320];
    struct why why;
    if (!e || e->handwriting || e->no_handwriting) return e ? e->handwriting : NULL;
    snprintf(path, sizeof path, "%s/handwriting/templates.bin", e->assets_folder);
    e->no_handwriting = handwriting_open(path, &why, &e->handwriting) != ERR_NONE;
    if (e->no_handwriting) log_error("glass", "handwriting is not available: %s", why.text);
    return e->handwriting;
}

struct pinyin_input *engines_pinyin(struct engines *e) {
    char path[320];
    struct why why;
    if (!e || e->pinyin || e->no_pinyin) return e ? e->pinyin : NULL;
    snprintf(path, sizeof path, "%s/input/words.txt", e->assets_folder);
    e->no_pinyin = pinyin_input_open(path, &why, &e->pinyin) != ERR_NONE;
    if (e->no_pinyin) log_error("glass", "pinyin is not available: %s", why.text);
    return e->pinyin;
}
