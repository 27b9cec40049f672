/* staff_new_pin: six digits, typed twice. The page shows only how many were typed. */
#include "screens/staff/page.h"

#include <stdio.h>
#include <string.h>

bool staff_new_pin_full(const struct staff_new_pin *p) {
    return strlen(p->typed) == PIN_DIGITS;
}

static bool next(struct staff_new_pin *p) {
    if (!p->again) {
        TEXT_COPY(p->first, p->typed);
        p->again = true;
        p->differs = false;
    } else if (strcmp(p->first, p->typed) == 0) {
        return true;
    } else {
        *p = (struct staff_new_pin){.differs = true};
    }
    explicit_bzero(p->typed, sizeof p->typed);
    return false;
}

bool staff_new_pin_touch(struct staff_new_pin *p, struct touched touched) {
    size_t n = strlen(p->typed);
    if (touched.id == ID_STAFF_KEY && n < PIN_DIGITS) p->typed[n] = (char)touched.arg;
    if (touched.id == ID_STAFF_ERASE && n > 0) p->typed[n - 1] = 0;
    if (touched.id == ID_STAFF_CLEAR) explicit_bzero(p->typed, sizeof p->typed);
    return touched.id == ID_STAFF_PIN_NEXT && n == PIN_DIGITS && next(p);
}

struct action staff_new_pin_action(const struct page *page, const struct staff_new_pin *p) {
    return (struct action){
        .label = page_word(page, p->again ? WORD_STAFF_NEW_PIN_SET : WORD_STAFF_NEW_PIN_NEXT),
        .style = staff_new_pin_full(p) ? STYLE_PRIMARY : STYLE_OFF,
        .id = ID_STAFF_PIN_NEXT};
}

void staff_dots(struct page *page, int typed) {
    struct ui *ui = page->ui;
    struct rect r =
        page_show(page, metrics_control(&ui->metrics, ui->metrics.landscape ? 84 : 130));
    int radius = ui_u(ui, 20), step = ui_u(ui, 96);
    int x = r.x + r.w / 2 - step * (PIN_DIGITS - 1) / 2, y = r.y + r.h / 2;
    canvas_framed_box(&ui->canvas, r, ui_u(ui, 28), ui->theme->card, ui->theme->line, ui_u(ui, 3));
    for (int i = 0; i < PIN_DIGITS; i++) {
        if (i < typed)
            canvas_disc(&ui->canvas, x + i * step, y, radius, ui->theme->ink);
        else
            canvas_ring(&ui->canvas, x + i * step, y, radius, ui_u(ui, 4), ui->theme->quiet);
    }
    page_shown(page, 24);
}

void staff_new_pin_draw(struct page *page, const struct staff_new_pin *p, const char *name) {
    char title[160];
    if (p->again)
        snprintf(title, sizeof title, "%s", page_word(page, WORD_STAFF_NEW_PIN_AGAIN));
    else if (name[0])
        strings_fill(title, sizeof title, page_word(page, WORD_STAFF_NEW_PIN), "name", name, NULL);
    else
        snprintf(title, sizeof title, "%s", page_word(page, WORD_STAFF_NEW_PIN_OWN));
    page_text(page, title, FACE_BOLD, 46, 140, page->ui->theme->ink);
    page_gap(page, 16);
    if (p->differs) form_message(page, page_word(page, WORD_STAFF_NEW_PIN_DIFFERS), false);
    staff_dots(page, (int)strlen(p->typed));
    staff_digits(page, p->typed[0] != 0);
    page_gap(page, 8);
}
