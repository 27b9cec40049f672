/* display: opens and lays out what is drawn into. */
#include "screens/shell/display.h"

#include "base/bytes.h"
#include "base/clock.h"

#include <string.h>

#define PICTURE_BYTES (12 << 20) /* two that fade, on a panel of 1080x1920 */

static enum err open_window(struct display *d, const struct glass_config *config, struct why *why) {
    struct window_config window = {.title = config->station,
                                   .width = config->width_px,
                                   .height = config->height_px,
                                   .rotation = config->rotation,
                                   .full_screen = config->full_screen};
    return window_open(&window, why, &d->window);
}

static enum err open_ui(struct display *d, const struct glass_config *config, struct why *why) {
    struct ui_config ui = {.assets_folder = config->assets_folder,
                           .blob_folder = config->blob_folder,
                           .keys = word_keys,
                           .key_count = WORD_COUNT,
                           .picture_bytes = PICTURE_BYTES,
                           .wake = window_wake,
                           .wake_arg = d->window};
    enum err e = ui_open(&d->ui, &ui, why);
    d->ui.language = strcmp(config->language, "en") == 0;
    return e;
}

enum err display_open(struct display *d, const struct glass_config *config, struct why *why) {
    enum err e = open_window(d, config, why);
    if (e == ERR_NONE) e = open_ui(d, config, why);
    if (e != ERR_NONE) return e;
    d->diagonal_mm = config->diagonal_mm;
    TEXT_COPY(d->hall.station, config->station);
    d->hall.reader_up = d->hall.store_open = true; /* until an event says otherwise */
    d->hall.utc_ms = clock_now().utc_ms;
    display_lay_out(d);
    return ERR_NONE;
}

void display_close(struct display *d) {
    motion_finish(&d->motion);
    ui_finish(&d->ui);
    window_close(d->window);
}

void display_lay_out(struct display *d) {
    int width, height;
    struct why why;
    window_size(d->window, &width, &height);
    if (width < 1 || height < 1) return; /* unplugged: the next WINDOW_REDRAW lays it out */
    struct metrics m = metrics_make(width, height, d->diagonal_mm, d->text_size, d->low);
    d->ui.theme = d->contrast ? &theme_contrast : &theme_day;
    struct pixels on = window_pixels(d->window);
    d->dirty = ui_set_metrics(&d->ui, &m, &on, &why) == ERR_NONE;
    d->frame.overflows = false;
    motion_stop(&d->motion);
}

void display_set_appearance(struct display *d, enum text_size size, bool contrast, bool low) {
    d->text_size = size;
    d->contrast = contrast;
    d->low = low;
    display_lay_out(d);
}

void display_show(struct display *d, const struct screen *screen, const void *state) {
    d->frame = (struct frame){.ui = &d->ui, .hall = &d->hall, .screen = screen, .state = state};
    d->ui.pressed = false;
    d->dirty = true;
}
