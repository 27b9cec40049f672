#pragma once
/* The row of how the glass looks: text size, contrast, 低位操作; and 朗读. UI thread only. */
#include "screens/shell/screen.h"

enum {
    APPEARANCE_TEXT_SIZE = 950,
    APPEARANCE_CONTRAST,
    APPEARANCE_LOW,
    APPEARANCE_READ
}; /* ids of its buttons */

void appearance_draw(struct page *page, struct rect r,
                     int count); /* count: the first 2, 3, or all 4 */
/* What a touch of id leads to; STEP_STAY: it was none of these. */
struct step appearance_touch(int id);
