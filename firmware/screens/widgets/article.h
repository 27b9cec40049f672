#pragma once
/* The running text of a story or a guide: model/markup.h's blocks down the page. UI thread only. */
#include "screens/widgets/page.h"

/* Draws body from page->y on, which moves below it; then the source ("" for none), and, where
 * sample is set, that it is one. */
void article_draw(struct page *page, const char *body, const char *source, bool sample);
