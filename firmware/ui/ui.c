/* ui: opens the toolkit's parts in order and closes them in reverse. */
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const language_files[2] = {"zh_CN.ini", "en.ini"};

static enum err open_languages(struct ui *ui, const struct ui_config *config, struct why *why) {
    for (int i = 0; i < 2; i++) {
        char path[400];
        snprintf(path, sizeof path, "%s/strings/%s", config->assets_folder, language_files[i]);
        enum err e = strings_open(path, config->keys, config->key_count, why, &ui->languages[i]);
        if (e) return e;
    }
    return ERR_NONE;
}

enum err ui_open(struct ui *ui, const struct ui_config *config, struct why *why) {
    char icons[400];
    memset(ui, 0, sizeof *ui);
    snprintf(icons, sizeof icons, "%s/icons", config->assets_folder);
    enum err e = open_languages(ui, config, why);
    if (!e) e = text_open(why, &ui->canvas.text);
    if (!e) e = icons_open(icons, why, &ui->canvas.icons);
    if (!e)
        e = pictures_open(config->blob_folder, config->picture_bytes, config->wake,
                          config->wake_arg, why, &ui->canvas.pictures);
    if (e) {
        ui_finish(ui);
        return e;
    }
    ui->canvas.walk = &ui->walk;
    ui->canvas.corners = &ui->corners;
    ui->theme = &theme_day;
    return ERR_NONE;
}

void ui_finish(struct ui *ui) {
    pictures_close(ui->canvas.pictures);
    icons_close(ui->canvas.icons);
    text_close(ui->canvas.text);
    for (int i = 0; i < 2; i++) strings_close(ui->languages[i]);
    corners_finish(&ui->corners);
    free(ui->own_pixels);
    memset(ui, 0, sizeof *ui);
}

enum err ui_set_metrics(struct ui *ui, const struct metrics *metrics, const struct pixels *on,
                        struct why *why) {
    struct pixels *pixels = &ui->canvas.pixels;
    bool lent = on && on->at && on->width == metrics->width && on->height == metrics->height;
    if (!lent &&
        !(ui->own_pixels && pixels->width == metrics->width && pixels->height == metrics->height)) {
        uint32_t *at = calloc((size_t)metrics->width * metrics->height, sizeof *at);
        if (!at)
            return why_set(why, ERR_NO_MEMORY, "no memory for a panel of %dx%d", metrics->width,
                           metrics->height);
        free(ui->own_pixels);
        ui->own_pixels = at;
        *pixels = (struct pixels){at, metrics->width, metrics->height, metrics->width};
    }
    if (lent) {
        free(ui->own_pixels);
        ui->own_pixels = NULL;
        *pixels = *on;
    }
    ui->metrics = *metrics;
    return ERR_NONE;
}

void ui_begin(struct ui *ui) {
    ui->canvas.clip = (struct rect){0, 0, ui->metrics.width, ui->metrics.height};
    ui->canvas.waiting = false;
    walk_begin(&ui->walk);
    pictures_turn(ui->canvas.pictures);
}

const char *ui_word(const struct ui *ui, int key) {
    return strings_at(ui->languages[ui->language], key);
}

int ui_u(const struct ui *ui, double units) {
    return metrics_u(&ui->metrics, units);
}

struct text_style ui_style(const struct ui *ui, enum face face, double units, int line_percent) {
    int size = metrics_text(&ui->metrics, units);
    return (struct text_style){.face = face, .size_px = size, .line_px = size * line_percent / 100};
}

int ui_least_text(const struct ui *ui) {
    return metrics_u(&ui->metrics, 26);
}
