#pragma once
/* The text of a story or a guide after import: a plain list of blocks, one a line, so that what
 * draws it needs no Markdown. content/ makes it from Markdown; screens/ draw it. Any thread; pure.
 *
 *   "# text"            heading            "- text"   list item        "> text"  quotation
 *   "! HASH caption"    picture (blob)     "text"     paragraph
 *
 * A block's text has no line end; inline marks are resolved to plain text. */
#include "model/answer.h"

enum markup_kind { MARKUP_PARAGRAPH, MARKUP_HEADING, MARKUP_ITEM, MARKUP_QUOTE, MARKUP_PICTURE };

struct markup_block {
    enum markup_kind kind;
    const char *text; /* into the body; not terminated */
    size_t bytes;
    char picture[BLOB_SIZE]; /* MARKUP_PICTURE; text is then the caption */
};

/* The next block of body from *offset on; false at the end. Advances *offset. */
bool markup_next(const char *body, size_t *offset, struct markup_block *ret_block);
