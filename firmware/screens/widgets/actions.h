#pragma once
/* The row (or two) of buttons at the foot of a page. UI thread only. */
#include "screens/widgets/page_body.h"

/* actions and, behind the first, the frame's own, which 低位操作 puts into page->rail_actions.
 * Returns how many. */
int actions_with_scroll(struct page *page, const struct action *actions, int count,
                        struct action *ret_all);
int actions_height(struct page *page, const struct action *actions, int count);
void actions_draw(struct page *page, const struct action *actions, int count);
int actions_rail_width(struct page *page); /* 0: nothing stands there */
void actions_draw_rail(struct page *page);
