/* markdown: md4c parses; this keeps what the screens can draw, one block per line. */
#include "content/markdown.h"
#include "content/picture.h"

#include <md4c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE 8192 /* bytes of one block before it is written out */

struct writing {
    const struct source *source;
    const struct front_matter *head;
    const char *at; /* the position of md4c in the body, for refusals */
    int quotes, items;
    bool heading, code;
    char picture[BLOB_SIZE]; /* of the picture whose caption is being read */
    char caption[512];
    char block[BLOCK_SIZE];
    char *body; /* BODY_SIZE */
    size_t used;
    enum err e;
    struct why *why;
};

static int line_of(const struct writing *w) {
    int line = w->head->body_line;
    for (const char *p = w->head->body; p < w->at; p++) line += *p == '\n';
    return line;
}

static int stop(struct writing *w, const char *reason) {
    if (w->e == ERR_NONE) w->e = refuse(w->why, w->source, line_of(w), "%s", reason);
    return 1; /* md4c stops on anything but 0 */
}

static int put_line(struct writing *w, const char *mark, const char *text) {
    size_t left = BODY_SIZE - w->used;
    int n = snprintf(w->body + w->used, left, "%s%s\n", mark, text);
    if (n < 0 || (size_t)n >= left) return stop(w, "正文太长 (the text is too long)");
    w->used += (size_t)n;
    return 0;
}

/* A paragraph that begins with the mark of a block gets the full-width form of that character. */
static const char *plain_start(const char *text, const char **ret_sign) {
    static const char *const signs[][2] = {
        {"# ", "＃ "}, {"- ", "－ "}, {"> ", "＞ "}, {"! ", "！ "}};
    *ret_sign = "";
    for (size_t i = 0; i < ARRAY_LENGTH(signs); i++) {
        if (strncmp(text, signs[i][0], 2) != 0) continue;
        *ret_sign = signs[i][1];
        return text + 2;
    }
    return text;
}

/* Write the block collected so far, if there is anything in it. */
static int flush(struct writing *w) {
    char *text = w->block + strspn(w->block, " ");
    size_t n = strlen(text);
    while (n && text[n - 1] == ' ') text[--n] = 0;
    int result = 0;
    if (n) {
        const char *mark = w->heading ? "# " : w->items ? "- " : w->quotes ? "> " : "";
        if (!*mark) text = (char *)plain_start(text, &mark);
        result = put_line(w, mark, text);
    }
    w->block[0] = 0;
    return result;
}

static int add(struct writing *w, const char *text, size_t bytes) {
    bool captioned = w->picture[0] != 0;
    char *to = captioned ? w->caption : w->block;
    size_t room = captioned ? sizeof w->caption : sizeof w->block, used = strlen(to);
    if (used + bytes >= room)
        return stop(w, captioned ? "图片说明太长 (a caption is too long)"
                                 : "段落太长 (a paragraph is too long)");
    for (size_t i = 0; i < bytes; i++)
        to[used++] = text[i] == '\n' || text[i] == '\r' || text[i] == '\t' ? ' ' : text[i];
    to[used] = 0;
    return 0;
}

static int on_enter_block(MD_BLOCKTYPE type, void *detail, void *to) {
    (void)detail;
    struct writing *w = to;
    if (type == MD_BLOCK_HTML) return stop(w, "不能用 HTML (HTML is not read)");
    int result = flush(w);
    if (type == MD_BLOCK_QUOTE) w->quotes++;
    if (type == MD_BLOCK_LI) w->items++;
    if (type == MD_BLOCK_H) w->heading = true;
    if (type == MD_BLOCK_CODE) w->code = true;
    return result;
}

static int on_leave_block(MD_BLOCKTYPE type, void *detail, void *to) {
    (void)detail;
    struct writing *w = to;
    int result = flush(w);
    if (type == MD_BLOCK_QUOTE) w->quotes--;
    if (type == MD_BLOCK_LI) w->items--;
    if (type == MD_BLOCK_H) w->heading = false;
    if (type == MD_BLOCK_CODE) w->code = false;
    return result;
}

static int on_picture(struct writing *w, const MD_SPAN_IMG_DETAIL *image) {
    char path[512];
    if (w->picture[0]) return stop(w, "图片里不能再有图片 (a picture within a picture's caption)");
    const char *body = w->head->body;
    if (image->src.text >= body && image->src.text < body + strlen(body)) w->at = image->src.text;
    if (image->src.size >= sizeof path)
        return stop(w, "图片路径太长 (a picture's path is too long)");
    snprintf(path, sizeof path, "%.*s", (int)image->src.size, image->src.text);
    w->e = picture_import(w->source, line_of(w), path, w->why, w->picture);
    w->caption[0] = 0;
    return w->e != ERR_NONE;
}

static int on_enter_span(MD_SPANTYPE type, void *detail, void *to) {
    struct writing *w = to;
    if (type != MD_SPAN_IMG) return 0;
    return flush(w) || on_picture(w, detail);
}

static int on_leave_span(MD_SPANTYPE type, void *detail, void *to) {
    (void)detail;
    struct writing *w = to;
    if (type != MD_SPAN_IMG) return 0;
    char mark[BLOB_SIZE + 3];
    snprintf(mark, sizeof mark, "! %s%s", w->picture, w->caption[0] ? " " : "");
    w->picture[0] = 0;
    return put_line(w, mark, w->caption);
}

static int add_entity(struct writing *w, const char *text, size_t bytes) {
    static const struct {
        const char *entity, *is;
    } known[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&nbsp;", " "}};
    for (size_t i = 0; i < ARRAY_LENGTH(known); i++) {
        if (strlen(known[i].entity) == bytes && memcmp(known[i].entity, text, bytes) == 0)
            return add(w, known[i].is, strlen(known[i].is));
    }
    return add(w, text, bytes);
}

/* A line break in the source: a space between Latin words, nothing between 汉字. */
static int add_break(struct writing *w) {
    size_t n = strlen(w->block);
    return n && !(w->block[n - 1] & 0x80) ? add(w, " ", 1) : 0;
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE bytes, void *to) {
    struct writing *w = to;
    const char *body = w->head->body;
    if (text >= body && text < body + strlen(body)) w->at = text;
    if (type == MD_TEXT_HTML) return stop(w, "不能用 HTML (HTML is not read)");
    if (type == MD_TEXT_SOFTBR) return add_break(w);
    if (type == MD_TEXT_BR) return w->picture[0] ? 0 : flush(w);
    if (type == MD_TEXT_ENTITY) return add_entity(w, text, bytes);
    if (type == MD_TEXT_CODE && w->code && bytes == 1 && *text == '\n') return flush(w);
    return add(w, text, bytes);
}

enum err markdown_to_markup(const struct source *source, const struct front_matter *head,
                            struct why *why, char ret_body[static BODY_SIZE]) {
    MD_PARSER parser = {.flags = MD_FLAG_NOINDENTEDCODEBLOCKS | MD_FLAG_PERMISSIVEATXHEADERS,
                        .enter_block = on_enter_block,
                        .leave_block = on_leave_block,
                        .enter_span = on_enter_span,
                        .leave_span = on_leave_span,
                        .text = on_text};
    struct writing *w = calloc(1, sizeof *w);
    char *body = calloc(1, BODY_SIZE);
    if (!w || !body) {
        free(w), free(body);
        return why_set(why, ERR_NO_MEMORY, "%s: out of memory", source->name);
    }
    *w = (struct writing){
        .source = source, .head = head, .at = head->body, .body = body, .why = why};
    int result = md_parse(head->body, (MD_SIZE)strlen(head->body), &parser, w);
    enum err e = w->e;
    if (e == ERR_NONE && result != 0)
        e = why_set(why, ERR_NO_MEMORY, "%s: out of memory", source->name);
    if (e == ERR_NONE && w->used == 0)
        e = refuse(why, source, head->body_line, "没有正文 (there is no text)");
    if (e == ERR_NONE && has_private_number(body))
        e = refuse(why, source, head->body_line,
                   "正文里像有身份证号或银行卡号 (looks like an "
                   "identity-card or bank card number)");
    if (e == ERR_NONE) memcpy(ret_body, body, BODY_SIZE);
    free(w);
    free(body);
    return e;
}
