/* setup_panel: the rotation of the panel, and whether touches land where the finger is. */
#include "screens/setup/page.h"

#include <stdio.h>

enum { ID_TURN = ID_SETUP_OWN, ID_CORNER };

#define PANEL_CORNERS 4

struct panel_step {
    struct setup_query query;
    bool touched[PANEL_CORNERS];
};

static struct step panel_touch(void *state, struct touched touched, struct asks *asks) {
    struct panel_step *s = state;
    struct step step;
    char degrees[16];
    if (setup_touched(touched, STEP_SETUP_NAME, STEP_SETUP_READER, &step)) return step;
    if (touched.id == ID_CORNER) s->touched[touched.arg] = true;
    if (touched.id == ID_TURN && s->query.here) {
        snprintf(degrees, sizeof degrees, "%d", (s->query.answer.rotation + 90) % 360);
        setup_do(asks, SETUP_ROTATION, degrees, "");
    }
    return step_to(STEP_REDRAW);
}

/* In the four corners of the rest of the body. */
static void draw_corners(struct page *page, const struct panel_step *s) {
    struct ui *ui = page->ui;
    int w = (page->body.w - ui_u(ui, 48)) / 2, h = metrics_control(&ui->metrics, 110);
    int most = ui_u(ui, 360 * ui->metrics.zoom), room = page_room(page);
    if (w > most) w = most;
    if (room < 2 * h + ui_u(ui, 24)) room = 2 * h + ui_u(ui, 24);
    struct rect r = page_take(page, room);
    for (int i = 0; i < PANEL_CORNERS; i++) {
        struct button corner = {
            .label = page_word(page, s->touched[i] ? WORD_SETUP_CORNER_GOOD : WORD_SETUP_CORNER),
            .icon = s->touched[i] ? "check" : NULL,
            .style = s->touched[i] ? STYLE_CHOSEN : STYLE_PLAIN,
            .id = ID_CORNER,
            .arg = i};
        widget_button(ui,
                      (struct rect){i % 2 ? r.x + r.w - w : r.x, i / 2 ? r.y + r.h - h : r.y, w, h},
                      &corner);
    }
}

static void panel_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct panel_step *s = state;
    const struct form_button turn = {page_word(page, WORD_SETUP_TURN), STYLE_PLAIN, ID_TURN, 0};
    (void)since_ms;
    setup_begin(page, 3, WORD_SETUP_PANEL);
    setup_trouble(page, &s->query);
    form_buttons(page, &turn, 1);
    setup_line(page, WORD_SETUP_TOUCH);
    draw_corners(page, s);
    page_end(page);
}

static void panel_answer(void *state, const struct answer *answer, struct asks *asks) {
    (void)asks;
    setup_query_take(&((struct panel_step *)state)->query, answer);
}

const struct screen screen_setup_panel = {.name = "setup_panel",
                                          .state_size = sizeof(struct panel_step),
                                          .enter = setup_enter,
                                          .touch = panel_touch,
                                          .answer = panel_answer,
                                          .outcome = setup_keep_tap,
                                          .draw = panel_draw};
