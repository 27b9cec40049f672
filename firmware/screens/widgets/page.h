#pragma once
/* A page: the parts that every screen has (top bar, dock, actions) around the body, which scrolls
 * when it is longer than its room. UI thread only.
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
 * The bottom left action is the way back. 低位操作 moves the body into the lower 45 %. */
#include "screens/widgets/page_body.h"

#define PAGE_MARGIN 48
#define PAGE_LOW_TOP_PERCENT 55 /* 低位操作: nothing to touch above it */

/* 低位操作: takes room from the right side of the body for the rail. */
void page_make_rail(struct page *page);
/* Sets the zones and page->y as page_begin will, without drawing: for screens that measure first.
 * Of the actions only the labels matter. */
void page_plan(struct page *page, const struct action *actions, int count);
void page_begin(struct page *page, const struct action *actions, int count);

/* A page without bar and dock, in one colour. body is the panel without margins. */
void page_begin_bare(struct page *page);
