/* staff_pair: pairs the kiosk with its station.
 *
 *   address, typed or found --> fingerprint, compared --> code --> (cards?) --> paired
 *
 * The page holds what was typed. The progress comes from the forward thread through the desk. */
#include "screens/setup/page.h"
#include "screens/staff/page.h"

#include <stdio.h>
#include <string.h>

#define CODE_DIGITS 8

enum {
    ID_FIND = ID_STAFF_OWN,
    ID_FOUND, /* arg: which */
    ID_NEXT,
    ID_SAME,
    ID_AGAIN,
    ID_GO,
    ID_AGREE,
    ID_UNPAIR,
    ID_OTHER,
    ID_SETUP_END
};

struct pairing_page {
    struct staff_scope scope;
    struct staff_query query;
    char address[ADDRESS_SIZE], code[CODE_DIGITS + 1];
    bool same;  /* staff have compared the fingerprint */
    bool other; /* paired, but staff want another station */
    bool sure;  /* unpairing was touched once and needs a second touch */
    bool setup; /* the last page of the setup wizard: nobody is signed in */
    struct staff_acted acted;
};

static const struct staff_pair *pair_of(const struct pairing_page *p) {
    return &p->query.answer.u.pair;
}

static enum pair_stage stage_of(const struct pairing_page *p) {
    return p->query.here ? pair_of(p)->pair.stage : PAIR_NONE;
}

static void pair_enter(void *state, const struct where *where, const struct outcome *outcome,
                       struct asks *asks) {
    struct pairing_page *p = state;
    (void)outcome;
    p->scope = where->staff;
    p->setup = where->setup;
    staff_query(asks, STAFF_PAIR, &p->scope);
}

static void pair_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct pairing_page *p = state;
    staff_query_take(&p->query, answer, STAFF_PAIR);
    if (!staff_acted_take(&p->acted, answer)) return;
    staff_query(asks, STAFF_PAIR, &p->scope);
}

static struct step pair_lead(const void *state) {
    const struct pairing_page *p = state;
    return step_to(p->query.gone ? STEP_DONE : STEP_STAY);
}

static bool pair_outcome(void *state, const struct outcome *outcome, struct asks *asks) {
    return ((const struct pairing_page *)state)->setup && setup_keep_tap(state, outcome, asks);
}

static void act(struct asks *asks, enum staff_action what, const char *text) {
    struct staff_do *action = staff_act(asks, what);
    TEXT_COPY(action->text, text);
}

static void type(struct pairing_page *p, struct touched touched) {
    bool code = p->same;
    char *text = code ? p->code : p->address;
    size_t n = strlen(text), most = code ? CODE_DIGITS : 60;
    if (touched.id == ID_STAFF_KEY && n < most) text[n] = (char)touched.arg;
    if (touched.id == ID_STAFF_ERASE && n > 0) text[n - 1] = 0;
    if (touched.id == ID_STAFF_CLEAR) memset(text, 0, n);
}

static void start_again(struct pairing_page *p, struct asks *asks) {
    p->same = p->acted.here = p->sure = false;
    memset(p->code, 0, sizeof p->code);
    act(asks, STAFF_PAIR_CANCEL, "");
}

static struct step pair_touch(void *state, struct touched touched, struct asks *asks) {
    struct pairing_page *p = state;
    struct step step;
    if (p->setup && setup_touched(touched, STEP_SETUP_NETWORK, STEP_STAY, &step)) return step;
    if (staff_touched(touched, &p->scope, &step)) return step;
    switch (touched.id) {
    case ID_FIND:
        act(asks, STAFF_PAIR_FIND, "");
        break;
    case ID_FOUND:
        act(asks, STAFF_PAIR_REACH, pair_of(p)->pair.found[touched.arg].address);
        break;
    case ID_NEXT:
        if (p->address[0]) act(asks, STAFF_PAIR_REACH, p->address);
        break;
    case ID_SAME:
        p->same = true;
        break;
    case ID_AGAIN:
        start_again(p, asks);
        break;
    case ID_GO:
        if (strlen(p->code) == CODE_DIGITS) act(asks, STAFF_PAIR_CODE, p->code);
        break;
    case ID_AGREE:
        act(asks, STAFF_PAIR_AGREE, "");
        break;
    case ID_OTHER:
        p->other = true;
        start_again(p, asks);
        break;
    case ID_SETUP_END:
        setup_do(asks, SETUP_END, "", "");
        break;
    case ID_UNPAIR:
        if (p->sure) act(asks, STAFF_UNPAIR, "");
        p->sure = !p->sure;
        break;
    default:
        type(p, touched);
        break;
    }
    return step_to(STEP_REDRAW);
}

static void draw_field(struct page *page, const char *text, enum word hint) {
    struct ui *ui = page->ui;
    struct rect r = page_take(page, metrics_control(&ui->metrics, 104));
    canvas_framed_box(&ui->canvas, r, ui_u(ui, 20), ui->theme->card, ui->theme->line, ui_u(ui, 3));
    canvas_words_in(&ui->canvas, rect_inset(r, ui_u(ui, 16)),
                    text[0] ? text : page_word(page, hint),
                    ui_style(ui, text[0] ? FACE_BOLD : FACE_SANS, text[0] ? 52 : 36, 120),
                    ui_least_text(ui), ALIGN_LEFT, text[0] ? ui->theme->ink : ui->theme->quiet);
    page_gap(page, 24);
}

/* Digits and punctuation come before letters: most addresses are numeric. */
static void draw_keys(struct page *page, bool typed) {
    static const char keys[] = "1234567890.:-abcdefghijklmnopqrstuvwxyz";
    static const int widths[] = {10, 8, 6, 5};
    struct ui *ui = page->ui;
    int gap = ui_u(ui, 24), least = ui->metrics.touch_px, which = 0;
    while (which < 3 && (page->body.w + gap) / (least + gap) < widths[which]) which++;
    int columns = widths[which], w = (page->body.w - (columns - 1) * gap) / columns,
        h = metrics_control(&ui->metrics, ui->metrics.landscape ? 84 : 100);
    int count = (int)strlen(keys), cells = count + 4;
    struct rect pad = page_take(page, (cells + columns - 1) / columns * (h + gap));
    for (int i = 0, at = 0; i < count + 2; i++) {
        char label[2] = {i < count ? keys[i] : 0, 0};
        int wide = i < count ? 1 : 2;
        struct button key = {.label = label, .id = ID_STAFF_KEY, .arg = label[0], .units = 48};
        if (i >= count)
            key = (struct button){
                .label = page_word(page, i == count ? WORD_PHONE_DELETE : WORD_PHONE_CLEAR),
                .id = i == count ? ID_STAFF_ERASE : ID_STAFF_CLEAR,
                .style = typed ? STYLE_PLAIN : STYLE_OFF,
                .units = 32};
        if (at % columns + wide > columns) at += columns - at % columns;
        widget_button(ui,
                      (struct rect){pad.x + at % columns * (w + gap),
                                    pad.y + at / columns * (h + gap), wide * (w + gap) - gap, h},
                      &key);
        at += wide;
    }
    page_gap(page, 24);
}

static void draw_found(struct page *page, const struct link_pair *pair) {
    struct form_button buttons[STATIONS_FOUND];
    char labels[STATIONS_FOUND][TITLE_SIZE + ADDRESS_SIZE + 4];
    if (pair->looking) form_message(page, page_word(page, WORD_STAFF_PAIR_LOOKING), true);
    for (int i = 0; i < pair->found_count; i++) {
        snprintf(labels[i], sizeof labels[i], "%s · %s", pair->found[i].name,
                 pair->found[i].address);
        buttons[i] = (struct form_button){labels[i], STYLE_PLAIN, ID_FOUND, i};
    }
    form_buttons(page, buttons, pair->found_count);
}

static void draw_address(struct page *page, const struct pairing_page *p) {
    draw_found(page, &pair_of(p)->pair);
    draw_field(page, p->address, WORD_STAFF_PAIR_HINT);
    draw_keys(page, p->address[0] != 0);
}

static void draw_fingerprint(struct page *page, const struct pairing_page *p) {
    struct ui *ui = page->ui;
    page_text(page, page_word(page, WORD_STAFF_PAIR_COMPARE), FACE_SANS, 42, 150, ui->theme->ink);
    page_gap(page, 24);
    page_text(page, pair_of(p)->pair.fingerprint, FACE_BOLD, 64, 150, ui->theme->ink);
    page_gap(page, 24);
}

static void draw_code(struct page *page, const struct pairing_page *p) {
    draw_field(page, p->code, WORD_STAFF_PAIR_CODE);
    staff_digits(page, p->code[0] != 0);
    page_gap(page, 8);
}

static void draw_failed(struct page *page, enum link_trouble trouble) {
    char words[256];
    snprintf(words, sizeof words, "%s (%s)", staff_trouble_words(page, trouble),
             link_code(trouble));
    form_message(page, words, false);
    page_text(page, staff_link_advice(page, trouble), FACE_SANS, 42, 150, page->ui->theme->ink);
}

static void draw_paired(struct page *page, const struct link_state *link) {
    form_line(page, page_word(page, WORD_STAFF_STATION_NAME), link->station);
    form_line(page, page_word(page, WORD_STAFF_STATION_ADDRESS), link->address);
    form_line(page, page_word(page, WORD_STAFF_QUEUE_STATE), staff_link_words(page, link));
}

static bool shows_paired(const struct pairing_page *p) {
    return pair_of(p)->link.paired && !p->other && stage_of(p) == PAIR_NONE;
}

/* The main action of the current state; with none, count does not change. */
static int actions_of(const struct page *page, const struct pairing_page *p,
                      struct action *actions) {
    bool full = strlen(p->code) == CODE_DIGITS;
    enum pair_stage stage = stage_of(p);
    int n = 1;
    actions[0] = (struct action){.label = page_word(page, WORD_STAFF_OUT), .id = ID_STAFF_OUT};
    if (p->setup)
        actions[0] = (struct action){
            .label = page_word(page, WORD_STEP_BACK), .icon = "chevron-left", .id = ID_SETUP_BACK};
#define ADD(word, l, i)                                                                            \
    actions[n++] = (struct action) {                                                               \
        .label = page_word(page, word), .style = l, .id = i                                        \
    }
    if (shows_paired(p)) {
        ADD(p->sure ? WORD_STAFF_UNPAIR_SURE : WORD_STAFF_UNPAIR, STYLE_DANGER, ID_UNPAIR);
        ADD(WORD_STAFF_PAIR_OTHER, STYLE_PLAIN, ID_OTHER);
    } else if (stage == PAIR_NONE) {
        ADD(WORD_STAFF_PAIR_FIND, STYLE_PLAIN, ID_FIND);
        ADD(WORD_STAFF_PAIR_NEXT, p->address[0] ? STYLE_PRIMARY : STYLE_OFF, ID_NEXT);
    } else if (stage == PAIR_FINGERPRINT) {
        ADD(WORD_STAFF_PAIR_AGAIN, STYLE_PLAIN, ID_AGAIN);
        if (p->same)
            ADD(WORD_STAFF_PAIR_GO, full ? STYLE_PRIMARY : STYLE_OFF, ID_GO);
        else
            ADD(WORD_STAFF_PAIR_SAME, STYLE_PRIMARY, ID_SAME);
    } else if (stage == PAIR_CARDS) {
        ADD(WORD_STAFF_PAIR_AGAIN, STYLE_PLAIN, ID_AGAIN);
        ADD(WORD_STAFF_PAIR_GO_ON, STYLE_DANGER, ID_AGREE);
    } else {
        ADD(WORD_STAFF_PAIR_AGAIN, STYLE_PLAIN, ID_AGAIN);
    }
#undef ADD
    return n;
}

static void draw_stage(struct page *page, const struct pairing_page *p) {
    char n[16], words[256];
    switch (stage_of(p)) {
    case PAIR_NONE:
        if (shows_paired(p))
            draw_paired(page, &pair_of(p)->link);
        else
            draw_address(page, p);
        return;
    case PAIR_REACHING:
    case PAIR_ASKING:
        page_text(page, page_word(page, WORD_STAFF_PAIR_REACHING), FACE_SANS, 42, 150,
                  page->ui->theme->quiet);
        return;
    case PAIR_FINGERPRINT:
        draw_fingerprint(page, p);
        if (p->same) draw_code(page, p);
        return;
    case PAIR_CARDS:
        snprintf(n, sizeof n, "%d", pair_of(p)->pair.cards);
        strings_fill(words, sizeof words, page_word(page, WORD_STAFF_PAIR_CARDS), "n", n, NULL);
        form_message(page, words, false);
        return;
    case PAIR_DONE:
        strings_fill(words, sizeof words, page_word(page, WORD_STAFF_PAIR_DONE), "name",
                     pair_of(p)->pair.station, NULL);
        form_message(page, words, true);
        return;
    case PAIR_FAILED:
        draw_failed(page, pair_of(p)->pair.trouble);
        return;
    }
}

/* The setup wizard ends here, paired or not. */
static void draw_end(struct page *page, const struct pairing_page *p) {
    bool paired = pair_of(p)->link.paired;
    const struct form_button end = {page_word(page, WORD_SETUP_END),
                                    paired ? STYLE_PRIMARY : STYLE_PLAIN, ID_SETUP_END, 0};
    setup_line(page, paired ? WORD_SETUP_END_LINE : WORD_SETUP_PAIR_LINE);
    form_buttons(page, &end, 1);
}

static void pair_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct pairing_page *p = state;
    struct action actions[4];
    int count = actions_of(page, p, actions);
    (void)since_ms;
    if (p->setup) setup_dock(page);
    if (p->setup)
        page_begin(page, actions, count);
    else
        staff_begin(page, p->query.answer.who, STEP_STAFF_PAIR, actions, count);
    page_heading(page, page_word(page, WORD_STAFF_PAIR_TITLE), "");
    if (p->setup) draw_end(page, p);
    if (p->acted.here && p->acted.done.result != STAFF_OK)
        form_message(page, staff_result_words(page, &p->acted.done), false);
    draw_stage(page, p);
    page_end(page);
}

const struct screen screen_staff_pair = {.name = "staff_pair",
                                         .state_size = sizeof(struct pairing_page),
                                         .timeout_ms = STAFF_TIMEOUT_MS,
                                         .personal = true,
                                         .enter = pair_enter,
                                         .touch = pair_touch,
                                         .answer = pair_answer,
                                         .lead = pair_lead,
                                         .outcome = pair_outcome,
                                         .draw = pair_draw};
