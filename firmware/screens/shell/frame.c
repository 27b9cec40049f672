/* frame: a page is drawn once, and a second time when the scroll buttons appear or disappear. A
 * body that fits beside the buttons also fits without them, so drawing always settles. */
#include "screens/shell/frame.h"

#include "screens/widgets/chrome.h"

#include <stdio.h>

static void draw_warning(struct frame *frame) {
    struct ui *ui = frame->ui;
    const struct theme *t = ui->theme;
    char seconds[24], words[160];
    int w = ui->metrics.width, h = ui->metrics.height, pad = ui_u(ui, 48);
    int card_w = w - 2 * pad < ui_u(ui, 984) ? w - 2 * pad : ui_u(ui, 984);
    int button_h = metrics_control(&ui->metrics, 170),
        line_h = metrics_text(&ui->metrics, 54) * 3 / 2;
    int bottom = ui->metrics.landscape
                     ? h
                     : h - chrome_dock_height(
                               ui); /* the dock stays visible: the next person can still tap */
    struct rect card = {(w - card_w) / 2, bottom - button_h - line_h - 4 * pad, card_w,
                        button_h + line_h + 3 * pad};
    ui->walk.count = 0; /* controls behind the question cannot be touched */
    canvas_fill(&ui->canvas, ui->canvas.clip, colour_with_alpha(t->pine, 170));
    widget_card(ui, card, false);
    snprintf(seconds, sizeof seconds, "%d", (int)((frame->left_ms + 999) / 1000));
    strings_fill(words, sizeof words, ui_word(ui, WORD_WARN_LEFT), "n", seconds, NULL);
    canvas_words_in(&ui->canvas,
                    (struct rect){card.x + pad, card.y + pad, card.w - 2 * pad, line_h}, words,
                    ui_style(ui, FACE_SANS, 48, 140), ui_least_text(ui), ALIGN_CENTRE, t->ink);
    struct button button = {.label = ui_word(ui, WORD_WARN_STAY),
                            .style = STYLE_PRIMARY,
                            .id = ID_STAY_LONGER,
                            .units = 60};
    widget_button(
        ui, (struct rect){card.x + pad, card.y + 2 * pad + line_h, card.w - 2 * pad, button_h},
        &button);
}

static void draw_once(struct frame *frame) {
    struct page page = {.ui = frame->ui,
                        .hall = frame->hall,
                        .left_ms = frame->left_ms,
                        .scroll_px = frame->scroll_px,
                        .overflows = frame->overflows,
                        .reading = frame->reading,
                        .reads_all = frame->reads_all,
                        .can_record = frame->can_record,
                        .voice_note = frame->voice_note,
                        .warning = frame->warning};
    ui_begin(frame->ui);
    frame->screen->draw(frame->state, frame->since_ms, &page);
    frame->content_px = page.content_px;
    frame->room_px = page.body.h;
}

void frame_script(struct frame *frame, struct script *ret_script) {
    script_begin(ret_script);
    frame->ui->canvas.script = ret_script;
    draw_once(frame);
    frame->ui->canvas.script = NULL;
}

int frame_scroll_most(const struct frame *frame) {
    int most = frame->content_px - frame->room_px;
    return most > 0 ? most : 0;
}

void frame_draw(struct frame *frame) {
    for (int pass = 0; pass < 3; pass++) {
        draw_once(frame);
        bool overflows = frame->content_px > frame->room_px;
        int most = frame_scroll_most(frame);
        bool settled = overflows == frame->overflows && frame->scroll_px <= most;
        frame->overflows = overflows;
        if (frame->scroll_px > most) frame->scroll_px = most;
        if (settled) break;
    }
    if (frame->warning) draw_warning(frame);
}
