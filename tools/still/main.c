/* still: draws the picture of the out-of-order page. It has no clock and no other text that could
 * become wrong while the picture is shown.
 *
 *   muster-still ASSETS WIDTHxHEIGHT CODE picture.png */
#include "screens/widgets/words.h"
#include "ui/png.h"
#include "ui/widget.h"

#include <stdio.h>
#include <stdlib.h>

#define COLUMN_UNITS 920

static int put(struct ui *ui, int x, int y, int width, const char *words, enum face face,
               double units, uint32_t colour) {
    return y + canvas_words(&ui->canvas, x, y, width, words, ui_style(ui, face, units, 150),
                            ALIGN_CENTRE, colour);
}

static void draw(struct ui *ui, const char *code) {
    const struct theme *t = ui->theme;
    struct rect all = {0, 0, ui->metrics.width, ui->metrics.height};
    int icon = ui_u(ui, 150), width = ui_u(ui, COLUMN_UNITS), x = (all.w - width) / 2;
    int y = all.h / 2 - ui_u(ui, 430);
    char line[96];
    ui_begin(ui);
    canvas_fill(&ui->canvas, all, t->paper);
    canvas_icon(&ui->canvas, "wrench", (all.w - icon) / 2, y, icon, t->bronze);
    y = put(ui, x, y + icon + ui_u(ui, 32), width, ui_word(ui, WORD_STILL_TITLE), FACE_SERIF, 84,
            t->ink);
    y = put(ui, x, y + ui_u(ui, 24), width, ui_word(ui, WORD_STILL_LINE), FACE_SANS, 46, t->ink);
    y = put(ui, x, y + ui_u(ui, 28), width, ui_word(ui, WORD_OUT_ASK), FACE_BOLD, 46, t->army);
    strings_fill(line, sizeof line, ui_word(ui, WORD_OUT_CODE), "code", code, NULL);
    put(ui, x, y + ui_u(ui, 40), width, line, FACE_SANS, 40, t->quiet);
}

static enum err run(char **argv, int width, int height, struct why *why) {
    struct ui ui = {0};
    struct ui_config config = {
        .assets_folder = argv[1], .blob_folder = "/", .keys = word_keys, .key_count = WORD_COUNT};
    struct metrics metrics = metrics_make(width, height, 0, TEXT_NORMAL, false);
    enum err e = ui_open(&ui, &config, why);
    if (e != ERR_NONE) return e;
    ui.theme = &theme_day;
    e = ui_set_metrics(&ui, &metrics, NULL, why);
    if (e == ERR_NONE) draw(&ui, argv[3]);
    if (e == ERR_NONE) e = png_write(&ui.canvas.pixels, argv[4], why);
    ui_finish(&ui);
    return e;
}

int main(int argc, char **argv) {
    struct why why = {0};
    int width = 0, height = 0;
    if (argc != 5 || sscanf(argv[2], "%dx%d", &width, &height) != 2 || width < 1 || height < 1) {
        fprintf(stderr, "muster-still ASSETS WIDTHxHEIGHT CODE picture.png\n");
        return 2;
    }
    enum err e = run(argv, width, height, &why);
    if (e != ERR_NONE) fprintf(stderr, "muster-still: %s\n", why.text);
    return e == ERR_NONE ? 0 : 1;
}
