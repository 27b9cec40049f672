#pragma once
/* The row (or two) of buttons at the foot of a page. UI thread only. */
#include "screens/widgets/page_body.h"

/* Collects the screen's actions and, after the first, those of the frame. In 低位操作 the frame's
 * go into page->rail_actions instead. Returns the count. */
int actions_with_scroll(struct page *page, const struct action *actions, int count,
                        struct action *ret_all);
int actions_height(struct page *page, const struct action *actions, int count);
void actions_draw(struct page *page, const struct action *actions, int count);
int actions_rail_width(struct page *page); /* 0: there is no rail */
void actions_draw_rail(struct page *page);
