/* setup_network: a cable needs no setup; a wireless network is chosen and joined.
 *
 *   state --scan--> list --network chosen--> passphrase (none where it is open) --> joined */
#include "screens/setup/page.h"
#include "screens/typing/writing.h"

#include <string.h>

enum { ID_SCAN = ID_SETUP_OWN, ID_NETWORK, ID_KEY, ID_KEYS, ID_ERASE, ID_JOIN, ID_OTHER };

#define SECRET_LEAST 8 /* the least length of a WPA passphrase */
#define KEYS_MOST 40

/* All ASCII characters that a passphrase may contain. */
static const char *const key_sets[] = {"abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                                       "1234567890", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ "};
static const char *const key_set_names[] = {"abc", "ABC", "123", "#+="};

struct network_step {
    struct setup_query query;
    bool chosen;
    char ssid[33], secret[65];
    int keys; /* of key_sets */
};

static void choose(struct network_step *s, int row, struct asks *asks) {
    const struct answer_setup *a = &s->query.answer;
    if (row >= a->wireless.count) return;
    TEXT_COPY(s->ssid, a->wireless.row[row].ssid);
    explicit_bzero(s->secret, sizeof s->secret);
    s->chosen = !a->wireless.row[row].open;
    if (!s->chosen) setup_do(asks, SETUP_JOIN, s->ssid, "");
}

static void join(struct network_step *s, struct asks *asks) {
    setup_do(asks, SETUP_JOIN, s->ssid, s->secret);
    explicit_bzero(s->secret, sizeof s->secret);
    s->chosen = false;
}

static struct step network_touch(void *state, struct touched touched, struct asks *asks) {
    struct network_step *s = state;
    struct step step;
    size_t n = strlen(s->secret);
    if (touched.id == ID_SETUP_NEXT)
        return step_with(STEP_STAFF_PAIR, &(struct where){.setup = true});
    if (setup_touched(touched, STEP_SETUP_ZONE, STEP_STAFF_PAIR, &step)) return step;
    if (touched.id == ID_SCAN) setup_do(asks, SETUP_SCAN, "", "");
    if (touched.id == ID_NETWORK) choose(s, touched.arg, asks);
    if (touched.id == ID_OTHER) s->chosen = false;
    if (touched.id == ID_KEYS) s->keys = touched.arg;
    if (touched.id == ID_KEY && n + 1 < sizeof s->secret - 1) s->secret[n] = (char)touched.arg;
    if (touched.id == ID_ERASE && n > 0) s->secret[n - 1] = 0;
    if (touched.id == ID_JOIN && n >= SECRET_LEAST) join(s, asks);
    return step_to(STEP_REDRAW);
}

static void draw_list(struct page *page, const struct answer_setup *a) {
    struct form_button buttons[SETUP_NETWORKS];
    for (int i = 0; i < a->wireless.count; i++)
        buttons[i] = (struct form_button){a->wireless.row[i].ssid, STYLE_PLAIN, ID_NETWORK, i};
    setup_line(page, a->wireless.count ? WORD_SETUP_WIRELESS_CHOOSE : WORD_SETUP_WIRELESS_NONE);
    form_buttons(page, buttons, a->wireless.count);
}

static void draw_wireless(struct page *page, const struct answer_setup *a) {
    char words[256];
    switch (a->wireless.state) {
    case WIRELESS_NONE:
        return;
    case WIRELESS_LOOKING:
        setup_line(page, WORD_SETUP_WIRELESS_LOOKING);
        return;
    case WIRELESS_JOINING:
        setup_line(page, WORD_SETUP_WIRELESS_JOINING);
        return;
    case WIRELESS_SEEN:
        draw_list(page, a);
        return;
    case WIRELESS_JOINED:
        form_message(page, page_word(page, WORD_SETUP_WIRELESS_JOINED), true);
        return;
    case WIRELESS_FAILED:
        break;
    }
    if (a->wireless.code == ERR_NOT_FOUND) {
        setup_line(page, WORD_SETUP_WIRELESS_UNABLE);
        return;
    }
    strings_fill(words, sizeof words, page_word(page, WORD_SETUP_WIRELESS_FAILED), "code",
                 err_name(a->wireless.code), NULL);
    form_message(page, words, false);
}

static void draw_state(struct page *page, const struct network_step *s) {
    const struct answer_setup *a = &s->query.answer;
    bool busy = a->wireless.state == WIRELESS_LOOKING || a->wireless.state == WIRELESS_JOINING;
    const struct form_button scan = {page_word(page, WORD_SETUP_SCAN),
                                     busy ? STYLE_OFF : STYLE_PLAIN, ID_SCAN, 0};
    char words[192];
    strings_fill(words, sizeof words, page_word(page, WORD_SETUP_NETWORK_UP), "networks",
                 a->networks, NULL);
    if (a->networks_up)
        form_message(page, words, true);
    else
        setup_line(page, WORD_SETUP_NETWORK_DOWN);
    form_buttons(page, &scan, 1);
    draw_wireless(page, a);
}

/* The passphrase is shown while it is typed: in many halls it hangs on the wall, and a typing error
 * would cost more time. */
static void draw_secret(struct page *page, const struct network_step *s) {
    struct ui *ui = page->ui;
    struct button keys[KEYS_MOST];
    char labels[KEYS_MOST][2], words[96];
    const struct form_button sets[] = {
        {key_set_names[0], s->keys == 0 ? STYLE_CHOSEN : STYLE_PLAIN, ID_KEYS, 0},
        {key_set_names[1], s->keys == 1 ? STYLE_CHOSEN : STYLE_PLAIN, ID_KEYS, 1},
        {key_set_names[2], s->keys == 2 ? STYLE_CHOSEN : STYLE_PLAIN, ID_KEYS, 2},
        {key_set_names[3], s->keys == 3 ? STYLE_CHOSEN : STYLE_PLAIN, ID_KEYS, 3},
        {page_word(page, WORD_PHONE_DELETE), s->secret[0] ? STYLE_PLAIN : STYLE_OFF, ID_ERASE, 0}};
    const struct form_button ends[] = {
        {page_word(page, WORD_SETUP_WIRELESS_OTHER), STYLE_PLAIN, ID_OTHER, 0},
        {page_word(page, WORD_SETUP_WIRELESS_JOIN),
         strlen(s->secret) >= SECRET_LEAST ? STYLE_PRIMARY : STYLE_OFF, ID_JOIN, 0}};
    int count = 0;
    strings_fill(words, sizeof words, page_word(page, WORD_SETUP_SECRET), "name", s->ssid, NULL);
    page_text(page, words, FACE_SANS, 42, 150, ui->theme->ink);
    struct rect r = page_take(page, metrics_control(&ui->metrics, 104));
    canvas_framed_box(&ui->canvas, r, ui_u(ui, 20), ui->theme->card, ui->theme->line, ui_u(ui, 3));
    canvas_words_in(&ui->canvas, rect_inset(r, ui_u(ui, 16)), s->secret,
                    ui_style(ui, FACE_BOLD, 52, 120), ui_least_text(ui), ALIGN_LEFT,
                    ui->theme->ink);
    page_gap(page, 24);
    for (const char *k = key_sets[s->keys]; *k; k++, count++) {
        labels[count][0] = *k;
        labels[count][1] = 0;
        keys[count] = (struct button){
            .label = *k == ' ' ? "␣" : labels[count], .id = ID_KEY, .arg = *k, .units = 48};
    }
    write_keys_row(page, keys, count);
    form_buttons(page, sets, ARRAY_LENGTH(sets));
    form_buttons(page, ends, ARRAY_LENGTH(ends));
}

static void network_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct network_step *s = state;
    (void)since_ms;
    setup_begin(page, 6, WORD_SETUP_NETWORK);
    setup_trouble(page, &s->query);
    if (s->chosen)
        draw_secret(page, s);
    else if (s->query.here)
        draw_state(page, s);
    else
        page_empty(page, WORD_LOADING);
    page_end(page);
}

static void network_answer(void *state, const struct answer *answer, struct asks *asks) {
    (void)asks;
    setup_query_take(&((struct network_step *)state)->query, answer);
}

const struct screen screen_setup_network = {.name = "setup_network",
                                            .state_size = sizeof(struct network_step),
                                            .enter = setup_enter,
                                            .touch = network_touch,
                                            .answer = network_answer,
                                            .outcome = setup_keep_tap,
                                            .draw = network_draw};
