/* staff_colleagues: the staff who may sign in here. A colleague who forgot the PIN types a new one
 * while another one is signed in. */
#include "screens/staff/page.h"

#include <stdio.h>
#include <string.h>

enum { ID_COLLEAGUE = ID_STAFF_OWN, ID_OTHER };

struct colleagues {
    struct staff_scope scope;
    struct staff_query query;
    int32_t offset;
    bool chosen, asking;
    int row;
    char did[NAME_SIZE];
    struct staff_new_pin pin;
    struct staff_acted acted;
};

static void see(const struct colleagues *c, struct asks *asks) {
    staff_query(asks, STAFF_COLLEAGUES, &c->scope)->offset = c->offset;
}

static void colleagues_enter(void *state, const struct where *where, const struct outcome *outcome,
                             struct asks *asks) {
    struct colleagues *c = state;
    (void)outcome;
    c->scope = where->staff;
    see(c, asks);
}

static void colleagues_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct colleagues *c = state;
    staff_query_take(&c->query, answer, STAFF_COLLEAGUES);
    if (!staff_acted_take(&c->acted, answer)) return;
    c->asking = false;
    if (c->acted.done.result == STAFF_OK) c->chosen = false;
    see(c, asks);
}

static struct step colleagues_lead(const void *state) {
    const struct colleagues *c = state;
    return staff_lead(&c->query, &c->acted);
}

static void set_pin(struct colleagues *c, struct asks *asks) {
    struct staff_do *action = staff_act(asks, STAFF_RESET_PIN);
    action->member_id = c->query.answer.u.colleagues.row[c->row].id;
    TEXT_COPY(action->pin, c->pin.typed);
    TEXT_COPY(c->did, c->query.answer.u.colleagues.row[c->row].name);
    explicit_bzero(&c->pin, sizeof c->pin);
    c->asking = true;
}

static struct step colleagues_touch(void *state, struct touched touched, struct asks *asks) {
    struct colleagues *c = state;
    struct step step;
    if (staff_touched(touched, &c->scope, &step)) return step;
    if (c->asking) return step_to(STEP_STAY);
    c->acted.here = false;
    if (touched.id == ID_COLLEAGUE || touched.id == ID_OTHER) {
        explicit_bzero(&c->pin, sizeof c->pin);
        c->chosen = touched.id == ID_COLLEAGUE;
        c->row = touched.arg;
    } else if (touched.id == ID_STAFF_BEFORE || touched.id == ID_STAFF_AFTER) {
        c->offset += touched.id == ID_STAFF_AFTER ? STAFF_ROWS : -STAFF_ROWS;
        see(c, asks);
    } else if (c->chosen && staff_new_pin_touch(&c->pin, touched)) {
        set_pin(c, asks);
    }
    return step_to(STEP_REDRAW);
}

static void draw_one(struct page *page, const struct staff_colleagues *list, int i) {
    struct ui *ui = page->ui;
    char n[16], state[96];
    int minutes = (int)((list->row[i].left_ms + 59999) / 60000), pad = ui_u(ui, 32);
    snprintf(n, sizeof n, "%d", minutes);
    strings_fill(state, sizeof state,
                 page_word(page, minutes > 0         ? WORD_STAFF_LOCKED_FOR
                                 : list->row[i].self ? WORD_STAFF_SELF
                                                     : WORD_STAFF_OPEN),
                 "n", n, NULL);
    struct text_style name = ui_style(ui, FACE_BOLD, 44, 125),
                      quiet = ui_style(ui, FACE_SANS, 36, 125);
    int least = metrics_control(&ui->metrics, 110), w = page->body.w - 2 * pad;
    int name_h = text_lay_out(ui->canvas.text, list->row[i].name, name, w)->height,
        state_h = text_lay_out(ui->canvas.text, state, quiet, w)->height;
    int h = name_h + state_h + ui_u(ui, 36);
    struct rect r = page_take(page, h > least ? h : least);
    widget_card(ui, r, widget_target(ui, r, list->row[i].name, ID_COLLEAGUE, i));
    int top = r.y + (r.h - name_h - state_h) / 2;
    canvas_words(&ui->canvas, r.x + pad, top, w, list->row[i].name, name, ALIGN_LEFT,
                 ui->theme->ink);
    canvas_words(&ui->canvas, r.x + pad, top + name_h, w, state, quiet, ALIGN_LEFT,
                 minutes > 0 ? ui->theme->red : ui->theme->quiet);
    page_gap(page, 24);
}

static void draw_result(struct page *page, const struct colleagues *c) {
    char words[160];
    if (!c->acted.here) return;
    bool good = c->acted.done.result == STAFF_OK;
    if (good)
        strings_fill(words, sizeof words, page_word(page, WORD_STAFF_DID_RESET), "name", c->did,
                     NULL);
    else
        snprintf(words, sizeof words, "%s", staff_result_words(page, &c->acted.done));
    form_message(page, words, good);
}

static void draw_list(struct page *page, const struct colleagues *c) {
    const struct staff_colleagues *list = &c->query.answer.u.colleagues;
    page_heading(page, page_word(page, WORD_STAFF_COLLEAGUES_TITLE), "");
    draw_result(page, c);
    page_text(page, page_word(page, WORD_STAFF_COLLEAGUES_HELP), FACE_SANS, 40, 150,
              page->ui->theme->quiet);
    page_gap(page, 24);
    for (int i = 0; i < list->count; i++) draw_one(page, list, i);
    if (list->total > STAFF_ROWS)
        form_pager(page, c->offset / STAFF_ROWS, (list->total + STAFF_ROWS - 1) / STAFF_ROWS,
                   ID_STAFF_BEFORE, ID_STAFF_AFTER);
}

static void colleagues_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct colleagues *c = state;
    struct action actions[3] = {{.label = page_word(page, WORD_STAFF_OUT), .id = ID_STAFF_OUT}};
    int count = 1;
    (void)since_ms;
    if (c->chosen) {
        actions[count++] =
            (struct action){.label = page_word(page, WORD_STAFF_OTHER_PERSON), .id = ID_OTHER};
        actions[count++] = staff_new_pin_action(page, &c->pin);
    }
    staff_begin(page, c->query.answer.who, STEP_STAFF_COLLEAGUES, actions, count);
    if (c->asking || !c->query.here) {
        page_empty(page, WORD_LOADING);
    } else if (c->chosen) {
        draw_result(page, c);
        staff_new_pin_draw(page, &c->pin, c->query.answer.u.colleagues.row[c->row].name);
    } else {
        draw_list(page, c);
    }
    page_end(page);
}

const struct screen screen_staff_colleagues = {.name = "staff_colleagues",
                                               .state_size = sizeof(struct colleagues),
                                               .timeout_ms = STAFF_TIMEOUT_MS,
                                               .personal = true,
                                               .enter = colleagues_enter,
                                               .touch = colleagues_touch,
                                               .answer = colleagues_answer,
                                               .lead = colleagues_lead,
                                               .draw = colleagues_draw};
