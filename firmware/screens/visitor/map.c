/* map: where members served, a tile for each province; and the grids of the village. Counts only.
 */
#include "model/province.h"
#include "screens/shell/screen.h"

#include <stdio.h>

#define COLUMNS 9
#define ROWS 10
#define FEW 3 /* smaller counts are hidden, so that no single member can be identified */

/* ISO 3166-2:CN codes, for languages whose names are too long for a tile; in the order of
 * province.h. */
static const char codes[PROVINCES][3] = {"BJ", "TJ", "HE", "SX", "NM", "LN", "JL", "HL", "SH",
                                         "JS", "ZJ", "AH", "FJ", "JX", "SD", "HA", "HB", "HN",
                                         "GD", "GX", "HI", "CQ", "SC", "GZ", "YN", "XZ", "SN",
                                         "GS", "QH", "NX", "XJ", "TW", "HK", "MO"};

enum { ID_BACK };

struct map {
    bool here;
    struct answer_map answer;
};

static void map_enter(void *state, const struct where *where, const struct outcome *outcome,
                      struct asks *asks) {
    (void)state;
    (void)where;
    (void)outcome;
    asks_add(asks, INTENT_MAP);
}

static void map_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct map *m = state;
    (void)asks;
    if (answer->kind != ANSWER_MAP) return;
    m->answer = answer->u.map;
    m->here = true;
}

static struct step map_touch(void *state, struct touched touched, struct asks *asks) {
    (void)state;
    (void)touched;
    (void)asks;
    return step_to(STEP_UP);
}

/* More members make a deeper green; the words on it stay readable. */
static void tile_colours(const struct theme *t, int count, uint32_t *ret_fill, uint32_t *ret_ink) {
    *ret_ink = count ? t->white : t->quiet;
    *ret_fill = count == 0    ? t->card
                : count >= 10 ? t->pine_mid
                : count >= 4  ? t->army
                              : t->success;
}

static void draw_tile(struct page *page, struct rect r, const char *words, int count) {
    struct ui *ui = page->ui;
    uint32_t fill, ink;
    char number[16];
    int pad = ui_u(ui, 6);
    struct rect in = rect_inset(r, pad);
    snprintf(number, sizeof number, "%d", count);
    tile_colours(ui->theme, count, &fill, &ink);
    canvas_framed_box(&ui->canvas, r, ui_u(ui, 14), fill, count ? fill : ui->theme->line,
                      ui_u(ui, 2));
    struct text_style name = ui_style(ui, FACE_BOLD, 32, 115),
                      value = ui_style(ui, FACE_SANS, 32, 115);
    name.max_lines = 1;
    int split = count ? in.h / 2 : in.h;
    canvas_words_in(&ui->canvas, (struct rect){in.x, in.y, in.w, split}, words, name,
                    ui_least_text(ui), ALIGN_CENTRE, ink);
    if (count)
        canvas_words_in(&ui->canvas, (struct rect){in.x, in.y + split, in.w, in.h - split}, number,
                        value, ui_least_text(ui), ALIGN_CENTRE, ink);
}

static void draw_provinces(struct page *page, const struct answer_map *map) {
    struct ui *ui = page->ui;
    int gap = ui_u(ui, 8), w = (page->body.w - gap * (COLUMNS - 1)) / COLUMNS, h = w;
    int most = (page->outer.h - ui_u(ui, 40)) / ROWS - gap;
    if (ui->metrics.landscape && h > most) h = most > ui_u(ui, 78) ? most : ui_u(ui, 78);
    struct rect r = page_take(page, ROWS * (h + gap));
    for (int i = 0; i < PROVINCES; i++) {
        const struct province *p = province_at(i);
        draw_tile(page, (struct rect){r.x + p->column * (w + gap), r.y + p->row * (h + gap), w, h},
                  ui->language ? codes[i] : p->name, map->served[i]);
    }
}

static void draw_grid(struct page *page, struct rect r, const char *name, const char *line) {
    struct ui *ui = page->ui;
    struct rect in = rect_inset(r, ui_u(ui, 24));
    struct text_style title = ui_style(ui, FACE_BOLD, 42, 125),
                      quiet = ui_style(ui, FACE_SANS, 36, 130);
    int split = in.h * 55 / 100;
    widget_card(ui, r, false);
    canvas_words_in(&ui->canvas, (struct rect){in.x, in.y, in.w, split}, name, title,
                    ui_least_text(ui), ALIGN_LEFT, ui->theme->ink);
    canvas_words_in(&ui->canvas, (struct rect){in.x, in.y + split, in.w, in.h - split}, line, quiet,
                    ui_least_text(ui), ALIGN_LEFT, ui->theme->quiet);
}

static void draw_grids(struct page *page, const struct answer_map *map) {
    struct ui *ui = page->ui;
    int gap = ui_u(ui, 24), w = (page->body.w - gap) / 2;
    int h = metrics_text(&ui->metrics, 42) * 125 / 100 +
            metrics_text(&ui->metrics, 36) * 130 / 100 + 2 * ui_u(ui, 28);
    if (map->grid_count)
        page_text(page, page_word(page, WORD_MAP_GRIDS), FACE_BOLD, 54, 140, ui->theme->ink);
    page_gap(page, 16);
    for (int i = 0; i < map->grid_count; i++) {
        char line[96], number[16];
        int members = map->grids[i].members;
        snprintf(number, sizeof number, "%d", members < FEW ? FEW : members);
        strings_fill(line, sizeof line,
                     page_word(page, members < FEW ? WORD_MAP_FEW : WORD_MAP_MEMBERS), "n", number,
                     NULL);
        struct rect row = i % 2 ? (struct rect){page->body.x + w + gap, page->y - h - gap, w, h}
                                : page_take(page, h);
        if (i % 2 == 0) page->y += gap;
        draw_grid(page, (struct rect){row.x, row.y, w, h}, map->grids[i].name, line);
    }
}

static int provinces_served(const struct answer_map *map) {
    int count = 0;
    for (int i = 0; i < PROVINCES; i++) count += map->served[i] > 0;
    return count;
}

static void map_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct map *m = state;
    const struct action back = {
        .label = page_word(page, WORD_BACK), .icon = "chevron-left", .id = ID_BACK};
    char line[160], members[16], provinces[16];
    (void)since_ms;
    page->any_height = true;
    page_begin(page, &back, 1);
    page_heading(page, page_word(page, WORD_HOME_MAP), "");
    if (!m->here) {
        page_empty(page, WORD_LOADING);
    } else {
        snprintf(members, sizeof members, "%d", m->answer.members);
        snprintf(provinces, sizeof provinces, "%d", provinces_served(&m->answer));
        strings_fill(line, sizeof line, page_word(page, WORD_MAP_LINE), "members", members,
                     "provinces", provinces, NULL);
        page_text(page, line, FACE_SANS, 40, 145, page->ui->theme->quiet);
        page_gap(page, 24);
        draw_provinces(page, &m->answer);
        page_gap(page, 24);
        draw_grids(page, &m->answer);
    }
    page_end(page);
}

const struct screen screen_map = {.name = "map",
                                  .state_size = sizeof(struct map),
                                  .timeout_ms = 90000,
                                  .open = true,
                                  .enter = map_enter,
                                  .touch = map_touch,
                                  .answer = map_answer,
                                  .draw = map_draw};
