/* markup: one block a line. A line that only looks like a mark is a paragraph, so nothing is lost.
 */
#include "model/markup.h"

#include <string.h>

static bool is_hash(const char *text, size_t bytes) {
    if (bytes < BLOB_SIZE - 1) return false;
    for (size_t i = 0; i < BLOB_SIZE - 1; i++) {
        if (!(text[i] >= '0' && text[i] <= '9') && !(text[i] >= 'a' && text[i] <= 'f'))
            return false;
    }
    return bytes == BLOB_SIZE - 1 || text[BLOB_SIZE - 1] == ' ';
}

static struct markup_block block_of(const char *line, size_t bytes) {
    static const struct {
        char mark;
        enum markup_kind kind;
    } marks[] = {
        {'#', MARKUP_HEADING}, {'-', MARKUP_ITEM}, {'>', MARKUP_QUOTE}, {'!', MARKUP_PICTURE}};
    struct markup_block block = {.kind = MARKUP_PARAGRAPH, .text = line, .bytes = bytes};
    for (size_t i = 0; i < ARRAY_LENGTH(marks); i++) {
        if (bytes < 2 || line[0] != marks[i].mark || line[1] != ' ') continue;
        if (marks[i].kind == MARKUP_PICTURE && !is_hash(line + 2, bytes - 2)) continue;
        block = (struct markup_block){.kind = marks[i].kind, .text = line + 2, .bytes = bytes - 2};
    }
    if (block.kind == MARKUP_PICTURE) {
        size_t skip = block.bytes < BLOB_SIZE ? block.bytes : BLOB_SIZE;
        memcpy(block.picture, block.text, BLOB_SIZE - 1);
        block.text += skip;
        block.bytes -= skip;
    }
    return block;
}

bool markup_next(const char *body, size_t *offset, struct markup_block *ret_block) {
    const char *line = body + *offset;
    line += strspn(line, "\n");
    if (*line == 0) return false;
    size_t bytes = strcspn(line, "\n");
    *ret_block = block_of(line, bytes);
    *offset = (size_t)(line - body) + bytes;
    return true;
}
