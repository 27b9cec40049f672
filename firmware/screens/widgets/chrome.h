#pragma once
/* The parts of a page that never move: top bar and dock. UI thread only. */
#include "screens/widgets/page_body.h"

int chrome_bar_height(struct ui *ui);
int chrome_dock_height(struct ui *ui);
int chrome_column_width(struct ui *ui); /* landscape */
void chrome_bar(struct page *page);
void chrome_dock(struct page *page);

/* The large bronze disc with rings that marks where to hold the card. */
void chrome_card_mark(struct ui *ui, int cx, int cy, int radius);
