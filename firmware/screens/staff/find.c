/* staff_find: finds a member by pinyin initials; and the pad of digits. */
#include "screens/staff/page.h"
#include "screens/widgets/pad.h"

#include <stdio.h>
#include <string.h>

#define LETTERS 26
#define SHOWN 6 /* results on a page */

void staff_find_ask(const struct staff_find *find, const struct staff_scope *scope,
                    struct asks *asks) {
    struct staff_ask *ask = staff_query(asks, STAFF_PEOPLE_FOUND, scope);
    TEXT_COPY(ask->search, find->search);
    ask->offset = find->offset;
}

bool staff_find_touch(struct staff_find *find, struct touched touched,
                      const struct staff_scope *scope, struct asks *asks) {
    size_t length = strlen(find->search);
    switch (touched.id) {
    case ID_STAFF_PERSON:
        find->chosen = true;
        find->row = touched.arg;
        return true;
    case ID_STAFF_KEY:
        if (length + 1 < sizeof find->search) find->search[length] = (char)touched.arg;
        break;
    case ID_STAFF_ERASE:
        if (length > 0) find->search[length - 1] = 0;
        break;
    case ID_STAFF_CLEAR:
        find->search[0] = 0;
        break;
    case ID_STAFF_BEFORE:
    case ID_STAFF_AFTER:
        find->offset += touched.id == ID_STAFF_AFTER ? SHOWN : -SHOWN;
        staff_find_ask(find, scope, asks);
        return true;
    default:
        return false;
    }
    find->offset = 0;
    find->search[sizeof find->search - 1] = 0;
    staff_find_ask(find, scope, asks);
    return true;
}

static void draw_typed(const struct staff_find *find, struct page *page) {
    struct ui *ui = page->ui;
    char letters[3 * STAFF_SEARCH_SIZE] = "";
    size_t used = 0;
    bool empty = find->search[0] == 0;
    for (size_t i = 0; find->search[i]; i++) {
        letters[used++] = (char)(find->search[i] - 'a' + 'A');
        letters[used++] = ' ';
    }
    struct rect r = page_take(page, metrics_control(&ui->metrics, 104));
    canvas_framed_box(&ui->canvas, r, ui_u(ui, 20), ui->theme->card, ui->theme->line, ui_u(ui, 3));
    canvas_words_in(&ui->canvas, rect_inset(r, ui_u(ui, 16)),
                    empty ? page_word(page, WORD_STAFF_FIND_HINT) : letters,
                    ui_style(ui, empty ? FACE_SANS : FACE_BOLD, empty ? 36 : 52, 120),
                    ui_least_text(ui), ALIGN_LEFT, empty ? ui->theme->quiet : ui->theme->ink);
    page_gap(page, 24);
}

static void draw_person(const struct staff_find *find, struct page *page, int i, struct rect r) {
    struct ui *ui = page->ui;
    const struct staff_people *p = &find->query.answer.u.people;
    char line[192];
    int pad = ui_u(ui, 28);
    snprintf(line, sizeof line, "%s%s%s", p->row[i].grid, p->row[i].grid[0] ? " · " : "",
             p->row[i].is_in ? page_word(page, WORD_STAFF_IS_IN) : p->row[i].member_no);
    widget_card(ui, r, widget_target(ui, r, p->row[i].name, ID_STAFF_PERSON, i));
    struct rect in = {r.x + pad, r.y + ui_u(ui, 10), r.w - 2 * pad, r.h - ui_u(ui, 20)};
    struct text_style name = ui_style(ui, FACE_BOLD, 44, 120),
                      quiet = ui_style(ui, FACE_SANS, 34, 120);
    name.max_lines = 2;
    quiet.max_lines = 2;
    canvas_words_in(&ui->canvas, (struct rect){in.x, in.y, in.w, in.h * 55 / 100}, p->row[i].name,
                    name, ui_least_text(ui), ALIGN_LEFT, ui->theme->ink);
    canvas_words_in(&ui->canvas, (struct rect){in.x, in.y + in.h * 55 / 100, in.w, in.h * 45 / 100},
                    line, quiet, ui_least_text(ui), ALIGN_LEFT, ui->theme->quiet);
}

static void draw_people(const struct staff_find *find, struct page *page) {
    struct ui *ui = page->ui;
    const struct staff_people *p = &find->query.answer.u.people;
    int gap = ui_u(ui, 24), columns = ui->metrics.zoom > 1.2 && !ui->metrics.landscape ? 1 : 2;
    int w = (page->body.w - (columns - 1) * gap) / columns,
        h = metrics_control(&ui->metrics, ui->metrics.zoom > 1.2 ? 230 : 150);
    int count = p->count < SHOWN ? p->count : SHOWN, rows = (count + columns - 1) / columns;
    if (find->query.here && p->count == 0)
        page_text(page, page_word(page, WORD_SEARCH_NONE), FACE_SANS, 42, 150, ui->theme->quiet);
    struct rect r = page_take(page, rows * (h + gap));
    for (int i = 0; i < count; i++)
        draw_person(
            find, page, i,
            (struct rect){r.x + i % columns * (w + gap), r.y + i / columns * (h + gap), w, h});
    if (p->total > SHOWN)
        form_pager(page, find->offset / SHOWN, (p->total + SHOWN - 1) / SHOWN, ID_STAFF_BEFORE,
                   ID_STAFF_AFTER);
}

/* Thirty cells in rows of 15, 10, 6 or 5: the last two keys take two cells each. */
static void draw_letters(struct page *page) {
    struct ui *ui = page->ui;
    static const int widths[] = {15, 10, 6, 5};
    int gap = ui_u(ui, 24), least = ui->metrics.touch_px, which = 0;
    while (which < 3 && (page->body.w + gap) / (least + gap) < widths[which]) which++;
    int columns = widths[which], w = (page->body.w - (columns - 1) * gap) / columns,
        h = metrics_control(&ui->metrics, ui->metrics.landscape ? 84 : 100);
    struct rect pad = page_take(page, 30 / columns * (h + gap));
    for (int i = 0, at = 0; i < LETTERS + 2; i++) {
        char letter[2] = {(char)('A' + i), 0};
        int cells = i < LETTERS ? 1 : 2;
        struct button key = {.label = letter, .id = ID_STAFF_KEY, .arg = 'a' + i, .units = 48};
        if (i >= LETTERS)
            key = (struct button){
                .label = page_word(page, i == LETTERS ? WORD_SEARCH_ERASE : WORD_SEARCH_CLEAR),
                .id = i == LETTERS ? ID_STAFF_ERASE : ID_STAFF_CLEAR,
                .units = 32};
        widget_button(ui,
                      (struct rect){pad.x + at % columns * (w + gap),
                                    pad.y + at / columns * (h + gap), cells * (w + gap) - gap, h},
                      &key);
        at += cells;
    }
}

void staff_find_draw(const struct staff_find *find, struct page *page) {
    draw_typed(find, page);
    draw_people(find, page);
    page_gap(page, 14);
    draw_letters(page);
}

void staff_digits(struct page *page, bool typed) {
    static const char *const labels[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", ""};
    enum widget_style style = typed ? STYLE_PLAIN : STYLE_OFF;
    struct button keys[12];
    for (int i = 0; i < 12; i++)
        keys[i] = (struct button){
            .label = labels[i], .id = ID_STAFF_KEY, .arg = labels[i][0], .units = 64};
    keys[9] = (struct button){
        .label = page_word(page, WORD_PHONE_CLEAR), .id = ID_STAFF_CLEAR, .style = style};
    keys[11] = (struct button){
        .label = page_word(page, WORD_PHONE_DELETE), .id = ID_STAFF_ERASE, .style = style};
    pad_draw_keys(page, keys);
}
