/* staff_pin: after a staff card, six digits; nothing of them is drawn but how many. */
#include "screens/staff_page.h"

#include <stdio.h>
#include <string.h>

struct pin {
    char digits[PIN_SIZE];
    bool asking, help;
    bool done_here;
    struct staff_done done;
};

enum { ID_ENTER = ID_STAFF_OWN, ID_HELP };

static struct step pin_touch(void *state, struct touched touched, struct asks *asks) {
    struct pin *p = state;
    size_t n = strlen(p->digits);
    if (touched.id == ID_STAFF_OUT) return step_to(STEP_DONE);
    if (touched.id == ID_HELP) p->help = !p->help;
    if (p->asking) return step_to(STEP_REDRAW);
    if (touched.id == ID_STAFF_KEY && n < PIN_DIGITS) p->digits[n] = (char)touched.arg;
    if (touched.id == ID_STAFF_ERASE && n > 0) p->digits[n - 1] = 0;
    if (touched.id == ID_STAFF_CLEAR) explicit_bzero(p->digits, sizeof p->digits);
    if (touched.id == ID_ENTER && n == PIN_DIGITS) {
        struct staff_do *deed = &asks_add(asks, INTENT_STAFF_DO)->u.staff_do;
        deed->deed = STAFF_SIGN_IN;
        TEXT_COPY(deed->pin, p->digits);
        explicit_bzero(p->digits, sizeof p->digits);
        p->asking = true;
        p->done_here = false;
    }
    return step_to(STEP_REDRAW);
}

static void pin_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct pin *p = state;
    (void)asks;
    p->asking = false;
    if (answer->kind == ANSWER_FAILED)
        p->done = (struct staff_done){.result = STAFF_FAILED, .code = answer->u.failed.code};
    if (answer->kind == ANSWER_STAFF_DONE) p->done = answer->u.staff_done;
    p->done_here = true;
}

static struct step pin_lead(const void *state) {
    const struct pin *p = state;
    if (p->done_here && p->done.result == STAFF_OK) return step_to(STEP_STAFF_LOG);
    return step_to(STEP_STAY);
}

/* What came of the last try; "" while there was none. */
static void outcome_words(const struct page *page, const struct pin *p, char *ret, size_t bytes) {
    char n[16];
    ret[0] = 0;
    if (p->asking) snprintf(ret, bytes, "%s", page_word(page, WORD_LOADING));
    if (!p->done_here) return;
    if (p->done.result == STAFF_WRONG_PIN) {
        snprintf(n, sizeof n, "%d", p->done.tries_left);
        strings_fill(ret, bytes, page_word(page, WORD_STAFF_PIN_WRONG), "n", n, NULL);
    } else if (p->done.result == STAFF_LOCKED) {
        snprintf(n, sizeof n, "%d", (int)((p->done.left_ms + 59999) / 60000));
        strings_fill(ret, bytes, page_word(page, WORD_STAFF_PIN_LOCKED), "n", n, NULL);
    } else if (p->done.result != STAFF_OK) {
        snprintf(ret, bytes, "%s (%s)", staff_result_words(page, &p->done), err_name(p->done.code));
    }
}

static void draw_dots(struct page *page, const struct pin *p) {
    struct ui *ui = page->ui;
    struct rect r =
        page_take(page, metrics_control(&ui->metrics, ui->metrics.landscape ? 84 : 130));
    int n = (int)strlen(p->digits), radius = ui_u(ui, 20), step = ui_u(ui, 96);
    int x = r.x + r.w / 2 - step * (PIN_DIGITS - 1) / 2, y = r.y + r.h / 2;
    canvas_framed_box(&ui->canvas, r, ui_u(ui, 28), ui->theme->card, ui->theme->line, ui_u(ui, 3));
    for (int i = 0; i < PIN_DIGITS; i++) {
        if (i < n)
            canvas_disc(&ui->canvas, x + i * step, y, radius, ui->theme->ink);
        else
            canvas_ring(&ui->canvas, x + i * step, y, radius, ui_u(ui, 4), ui->theme->quiet);
    }
    page_gap(page, 24);
}

static void pin_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct pin *p = state;
    char words[160];
    bool full = strlen(p->digits) == PIN_DIGITS;
    const struct action actions[] = {{.label = page_word(page, WORD_STAFF_OUT), .id = ID_STAFF_OUT},
                                     {.label = page_word(page, WORD_STAFF_PIN_HELP), .id = ID_HELP},
                                     {.label = page_word(page, WORD_STAFF_PIN_ENTER),
                                      .look = full && !p->asking ? LOOK_PRIMARY : LOOK_OFF,
                                      .id = ID_ENTER}};
    (void)since_ms;
    staff_begin(page, "", STEP_STAY, actions, 3);
    if (!page->ui->metrics.landscape) page_heading(page, page_word(page, WORD_STAFF_PIN_TITLE), "");
    outcome_words(page, p, words, sizeof words);
    staff_note(page, words, p->asking);
    if (p->help) {
        page_text(page, page_word(page, WORD_STAFF_PIN_HELP_WORDS), FACE_SANS, 40, 150,
                  page->ui->theme->ink);
        page_gap(page, 24);
    }
    draw_dots(page, p);
    staff_digits(page, p->digits[0] != 0);
    page_gap(page, 8);
    page_end(page);
}

const struct screen screen_staff_pin = {.name = "staff_pin",
                                        .state_size = sizeof(struct pin),
                                        .timeout_ms = 60000,
                                        .personal = true,
                                        .touch = pin_touch,
                                        .answer = pin_answer,
                                        .lead = pin_lead,
                                        .draw = pin_draw};
