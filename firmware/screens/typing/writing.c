/* writing: what touches do to the text.
 *
 *   strokes --lifted--> candidates --touched, or next character begun--> text -> next words
 *   letters ----------> candidates --touched--> text, the rest of the letters stays */
#include "screens/typing/writing.h"
#include "ui/field.h"

#include <stdlib.h>
#include <string.h>

#define INK_STEP_PART 120 /* a point for every 1/120 of the pad */

const char *const writing_inserts[INSERTS] = {"0",
                                              "1",
                                              "2",
                                              "3",
                                              "4",
                                              "5",
                                              "6",
                                              "7",
                                              "8",
                                              "9",
                                              [INSERT_COMMA] = "，",
                                              [INSERT_STOP] = "。",
                                              [INSERT_POINT] = "."};

void writing_init(struct writing *w, struct engines *engines, const char *text) {
    w->engines = engines;
    edit_init(&w->edit, text);
}

static void offer_nothing(struct writing *w) {
    ink_clear(&w->ink);
    w->letters[0] = '\0';
    w->offer = OFFER_NONE;
    w->offered.count = w->first = 0;
}

static void offer_next(struct writing *w) {
    struct pinyin_input *pinyin = engines_pinyin(w->engines);
    char before[REQUEST_TEXT_SIZE];
    offer_nothing(w);
    if (!pinyin) return;
    memcpy(before, w->edit.text, (size_t)w->edit.cursor);
    before[w->edit.cursor] = '\0';
    pinyin_input_next(pinyin, before, &w->offered);
    w->offer = w->offered.count ? OFFER_NEXT : OFFER_NONE;
}

static void offer_letters(struct writing *w) {
    struct pinyin_input *pinyin = engines_pinyin(w->engines);
    w->offered.count = w->first = 0;
    w->offer = OFFER_NONE;
    if (!w->letters[0]) return;
    w->offer = OFFER_PINYIN;
    if (pinyin) pinyin_input_candidates(pinyin, w->letters, &w->offered);
}

static void offer_written(struct writing *w) {
    static const struct pinyin_candidate none;
    const struct handwriting *handwriting = engines_handwriting(w->engines);
    struct handwriting_result result;
    w->offered.count = w->first = 0;
    w->offer = OFFER_WRITTEN;
    if (!handwriting) return;
    handwriting_recognise(handwriting, &w->ink, &result);
    for (int i = 0; i < result.count; i++) {
        struct pinyin_candidate *one = &w->offered.candidates[w->offered.count++];
        *one = none;
        TEXT_COPY(one->text, result.candidates[i].text);
    }
}

static void choose(struct writing *w, int index) {
    struct pinyin_candidate chosen = w->offered.candidates[index];
    bool letters = w->offer == OFFER_PINYIN;
    edit_insert(&w->edit, chosen.text);
    if (!letters) {
        offer_next(w);
        return;
    }
    int covers = pinyin_input_covers(engines_pinyin(w->engines), w->letters, &chosen);
    memmove(w->letters, w->letters + covers, strlen(w->letters + covers) + 1);
    if (w->letters[0])
        offer_letters(w);
    else
        offer_next(w);
}

/* Turns unfinished input into text, as if the first candidate had been touched. */
static void commit(struct writing *w) {
    while ((w->offer == OFFER_WRITTEN || w->offer == OFFER_PINYIN) && w->offered.count > 0)
        choose(w, 0);
    offer_nothing(w);
}

void writing_finish(struct writing *w, int64_t since_ms) {
    (void)since_ms;
    commit(w);
}

static void delete_one(struct writing *w) {
    size_t letters = strlen(w->letters);
    if (letters > 0) {
        w->letters[letters - 1] = '\0';
        offer_letters(w);
        return;
    }
    if (w->ink.stroke_count == 0) edit_delete(&w->edit); /* otherwise the ink is deleted */
    offer_nothing(w);
}

static void put_letter(struct writing *w, int letter) {
    size_t count = strlen(w->letters);
    if (count >= PINYIN_LETTERS) return;
    w->letters[count] = (char)letter;
    w->letters[count + 1] = '\0';
    offer_letters(w);
}

/* The first touch inserts the phrase, the second removes it. */
static void toggle_phrase(struct writing *w, const char *phrase) {
    const char *at = strstr(w->edit.text, phrase);
    if (at) {
        edit_cut(&w->edit, (int)(at - w->edit.text), (int)strlen(phrase));
        return;
    }
    edit_move(&w->edit, (int)strlen(w->edit.text));
    size_t end = strlen(w->edit.text);
    bool stopped = end >= 3 && (strcmp(w->edit.text + end - 3, "。") == 0 ||
                                strcmp(w->edit.text + end - 3, "；") == 0);
    if (end > 0 && !stopped) edit_insert(&w->edit, "；");
    edit_insert(&w->edit, phrase);
}

static void place_cursor(struct writing *w, struct touched touched) {
    struct field field = {.text = w->edit.text, .cursor = w->edit.cursor};
    if (!touched.ui) return;
    edit_move(&w->edit,
              widget_field_byte(touched.ui, &field, touched.w, touched.h, touched.x, touched.y));
}

/* Touches that first turn unfinished input into text. */
static void touch_after_commit(struct writing *w, struct touched touched) {
    commit(w);
    if (touched.id == ID_WRITING_FIELD) place_cursor(w, touched);
    if (touched.id == ID_WRITING_MODE) w->mode = touched.arg;
    if (touched.id == ID_WRITING_INSERT) edit_insert(&w->edit, writing_inserts[touched.arg]);
    if (touched.id == ID_WRITING_PHRASE && w->phrases)
        toggle_phrase(w, w->phrases->phrases[touched.arg]);
}

bool writing_touch(struct writing *w, struct touched touched) {
    if (touched.id < ID_WRITING_FIELD || touched.id >= ID_WRITING_LAST) return false;
    switch (touched.id) {
    case ID_WRITING_CANDIDATE:
        if (touched.arg < w->offered.count) choose(w, touched.arg);
        break;
    case ID_WRITING_MORE:
        w->first += touched.arg;
        if (w->first >= (w->offered.count ? w->offered.count : WRITING_MODES)) w->first = 0;
        break;
    case ID_WRITING_LETTER:
        put_letter(w, touched.arg);
        break;
    case ID_WRITING_LITERAL:
        edit_insert(&w->edit, w->letters);
        offer_nothing(w);
        break;
    case ID_WRITING_REWRITE:
        offer_nothing(w);
        break;
    case ID_WRITING_UNDO:
        offer_nothing(w);
        edit_undo(&w->edit);
        break;
    case ID_WRITING_DELETE:
        delete_one(w);
        break;
    default:
        touch_after_commit(w, touched);
    }
    return true;
}

static bool is_far(const struct ink *ink, int x, int y) {
    struct ink_point last = ink->points[ink->point_count - 1];
    return abs(x - last.x) + abs(y - last.y) > ink->box / INK_STEP_PART;
}

void writing_finger(struct writing *w, const struct finger_at *at) {
    switch (at->phase) {
    case FINGER_DOWN:
        if (w->ink.stroke_count > 0 && at->since_ms - w->lifted_ms >= SETTLED_INK_MS) commit(w);
        if (w->offer != OFFER_WRITTEN) offer_nothing(w);
        w->ink.box = at->w < at->h ? at->w : at->h;
        ink_begin(&w->ink, at->x, at->y);
        w->lifted_ms = at->since_ms;
        break;
    case FINGER_MOVE:
        w->lifted_ms = at->since_ms;
        if (w->ink.stroke_count > 0 && is_far(&w->ink, at->x, at->y))
            ink_go_on(&w->ink, at->x, at->y);
        break;
    case FINGER_UP:
        w->lifted_ms = at->since_ms;
        if (w->ink.stroke_count > 0) offer_written(w);
        break;
    }
}

int64_t writing_next_ms(const struct writing *w, int64_t since_ms) {
    int64_t settled = w->lifted_ms + SETTLED_INK_MS;
    return w->ink.stroke_count > 0 && since_ms < settled ? settled : -1;
}
