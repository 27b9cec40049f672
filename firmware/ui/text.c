/* text: from words to glyphs on lines.
 * 1. Each paragraph is shaped as a whole, then cut at the line breaks that ICU allows.
 * 2. A block is laid out once; the cache drops the least recently used. */
#include "ui/text.h"

#include "base/bytes.h"

#include <hb.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#define BLOCKS 384
#define BUCKETS 1024
#define ELLIPSIS "\xE2\x80\xA6"

struct entry {
    uint64_t hash;
    uint64_t used_at;
    int width;
    char *words;
    struct text_block block;
};

struct text {
    struct fonts *fonts;
    UBreakIterator *breaks;
    hb_buffer_t *buffer;
    struct entry entries[BLOCKS];
    int16_t buckets[BUCKETS]; /* index + 1 of the newest entry with that hash; a hint that is
                                 verified */
    uint64_t clock;
};

enum err text_open(struct why *why, struct text **ret_text) {
    struct text *text = calloc(1, sizeof *text);
    if (!text) return why_set(why, ERR_NO_MEMORY, "text");
    enum err e = fonts_open(why, &text->fonts);
    if (e) {
        free(text);
        return e;
    }
    UErrorCode status = U_ZERO_ERROR;
    text->breaks = ubrk_open(UBRK_LINE, "zh", NULL, 0, &status);
    text->buffer = hb_buffer_create();
    if (U_FAILURE(status)) {
        text_close(text);
        return why_set(why, ERR_NOT_FOUND, "line breaking rules: %s", u_errorName(status));
    }
    *ret_text = text;
    return ERR_NONE;
}

static void entry_finish(struct entry *entry) {
    free(entry->words);
    free(entry->block.lines);
    free(entry->block.glyphs);
    memset(entry, 0, sizeof *entry);
}

void text_close(struct text *text) {
    if (!text) return;
    for (int i = 0; i < BLOCKS; i++) entry_finish(&text->entries[i]);
    if (text->breaks) ubrk_close(text->breaks);
    hb_buffer_destroy(text->buffer);
    fonts_close(text->fonts);
    free(text);
}

struct fonts *text_fonts(struct text *text) {
    return text->fonts;
}

static void *grow(void *array, int count, size_t item_bytes) {
    /* Doubled whenever count is a power of two. */
    if (count & (count - 1)) return array;
    void *grown = realloc(array, (size_t)(count ? count * 2 : 1) * item_bytes);
    if (!grown) abort(); /* a few kilobytes: without them nothing can be drawn */
    return grown;
}

static void glyph_add(struct text_block *block, struct text_glyph glyph) {
    block->glyphs = grow(block->glyphs, block->glyph_count, sizeof *block->glyphs);
    block->glyphs[block->glyph_count++] = glyph;
}

static struct text_line *line_add(struct text_block *block) {
    block->lines = grow(block->lines, block->line_count, sizeof *block->lines);
    struct text_line *line = &block->lines[block->line_count++];
    *line = (struct text_line){.first = block->glyph_count};
    return line;
}

/* A paragraph while it is cut into lines. */
struct paragraph {
    const char *words;
    int bytes;
    unsigned glyph_count;
    const hb_glyph_info_t *infos;
    const hb_glyph_position_t *positions;
};

static void shape(struct text *text, struct text_style style, struct paragraph *p) {
    hb_buffer_reset(text->buffer);
    hb_buffer_set_cluster_level(text->buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    hb_buffer_add_utf8(text->buffer, p->words, p->bytes, 0, p->bytes);
    hb_buffer_set_direction(text->buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(text->buffer, HB_SCRIPT_HAN);
    hb_buffer_set_language(text->buffer, hb_language_from_string("zh-Hans", -1));
    hb_shape(fonts_shaper(text->fonts, style.face, style.size_px), text->buffer, NULL, 0);
    p->infos = hb_buffer_get_glyph_infos(text->buffer, &p->glyph_count);
    p->positions = hb_buffer_get_glyph_positions(text->buffer, &p->glyph_count);
}

static bool is_space(const struct paragraph *p, unsigned glyph) {
    return p->words[p->infos[glyph].cluster] == ' ';
}

/* Puts glyphs [first, end) on a new line; spaces at its end take no room. */
static void put_line(struct text_block *block, const struct paragraph *p, int base, unsigned first,
                     unsigned end) {
    struct text_line *line = line_add(block);
    int pen = 0;
    line->from = base + (first < p->glyph_count ? (int)p->infos[first].cluster : p->bytes);
    while (end > first && is_space(p, end - 1)) end--;
    for (unsigned i = first; i < end; i++) {
        const hb_glyph_position_t *at = &p->positions[i];
        glyph_add(block, (struct text_glyph){p->infos[i].codepoint,
                                             (int16_t)((pen + at->x_offset + 32) >> 6),
                                             (int16_t)(-at->y_offset >> 6)});
        pen += at->x_advance;
    }
    line->count = block->glyph_count - line->first;
    line->width = (pen + 63) >> 6;
    line->to = base + (end < p->glyph_count ? (int)p->infos[end].cluster : p->bytes);
    if (line->width > block->width) block->width = line->width;
}

/* The first glyph that begins at or after byte offset. */
static unsigned glyph_from(const struct paragraph *p, unsigned start, int offset) {
    while (start < p->glyph_count && (int)p->infos[start].cluster < offset) start++;
    return start;
}

/* The width in px of [first, end), without the spaces at its end. */
static int run_px(const struct paragraph *p, unsigned first, unsigned end) {
    int64_t sum = 0;
    while (end > first && is_space(p, end - 1)) end--;
    for (unsigned i = first; i < end; i++) sum += p->positions[i].x_advance;
    return (int)((sum + 63) >> 6);
}

/* A mark that may not begin a line, even where a word must be broken. */
static bool may_not_begin(const struct paragraph *p, unsigned glyph) {
    uint32_t c = 0;
    if (glyph >= p->glyph_count || !utf8_next(p->words + p->infos[glyph].cluster, &c)) return false;
    int32_t breaks = u_getIntPropertyValue((UChar32)c, UCHAR_LINE_BREAK);
    return breaks == U_LB_CLOSE_PUNCTUATION || breaks == U_LB_CLOSE_PARENTHESIS ||
           breaks == U_LB_EXCLAMATION || breaks == U_LB_NONSTARTER || breaks == U_LB_INFIX_NUMERIC;
}

/* Breaks a word that is wider than the line: as many glyphs as fit, at least one. */
static unsigned break_inside(const struct paragraph *p, unsigned first, unsigned end, int width) {
    unsigned at = first + 1;
    while (at < end && run_px(p, first, at + 1) <= width) at++;
    unsigned most = at;
    while (at > first + 1 && may_not_begin(p, at)) at--;
    return may_not_begin(p, at) ? most : at;
}

static void break_lines(struct text *text, struct text_block *block, const struct paragraph *p,
                        int base, int width) {
    UErrorCode status = U_ZERO_ERROR;
    UText utext = UTEXT_INITIALIZER;
    utext_openUTF8(&utext, p->words, p->bytes, &status);
    ubrk_setUText(text->breaks, &utext, &status);
    unsigned first = 0, fits = 0;
    int32_t next = ubrk_first(text->breaks);
    while ((next = ubrk_next(text->breaks)) != UBRK_DONE) {
        unsigned end = glyph_from(p, fits, next);
        while (width > 0 && run_px(p, first, end) > width) {
            bool between = fits > first;
            unsigned cut = between ? fits : break_inside(p, first, end, width);
            block->broken |= !between;
            if (cut >= end) break;
            put_line(block, p, base, first, cut);
            first = fits = cut;
        }
        fits = end;
    }
    put_line(block, p, base, first, p->glyph_count);
    utext_close(&utext);
}

static void lay_out_paragraph(struct text *text, struct text_block *block, const char *words,
                              int bytes, int base, int width) {
    struct paragraph p = {.words = words, .bytes = bytes};
    shape(text, block->style, &p);
    if (bytes == 0)
        put_line(block, &p, base, 0, 0);
    else
        break_lines(text, block, &p, base, width);
}

static void finish_block(struct text *text, struct text_block *block) {
    int above, below;
    fonts_extent(text->fonts, block->style.face, block->style.size_px, &above, &below);
    int line = block->style.line_px;
    block->ascent = above + (line - above - below) / 2;
    block->height = line * block->line_count;
}

static void lay_out_all(struct text *text, struct text_block *block, const char *words, int width) {
    const char *from = words;
    for (;;) {
        const char *end = strchr(from, '\n');
        int bytes = end ? (int)(end - from) : (int)strlen(from);
        lay_out_paragraph(text, block, from, bytes, (int)(from - words), width);
        if (!end) break;
        from = end + 1;
    }
    finish_block(text, block);
}

/* Lays out words[0, bytes) and an ellipsis on at most `lines` lines; true when that fits. */
static bool lay_out_cut(struct text *text, struct text_block *block, const char *words,
                        size_t bytes, int width) {
    char *shorter = malloc(bytes + sizeof ELLIPSIS);
    if (!shorter) return true;
    memcpy(shorter, words, bytes);
    memcpy(shorter + bytes, ELLIPSIS, sizeof ELLIPSIS);
    block->line_count = block->glyph_count = block->width = 0;
    block->broken = false;
    lay_out_all(text, block, shorter, width);
    free(shorter);
    return block->line_count <= block->style.max_lines;
}

static void cut_to_lines(struct text *text, struct text_block *block, const char *words,
                         int width) {
    size_t bytes = (size_t)block->lines[block->style.max_lines].from;
    while (!lay_out_cut(text, block, words, bytes, width) && bytes > 0) {
        do bytes--;
        while (bytes > 0 && ((unsigned char)words[bytes] & 0xC0) == 0x80);
    }
    block->cut = true;
}

static uint64_t hash_of(const char *words, struct text_style s, int width) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (const char *c = words; *c; c++) hash = (hash ^ (unsigned char)*c) * 0x100000001b3u;
    int parts[] = {(int)s.face, s.size_px, s.line_px, s.max_lines, width};
    for (size_t i = 0; i < ARRAY_LENGTH(parts); i++)
        hash = (hash ^ (uint64_t)parts[i]) * 0x100000001b3u;
    return hash ? hash : 1;
}

static bool entry_is(const struct entry *e, uint64_t hash, const char *words, struct text_style s,
                     int width) {
    const struct text_style *t = &e->block.style;
    return e->hash == hash && e->width == width && t->face == s.face && t->size_px == s.size_px &&
           t->line_px == s.line_px && t->max_lines == s.max_lines && strcmp(e->words, words) == 0;
}

static struct entry *entry_oldest(struct text *text) {
    struct entry *oldest = &text->entries[0];
    for (int i = 1; i < BLOCKS; i++)
        if (text->entries[i].used_at < oldest->used_at) oldest = &text->entries[i];
    return oldest;
}

const struct text_block *text_lay_out(struct text *text, const char *words, struct text_style style,
                                      int width) {
    if (style.line_px == 0) style.line_px = style.size_px * 5 / 4;
    uint64_t hash = hash_of(words, style, width);
    int16_t *bucket = &text->buckets[hash % BUCKETS];
    text->clock++;
    if (*bucket) {
        struct entry *hit = &text->entries[*bucket - 1];
        if (hit->hash && entry_is(hit, hash, words, style, width)) {
            hit->used_at = text->clock;
            return &hit->block;
        }
    }
    struct entry *entry = entry_oldest(text);
    entry_finish(entry);
    *entry = (struct entry){
        .hash = hash, .used_at = text->clock, .width = width, .words = strdup(words)};
    if (!entry->words) abort(); /* see grow */
    entry->block.style = style;
    lay_out_all(text, &entry->block, words, width);
    if (style.max_lines > 0 && entry->block.line_count > style.max_lines)
        cut_to_lines(text, &entry->block, words, width);
    *bucket = (int16_t)(entry - text->entries + 1);
    return &entry->block;
}

struct text_style text_fit(struct text *text, const char *words, struct text_style style, int width,
                           int height, int least_px) {
    int line_percent = style.line_px ? style.line_px * 100 / style.size_px : 125;
    int lines_wanted = style.max_lines;
    for (;;) {
        style.line_px = style.size_px * line_percent / 100;
        style.max_lines = height > 0 ? height / style.line_px : lines_wanted;
        if (style.max_lines < 1) style.max_lines = 1;
        if (lines_wanted > 0 && style.max_lines > lines_wanted) style.max_lines = lines_wanted;
        const struct text_block *block = text_lay_out(text, words, style, width);
        bool fits = !block->cut && !block->broken && block->width <= width &&
                    (height <= 0 || block->height <= height);
        if (fits || style.size_px <= least_px) return style;
        int next = style.size_px * 94 / 100;
        style.size_px = next > least_px ? next : least_px;
    }
}

int text_balanced_width(struct text *text, const char *words, struct text_style style, int width) {
    const struct text_block *block = text_lay_out(text, words, style, width);
    int lines = block->line_count, low = width / 2, high = width;
    if (lines < 2 || block->cut) return width;
    while (high - low > style.size_px / 4) {
        int middle = (low + high) / 2;
        block = text_lay_out(text, words, style, middle);
        if (block->line_count > lines || block->broken || block->cut)
            low = middle;
        else
            high = middle;
    }
    return high;
}

void text_warm(struct text *text, const char *words, struct text_style style) {
    const struct text_block *block = text_lay_out(text, words, style, 0);
    for (int i = 0; i < block->glyph_count; i++)
        fonts_glyph(text->fonts, style.face, style.size_px, block->glyphs[i].id);
}
