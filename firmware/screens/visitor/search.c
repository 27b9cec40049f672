/* search: finds stories by the pinyin initials of a name, typed on big letter keys. */
#include "screens/shell/screen.h"

#include <stdio.h>
#include <string.h>

enum { ID_BACK, ID_LETTER, ID_ERASE, ID_CLEAR, ID_STORY };

#define LETTERS 26

struct search {
    bool here;
    char initials[16];
    struct answer_stories stories;
};

static void ask(struct search *s, struct asks *asks) {
    struct intent *intent = asks_add(asks, INTENT_STORIES);
    TEXT_COPY(intent->u.stories.initials, s->initials);
    intent->u.stories.limit = STORIES_PER_ANSWER;
}

static void search_enter(void *state, const struct where *where, const struct outcome *outcome,
                         struct asks *asks) {
    struct search *s = state;
    (void)outcome;
    TEXT_COPY(s->initials, where->initials);
    ask(s, asks);
}

static void search_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct search *s = state;
    (void)asks;
    if (answer->kind != ANSWER_STORIES) return;
    s->here = true;
    s->stories = answer->u.stories;
}

static struct step search_touch(void *state, struct touched touched, struct asks *asks) {
    struct search *s = state;
    size_t length = strlen(s->initials);
    switch (touched.id) {
    case ID_STORY:
        return step_with(STEP_STORY, &(struct where){.id = s->stories.stories[touched.arg].id});
    case ID_LETTER:
        if (length + 1 < sizeof s->initials) s->initials[length] = (char)('a' + touched.arg);
        break;
    case ID_ERASE:
        if (length > 0) s->initials[length - 1] = '\0';
        break;
    case ID_CLEAR:
        s->initials[0] = '\0';
        break;
    default:
        return step_to(STEP_UP);
    }
    ask(s, asks);
    return step_to(STEP_REDRAW);
}

static void draw_typed(const struct search *s, struct page *page, struct rect r) {
    struct ui *ui = page->ui;
    const struct theme *t = ui->theme;
    char letters[48] = "";
    int pad = ui_u(ui, 32);
    for (size_t i = 0; s->initials[i]; i++) {
        letters[2 * i] = (char)(s->initials[i] - 'a' + 'A');
        letters[2 * i + 1] = ' ';
    }
    bool empty = s->initials[0] == '\0';
    canvas_framed_box(&ui->canvas, r, ui_u(ui, 20), t->card, t->line, ui_u(ui, 3));
    canvas_words_in(&ui->canvas, (struct rect){r.x + pad, r.y, r.w - 2 * pad, r.h},
                    empty ? page_word(page, WORD_SEARCH_HINT) : letters,
                    ui_style(ui, empty ? FACE_SANS : FACE_BOLD, empty ? 36 : 56, 120),
                    ui_least_text(ui), ALIGN_LEFT, empty ? t->quiet : t->ink);
}

static void draw_result(const struct search *s, struct page *page, int i, struct rect r) {
    struct ui *ui = page->ui;
    const struct story_card *story = &s->stories.stories[i];
    int pad = ui_u(ui, 28), split = r.h * 54 / 100;
    widget_card(ui, r, widget_target(ui, r, story->name, ID_STORY, i));
    struct rect in = {r.x + pad, r.y + ui_u(ui, 8), r.w - 2 * pad, r.h - ui_u(ui, 16)};
    struct text_style name = ui_style(ui, FACE_BOLD, 46, 120),
                      line = ui_style(ui, FACE_SANS, 34, 125);
    name.max_lines = 2;
    line.max_lines = 1;
    canvas_words_in(&ui->canvas, (struct rect){in.x, in.y, in.w, split}, story->name, name,
                    ui_least_text(ui), ALIGN_LEFT, ui->theme->ink);
    canvas_words_in(&ui->canvas, (struct rect){in.x, in.y + split, in.w, in.h - split},
                    story->title, line, ui_least_text(ui), ALIGN_LEFT, ui->theme->quiet);
}

static void draw_results(const struct search *s, struct page *page, struct rect r, uint32_t quiet) {
    struct ui *ui = page->ui;
    int gap = ui_u(ui, 24), h = metrics_control(&ui->metrics, 136),
        columns = r.w > ui_u(ui, 800) ? 2 : 1;
    int rows = (r.h + gap) / (h + gap), w = (r.w - gap * (columns - 1)) / columns;
    if (rows < 1) rows = 1;
    if (s->here && s->stories.count == 0)
        canvas_words_in(&ui->canvas, r, page_word(page, WORD_SEARCH_NONE),
                        ui_style(ui, FACE_SANS, 42, 140), ui_least_text(ui), ALIGN_CENTRE, quiet);
    for (int i = 0; i < s->stories.count && i < rows * columns; i++)
        draw_result(
            s, page, i,
            (struct rect){r.x + i % columns * (w + gap), r.y + i / columns * (h + gap), w, h});
}

static void draw_key(struct page *page, struct rect r, int i) {
    char letter[2] = {(char)('A' + i), '\0'};
    struct button key = {.label = letter, .id = ID_LETTER, .arg = i, .units = 52};
    if (i == LETTERS)
        key = (struct button){
            .label = page_word(page, WORD_SEARCH_ERASE), .id = ID_ERASE, .units = 36};
    if (i == LETTERS + 1)
        key = (struct button){
            .label = page_word(page, WORD_SEARCH_CLEAR), .id = ID_CLEAR, .units = 36};
    widget_button(page->ui, r, &key);
}

static int pad_height(struct page *page, int width, int *ret_columns) {
    struct ui *ui = page->ui;
    int gap = ui_u(ui, 24), least = ui->metrics.touch_px;
    *ret_columns = (width + gap) / (least + gap) >= 10 && ui->metrics.landscape ? 10 : 7;
    int rows = (LETTERS + 2 + *ret_columns - 1) / *ret_columns;
    return rows * (metrics_control(&ui->metrics, ui->metrics.landscape ? 90 : 108) + gap) - gap;
}

static void draw_pad(struct page *page, struct rect r, int columns) {
    struct ui *ui = page->ui;
    int gap = ui_u(ui, 24), rows = (LETTERS + 2 + columns - 1) / columns;
    int w = (r.w - gap * (columns - 1)) / columns, h = (r.h - gap * (rows - 1)) / rows;
    int spare = columns * rows - LETTERS -
                2; /* the last two keys carry words: they share the remaining cells */
    for (int i = 0, at = 0; i < LETTERS + 2; i++) {
        int cells = i < LETTERS ? 1 : 1 + spare / 2;
        draw_key(page,
                 (struct rect){r.x + at % columns * (w + gap), r.y + at / columns * (h + gap),
                               cells * (w + gap) - gap, h},
                 i);
        at += cells;
    }
}

/* Portrait: typed letters, results and keys, one below the other. Landscape: the results go into
 * the column. */
static void search_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct search *s = state;
    struct ui *ui = page->ui;
    int columns, gap = ui_u(ui, 24), least = metrics_control(&ui->metrics, 136);
    const struct action actions[] = {
        {.label = page_word(page, WORD_BACK), .icon = "chevron-left", .id = ID_BACK}};
    (void)since_ms;
    page->side_wanted = true;
    page_begin(page, actions, 1);
    page_heading(page, page_word(page, WORD_SEARCH_TITLE), "");
    draw_typed(s, page, page_take(page, metrics_control(&ui->metrics, 112)));
    page->y += gap;
    int pad = pad_height(page, page->body.w, &columns);
    if (ui->metrics.landscape) {
        page_leave_body(page);
        draw_results(s, page, page->side, ui->theme->pale);
        page_enter_body(page);
        int room = page_room(page), most = pad * 3 / 2;
        if (room > pad) pad = room < most ? room : most;
    } else {
        int results = page_room(page) - pad - gap;
        draw_results(s, page, page_take(page, results > least ? results : least), ui->theme->quiet);
        page->y += gap;
    }
    draw_pad(page, page_take(page, pad), columns);
    page_end(page);
}

const struct screen screen_search = {.name = "search",
                                     .state_size = sizeof(struct search),
                                     .timeout_ms = 60000,
                                     .enter = search_enter,
                                     .touch = search_touch,
                                     .answer = search_answer,
                                     .draw = search_draw};
