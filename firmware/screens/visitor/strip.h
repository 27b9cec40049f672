#pragma once
/* A line that opens another screen: an icon, words, an arrow. UI thread only. */
#include "screens/widgets/page.h"

/* Over the body's width at page->y, which moves below it. label is the target's name. */
void strip_draw(struct page *page, const char *icon, const char *words, const char *label, int id);
