#pragma once
/* What never moves: top bar, dock, and the row of actions. For page.c. UI thread only. */
#include "screens/widgets/page.h"

int chrome_bar_height(struct ui *ui);
int chrome_dock_height(struct ui *ui);
int chrome_column_width(struct ui *ui); /* landscape */
void chrome_bar(struct page *page);
void chrome_dock(struct page *page);

/* actions and, behind the first, the frame's own, which 低位操作 puts into page->rail_actions.
 * Returns how many. */
int chrome_with_scroll(struct page *page, const struct action *actions, int count,
                       struct action *ret_all);
int chrome_actions_height(struct page *page, const struct action *actions, int count);
void chrome_actions(struct page *page, const struct action *actions, int count);
int chrome_rail_width(struct page *page); /* 0: nothing stands there */
void chrome_rail(struct page *page);

/* The large star of bronze and rings that says "card here", around a centre. */
void chrome_card_mark(struct ui *ui, int cx, int cy, int radius);
