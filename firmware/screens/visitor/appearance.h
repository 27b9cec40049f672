#pragma once
/* The row of buttons for text size, contrast, 低位操作 and 朗读. UI thread only. */
#include "screens/shell/screen.h"

enum {
    APPEARANCE_TEXT_SIZE = 950,
    APPEARANCE_CONTRAST,
    APPEARANCE_LOW,
    APPEARANCE_READ
}; /* ids of its buttons */

void appearance_draw(struct page *page, struct rect r,
                     int count); /* count: how many of the four, from the first on */
/* The step that a touch of id leads to; STEP_STAY: the id is none of these buttons. */
struct step appearance_touch(int id);
