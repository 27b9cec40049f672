#pragma once
/* Writing without a keyboard: one text field, filled by handwriting, pinyin, phrases, digits or a
 * voice note. A screen embeds a struct writing and passes its touch and finger events on to it. UI
 * thread only. */
#include "input/edit.h"
#include "screens/shell/engines.h"
#include "screens/shell/screen.h"

#define SETTLED_INK_MS 1600 /* a stroke after this pause begins another character */

enum writing_offer { OFFER_NONE, OFFER_WRITTEN, OFFER_PINYIN, OFFER_NEXT };

struct writing {
    struct engines *engines;
    bool speaks; /* a voice note is possible, where there is a microphone */
    const struct request_category *phrases; /* NULL: there are none */
    struct edit edit;
    int mode;
    struct ink ink;
    int64_t lifted_ms;                /* of the newest stroke, since entering */
    char letters[PINYIN_LETTERS + 1]; /* typed, but not yet converted */
    enum writing_offer offer;
    struct pinyin_candidates offered;
    int first; /* of `offered`: the first one on this page */
};

void writing_init(struct writing *writing, struct engines *engines, const char *text);
/* Turns unfinished input into text. Call it before leaving the screen. */
void writing_finish(struct writing *writing, int64_t since_ms);
bool writing_touch(struct writing *writing,
                   struct touched touched); /* false: not a target of the writing widget */
void writing_finger(struct writing *writing, const struct finger_at *at);
int64_t writing_next_ms(const struct writing *writing, int64_t since_ms); /* as a screen's */
void writing_draw(const struct writing *writing, struct page *page, int64_t since_ms);

/* Private to typing/: the targets. */
enum {
    ID_WRITING_FIELD = 1000,
    ID_WRITING_MODE,
    ID_WRITING_PAD,
    ID_WRITING_CANDIDATE,
    ID_WRITING_MORE,    /* arg: how many were shown, of candidates; where none are, of ways */
    ID_WRITING_INSERT,  /* arg: of writing_inserts */
    ID_WRITING_LETTER,  /* arg: the letter */
    ID_WRITING_LITERAL, /* inserts the letters unconverted */
    ID_WRITING_PHRASE,
    ID_WRITING_REWRITE,
    ID_WRITING_UNDO,
    ID_WRITING_DELETE,
    ID_WRITING_LAST
};

extern const char *const writing_inserts[]; /* digits 0-9, then ， 。 . */
enum { INSERT_COMMA = 10, INSERT_STOP, INSERT_POINT, INSERTS };

/* The ways of writing. To add one, add a name here and a line to the table in writing_draw.c. */
enum {
    WRITING_HAND,
    WRITING_PINYIN,
    WRITING_PHRASES,
    WRITING_DIGITS,
    WRITING_VOICE,
    WRITING_MODES
};

/* write_keys.c */
void write_keys_letters(const struct writing *writing, struct page *page, int64_t since_ms);
void write_keys_digits(const struct writing *writing, struct page *page, int64_t since_ms);
void write_keys_phrases(const struct writing *writing, struct page *page, int64_t since_ms);
/* A row of keys over the body's width; several rows where the keys would be too narrow. */
int write_keys_height(const struct page *page);
void write_keys_row(struct page *page, const struct button *keys, int count);
void write_keys_grid(struct page *page, const struct button *keys, int count, int columns,
                     int height_px);
/* voice_pad.c */
void voice_pad_draw(const struct writing *writing, struct page *page, int64_t since_ms);
/* ink_pad.c; leaves below_px of the body free for what follows. */
void ink_pad_draw(const struct writing *writing, struct page *page, int64_t since_ms, int below_px);
