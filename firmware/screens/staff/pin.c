/* staff_pin: after a staff card, a PIN of six digits. The page shows only how many were typed.
 *
 *   PIN --进入--> signed in
 *    \--忘记密码--> help --file on a stick--> a new PIN, twice --> PIN */
#include "screens/staff/page.h"

#include <stdio.h>
#include <string.h>

struct pin {
    char digits[PIN_SIZE];
    bool asking, help;
    bool renewing; /* a new PIN is being set with a reset file on a stick */
    struct staff_new_pin renewed;
    struct staff_acted acted;
};

enum { ID_ENTER = ID_STAFF_OWN, ID_HELP, ID_FILE };

static struct staff_do *act(struct pin *p, enum staff_action what, struct asks *asks) {
    struct staff_do *action = staff_act(asks, what);
    p->asking = true;
    p->acted.here = false;
    return action;
}

static struct step renew_touch(struct pin *p, struct touched touched, struct asks *asks) {
    if (touched.id == ID_HELP) {
        explicit_bzero(&p->renewed, sizeof p->renewed);
        p->renewing = false;
    } else if (!p->asking && staff_new_pin_touch(&p->renewed, touched)) {
        struct staff_do *action = act(p, STAFF_RESET_BY_FILE, asks);
        TEXT_COPY(action->pin, p->renewed.typed);
        explicit_bzero(&p->renewed, sizeof p->renewed);
    }
    return step_to(STEP_REDRAW);
}

static struct step pin_touch(void *state, struct touched touched, struct asks *asks) {
    struct pin *p = state;
    size_t n = strlen(p->digits);
    if (touched.id == ID_STAFF_OUT) return step_to(STEP_DONE);
    if (p->renewing) return renew_touch(p, touched, asks);
    if (touched.id == ID_HELP) p->help = !p->help;
    if (p->asking) return step_to(STEP_REDRAW);
    if (touched.id == ID_FILE) {
        p->renewing = true;
        p->acted.here = false;
    }
    if (touched.id == ID_STAFF_KEY && n < PIN_DIGITS) p->digits[n] = (char)touched.arg;
    if (touched.id == ID_STAFF_ERASE && n > 0) p->digits[n - 1] = 0;
    if (touched.id == ID_STAFF_CLEAR) explicit_bzero(p->digits, sizeof p->digits);
    if (touched.id == ID_ENTER && n == PIN_DIGITS) {
        struct staff_do *action = act(p, STAFF_SIGN_IN, asks);
        TEXT_COPY(action->pin, p->digits);
        explicit_bzero(p->digits, sizeof p->digits);
    }
    return step_to(STEP_REDRAW);
}

static void pin_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct pin *p = state;
    (void)asks;
    p->asking = false;
    if (answer->kind == ANSWER_FAILED)
        p->acted.done = (struct staff_done){.result = STAFF_FAILED, .code = answer->u.failed.code};
    if (answer->kind == ANSWER_STAFF_DONE) p->acted.done = answer->u.staff_done;
    p->acted.here = true;
    bool renewed = p->acted.done.action == STAFF_RESET_BY_FILE && p->acted.done.result == STAFF_OK;
    if (renewed) p->renewing = p->help = false;
}

static struct step pin_lead(const void *state) {
    const struct pin *p = state;
    bool in =
        p->acted.here && p->acted.done.result == STAFF_OK && p->acted.done.action == STAFF_SIGN_IN;
    return step_to(in ? STEP_STAFF_LOG : STEP_STAY);
}

/* The result of the last attempt; "" if there was none. */
static void outcome_words(const struct page *page, const struct pin *p, char *ret, size_t bytes) {
    char n[16];
    ret[0] = 0;
    if (p->asking) snprintf(ret, bytes, "%s", page_word(page, WORD_LOADING));
    if (!p->acted.here) return;
    if (p->acted.done.result == STAFF_WRONG_PIN) {
        snprintf(n, sizeof n, "%d", p->acted.done.tries_left);
        strings_fill(ret, bytes, page_word(page, WORD_STAFF_PIN_WRONG), "n", n, NULL);
    } else if (p->acted.done.result == STAFF_LOCKED) {
        snprintf(n, sizeof n, "%d", (int)((p->acted.done.left_ms + 59999) / 60000));
        strings_fill(ret, bytes, page_word(page, WORD_STAFF_PIN_LOCKED), "n", n, NULL);
    } else if (p->acted.done.result == STAFF_OK) {
        snprintf(ret, bytes, "%s", page_word(page, WORD_STAFF_PIN_WAS_RESET));
    } else if (p->acted.done.code == ERR_NONE) {
        snprintf(ret, bytes, "%s", staff_result_words(page, &p->acted.done));
    } else {
        snprintf(ret, bytes, "%s (%s)", staff_result_words(page, &p->acted.done),
                 err_name(p->acted.done.code));
    }
}

static void draw_help(struct page *page) {
    const struct form_button file = {page_word(page, WORD_STAFF_PIN_BY_FILE), STYLE_PLAIN, ID_FILE,
                                     0};
    page_text(page, page_word(page, WORD_STAFF_PIN_HELP_WORDS), FACE_SANS, 40, 150,
              page->ui->theme->ink);
    page_gap(page, 24);
    form_buttons(page, &file, 1);
    page_gap(page, 8);
}

static bool note_is_good(const struct pin *p) {
    return p->asking || (p->acted.here && p->acted.done.result == STAFF_OK);
}

static void draw_renewing(struct page *page, const struct pin *p) {
    char words[160];
    const struct action actions[] = {{.label = page_word(page, WORD_STAFF_OUT), .id = ID_STAFF_OUT},
                                     {.label = page_word(page, WORD_STAFF_CANCEL), .id = ID_HELP},
                                     staff_new_pin_action(page, &p->renewed)};
    staff_begin(page, "", STEP_STAY, actions, 3);
    outcome_words(page, p, words, sizeof words);
    form_message(page, words, note_is_good(p));
    staff_new_pin_draw(page, &p->renewed, "");
    page_end(page);
}

static void draw_asked(struct page *page, const struct pin *p) {
    char words[160];
    bool full = strlen(p->digits) == PIN_DIGITS;
    const struct action actions[] = {{.label = page_word(page, WORD_STAFF_OUT), .id = ID_STAFF_OUT},
                                     {.label = page_word(page, WORD_STAFF_PIN_HELP), .id = ID_HELP},
                                     {.label = page_word(page, WORD_STAFF_PIN_ENTER),
                                      .style = full && !p->asking ? STYLE_PRIMARY : STYLE_OFF,
                                      .id = ID_ENTER}};
    staff_begin(page, "", STEP_STAY, actions, 3);
    if (!page->ui->metrics.landscape) page_heading(page, page_word(page, WORD_STAFF_PIN_TITLE), "");
    outcome_words(page, p, words, sizeof words);
    form_message(page, words, note_is_good(p));
    if (p->help) draw_help(page);
    staff_dots(page, (int)strlen(p->digits));
    staff_digits(page, p->digits[0] != 0);
    page_gap(page, 8);
    page_end(page);
}

static void pin_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct pin *p = state;
    (void)since_ms;
    if (p->renewing)
        draw_renewing(page, p);
    else
        draw_asked(page, p);
}

const struct screen screen_staff_pin = {.name = "staff_pin",
                                        .state_size = sizeof(struct pin),
                                        .timeout_ms = 60000,
                                        .personal = true,
                                        .touch = pin_touch,
                                        .answer = pin_answer,
                                        .lead = pin_lead,
                                        .draw = pin_draw};
