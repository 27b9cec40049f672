#pragma once
/* The running text of a story or a guide: the blocks of model/markup.h, one below the other. UI
 * thread only. */
#include "screens/widgets/page.h"

/* Draws body at page->y, which moves below it; then the source ("" for none); then, where sample is
 * set, that this is sample content. */
void article_draw(struct page *page, const char *body, const char *source, bool sample);
