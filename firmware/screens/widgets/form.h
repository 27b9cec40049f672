#pragma once
/* Widgets of the staff and setup pages. UI thread only. */
#include "screens/widgets/page_body.h"

/* A row "name … value" with a line below it. */
void form_line(struct page *page, const char *name, const char *value);
/* Buttons side by side, wrapped to more rows where their labels need it. */
struct form_button {
    const char *label;
    enum widget_style style;
    int id, arg;
};
void form_buttons(struct page *page, const struct form_button *buttons, int count);
/* 上一页 · 第 1 / 5 页 · 下一页 */
void form_pager(struct page *page, int at, int pages, int id_before, int id_after);
/* The result of the last action in one line. Colour alone carries no meaning. */
void form_message(struct page *page, const char *words, bool good);
/* A progress bar. */
void form_progress(struct page *page, int32_t done, int32_t total);
