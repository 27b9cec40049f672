/* edit: the model of a text field. Each change is one replacement, and its inverse is kept for
 * undo. */
#include "input/edit.h"

#include "base/bytes.h"

#include <assert.h>
#include <string.h>

static_assert(EDIT_CHARACTERS * 4 < REQUEST_TEXT_SIZE, "any character has room");

static bool is_inside_character(const char *at) {
    return ((unsigned char)*at & 0xC0) == 0x80;
}

int edit_length(const struct edit *e) {
    return (int)utf8_length(e->text);
}

/* Replaces `removed` bytes at `at` with `added` bytes of text. */
static void splice(struct edit *e, int at, int removed, const char *text, int added) {
    memmove(e->text + at + added, e->text + at + removed, strlen(e->text + at + removed) + 1);
    memcpy(e->text + at, text, (size_t)added);
}

static void replace(struct edit *e, int at, int removed, const char *text, int added) {
    if (e->undo_count == EDIT_UNDOS) {
        memmove(e->undos, e->undos + 1, sizeof e->undos - sizeof e->undos[0]);
        e->undo_count--;
    }
    struct edit_undo *undo = &e->undos[e->undo_count++];
    undo->at = (uint16_t)at;
    undo->added = (uint16_t)added;
    undo->cursor = (uint16_t)e->cursor;
    undo->removed_bytes = (uint16_t)removed;
    memcpy(undo->removed, e->text + at, (size_t)removed);
    splice(e, at, removed, text, added);
    e->cursor = at + added;
}

/* Copies the part of text that a field accepts and that fits `room` characters; false: it does not
 * all fit. */
static bool take_fitting(const char *text, int room, char *ret_fitting) {
    size_t used = 0;
    for (uint32_t code = 0; *text;) {
        const char *next = utf8_next(text, &code);
        bool control = code < 0x20 || code == 0x7F;
        if (!control && room-- <= 0) {
            ret_fitting[used] = '\0';
            return true;
        }
        for (; text < next; text++)
            if (!control) ret_fitting[used++] = *text;
    }
    ret_fitting[used] = '\0';
    return false;
}

void edit_insert(struct edit *e, const char *text) {
    char fitting[REQUEST_TEXT_SIZE];
    if (!utf8_valid(text, strlen(text))) return;
    e->full = take_fitting(text, EDIT_CHARACTERS - edit_length(e), fitting);
    if (fitting[0]) replace(e, e->cursor, 0, fitting, (int)strlen(fitting));
}

void edit_init(struct edit *e, const char *text) {
    memset(e, 0, sizeof *e);
    edit_insert(e, text);
    e->undo_count = 0;
    e->full = false;
}

void edit_delete(struct edit *e) {
    int at = e->cursor;
    e->full = false;
    if (at == 0) return;
    do {
        at--;
    } while (at > 0 && is_inside_character(e->text + at));
    replace(e, at, e->cursor - at, "", 0);
}

void edit_cut(struct edit *e, int at, int bytes) {
    e->full = false;
    if (bytes > 0) replace(e, at, bytes, "", 0);
}

void edit_clear(struct edit *e) {
    edit_cut(e, 0, (int)strlen(e->text));
}

void edit_move(struct edit *e, int byte) {
    int end = (int)strlen(e->text);
    e->cursor = byte < 0 ? 0 : byte > end ? end : byte;
    while (e->cursor > 0 && is_inside_character(e->text + e->cursor)) e->cursor--;
}

bool edit_undo(struct edit *e) {
    e->full = false;
    if (e->undo_count == 0) return false;
    const struct edit_undo *undo = &e->undos[--e->undo_count];
    splice(e, undo->at, undo->added, undo->removed, undo->removed_bytes);
    e->cursor = undo->cursor;
    return true;
}
