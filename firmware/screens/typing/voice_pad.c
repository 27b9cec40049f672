/* voice_pad: one large record key, a level meter and the length; afterwards play and delete. */
#include "screens/typing/writing.h"

#include <stdio.h>

#define METER_BARS 24

/* Bars that grow taller to the right; as many are lit as the sound is loud. */
static void draw_meter(struct page *page, const struct voice_note_state *note) {
    struct ui *ui = page->ui;
    struct rect row = page_take(page, ui_u(ui, 110));
    int gap = ui_u(ui, 8), width = (row.w - (METER_BARS - 1) * gap) / METER_BARS;
    for (int i = 0; i < METER_BARS; i++) {
        bool lit = note->level * METER_BARS > i * 100;
        int height = row.h * (6 + i) / (6 + METER_BARS);
        canvas_box(&ui->canvas,
                   (struct rect){row.x + i * (width + gap), row.y + row.h - height, width, height},
                   ui_u(ui, 6), lit ? ui->theme->success : ui->theme->line);
    }
    page_gap(page, 24);
}

static void draw_length(struct page *page, const struct voice_note_state *note) {
    char n[16], words[48];
    bool kept = note->kind == VOICE_NOTE_KEPT || note->kind == VOICE_NOTE_PLAYING;
    snprintf(n, sizeof n, "%d", (note->ms + (kept ? 999 : 0)) / 1000);
    strings_fill(words, sizeof words, page_word(page, kept ? WORD_VOICE_LENGTH : WORD_VOICE_OF),
                 "n", n, NULL);
    page_text(page, words, FACE_BOLD, 54, 130, page->ui->theme->ink);
    page_gap(page, 12);
}

static void draw_keys(struct page *page, enum voice_note_kind kind) {
    const struct button start = {.label = page_word(page, WORD_VOICE_RECORD),
                                 .style = STYLE_PRIMARY,
                                 .id = ID_VOICE_NOTE,
                                 .arg = VOICE_NOTE_RECORD,
                                 .units = 54},
                        end = {.label = page_word(page, WORD_VOICE_STOP),
                               .style = STYLE_DANGER,
                               .id = ID_VOICE_NOTE,
                               .arg = VOICE_NOTE_STOP,
                               .units = 54};
    const struct button kept[] = {
        {.label =
             page_word(page, kind == VOICE_NOTE_PLAYING ? WORD_VOICE_SILENCE : WORD_VOICE_PLAY),
         .icon = kind == VOICE_NOTE_PLAYING ? NULL : "volume-2",
         .id = ID_VOICE_NOTE,
         .arg = kind == VOICE_NOTE_PLAYING ? VOICE_NOTE_STOP : VOICE_NOTE_PLAY,
         .units = 46},
        {.label = page_word(page, WORD_VOICE_DISCARD),
         .icon = "delete",
         .id = ID_VOICE_NOTE,
         .arg = VOICE_NOTE_DISCARD,
         .units = 46}};
    struct rect row = page_take(page, metrics_control(&page->ui->metrics, 150));
    int gap = ui_u(page->ui, 24), half = (row.w - gap) / 2;
    if (kind == VOICE_NOTE_NONE) widget_button(page->ui, row, &start);
    if (kind == VOICE_NOTE_RECORDING) widget_button(page->ui, row, &end);
    if (kind != VOICE_NOTE_KEPT && kind != VOICE_NOTE_PLAYING) return;
    for (int i = 0; i < 2; i++)
        widget_button(page->ui, (struct rect){row.x + i * (half + gap), row.y, half, row.h},
                      &kept[i]);
}

void voice_pad_draw(const struct writing *writing, struct page *page, int64_t since_ms) {
    static const enum word lines[] = {
        [VOICE_NOTE_NONE] = WORD_VOICE_LINE,
        [VOICE_NOTE_RECORDING] = WORD_VOICE_NOW,
        [VOICE_NOTE_KEPT] = WORD_VOICE_KEPT,
        [VOICE_NOTE_PLAYING] = WORD_VOICE_KEPT,
        [VOICE_NOTE_NO_MICROPHONE] = WORD_VOICE_NO_MICROPHONE,
    };
    const struct voice_note_state *note = &page->voice_note;
    (void)writing;
    (void)since_ms;
    page_text(page, page_word(page, lines[note->kind]), FACE_SANS, 42, 150, page->ui->theme->ink);
    page_gap(page, 24);
    if (note->kind == VOICE_NOTE_NO_MICROPHONE) return;
    if (note->kind == VOICE_NOTE_NONE || note->kind == VOICE_NOTE_RECORDING) draw_meter(page, note);
    draw_length(page, note);
    draw_keys(page, note->kind);
    page_gap(page, 24);
}
