#pragma once
/* A page: the parts every screen has (top bar, dock, the row of actions) and the column of content
 * between them, which scrolls when it is longer than its room. UI thread only.
 *
 *   portrait          landscape
 *   +-----------+     +----------------+
 *   | bar       |     | bar            |
 *   +-----------+     +----------+-----+
 *   | body      |     | body     | side|
 *   |           |     |          |     |
 *   | actions   |     | actions  |     |
 *   | dock      |     |          | dock|
 *   +-----------+     +----------+-----+
 *
 * The way back is the bottom left action. 低位操作 moves the body into the lower 45 %. */
#include "screens/widgets/page_body.h"

#define PAGE_MARGIN 48
#define PAGE_LOW_TOP_PERCENT 55 /* 低位操作: nothing to touch above it */

/* 低位操作: right of the body, from its top to its end, room for the rail, which the body loses. */
void page_make_rail(struct page *page);
/* The zones and page->y as page_begin will make them, for what must be measured before; only the
 * labels of the actions matter. */
void page_plan(struct page *page, const struct action *actions, int count);
void page_begin(struct page *page, const struct action *actions, int count);

/* Without bar and dock: one colour from top to bottom. body is the panel less margins. */
void page_begin_bare(struct page *page);
