/* confirm: shows once more what will be filed. */
#include "screens/shell/screen.h"

#include <stdio.h>

enum { ID_BACK, ID_FILE };

struct confirm {
    struct where where;
};

static void confirm_enter(void *state, const struct where *where, const struct outcome *outcome,
                          struct asks *asks) {
    struct confirm *c = state;
    (void)outcome;
    c->where = *where;
    c->where.draft.by_card = false;
    c->where.draft.name[0] = 0;
    asks_add(asks, INTENT_EXPECT)->u.expect.what = EXPECT_IDENTITY;
}

/* A member's card fills in the name. Any other tap, also of an unknown card, opens its usual
 * screen. */
static bool confirm_outcome(void *state, const struct outcome *outcome, struct asks *asks) {
    struct confirm *c = state;
    (void)asks;
    if (outcome->kind != OUTCOME_MEMBER_KNOWN) return false;
    c->where.draft.by_card = true;
    TEXT_COPY(c->where.draft.name, outcome->member_name);
    return true;
}

static struct step confirm_touch(void *state, struct touched touched, struct asks *asks) {
    const struct confirm *c = state;
    (void)asks;
    return step_with(touched.id == ID_FILE ? STEP_TICKET : STEP_PHONE, &c->where);
}

static void draw_part(struct page *page, enum word title, const char *words) {
    struct ui *ui = page->ui;
    int pad = ui_u(ui, 36), width = page->body.w - 2 * pad;
    struct text_style small = ui_style(ui, FACE_BOLD, 36, 135),
                      large = ui_style(ui, FACE_SANS, 46, 150);
    int height = text_lay_out(ui->canvas.text, page_word(page, title), small, width)->height;
    height += text_lay_out(ui->canvas.text, words, large, width)->height;
    struct rect r = page_take(page, height + 2 * ui_u(ui, 26));
    widget_card(ui, r, false);
    int y = r.y + ui_u(ui, 24);
    y += canvas_words(&ui->canvas, r.x + pad, y, width, page_word(page, title), small, ALIGN_LEFT,
                      ui->theme->quiet);
    canvas_words(&ui->canvas, r.x + pad, y, width, words, large, ALIGN_LEFT, ui->theme->ink);
    page_gap(page, 28);
}

static void confirm_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct draft *d = &((const struct confirm *)state)->where.draft;
    const struct action actions[] = {
        {.label = page_word(page, WORD_STEP_BACK), .icon = "chevron-left", .id = ID_BACK},
        {.label = page_word(page, WORD_CONFIRM_FILE), .style = STYLE_PRIMARY, .id = ID_FILE},
    };
    (void)since_ms;
    if (!d->by_card) page->dock_title = WORD_CONFIRM_TAP, page->dock_line = WORD_CONFIRM_TAP_LINE;
    page->any_height = true;
    page_begin(page, actions, 2);
    page_heading(page, page_word(page, WORD_CONFIRM_TITLE), "");
    draw_part(page, WORD_CONFIRM_ABOUT, d->category_title);
    if (d->by_card) draw_part(page, WORD_CONFIRM_NAME, d->name);
    draw_part(page, WORD_CONFIRM_TEXT,
              d->text[0] ? d->text : page_word(page, WORD_CONFIRM_NO_TEXT));
    if (page->voice_note.kind == VOICE_NOTE_KEPT) {
        char n[16], words[48];
        snprintf(n, sizeof n, "%d", (page->voice_note.ms + 999) / 1000);
        strings_fill(words, sizeof words, page_word(page, WORD_VOICE_LENGTH), "n", n, NULL);
        draw_part(page, WORD_CONFIRM_VOICE, words);
    }
    draw_part(page, WORD_CONFIRM_PHONE,
              d->phone[0] ? d->phone : page_word(page, WORD_CONFIRM_NO_PHONE));
    page_text(page, page_word(page, WORD_CONFIRM_LINE), FACE_SANS, 38, 150, page->ui->theme->quiet);
    page_end(page);
}

const struct screen screen_confirm = {.name = "confirm",
                                      .state_size = sizeof(struct confirm),
                                      .drafts = true,
                                      .timeout_ms = 90000,
                                      .personal = true,
                                      .enter = confirm_enter,
                                      .outcome = confirm_outcome,
                                      .touch = confirm_touch,
                                      .draw = confirm_draw};
