#pragma once
/* The 34 provincial-level regions (GB/T 2260 order) and their place on the tile map. Pure. */
#include "model/answer.h"

struct province {
    const char *name; /* short: 北京, 内蒙古 */
    const char *english;
    int8_t column, row; /* tile map, west to east 0..8, north to south 0..9 */
};

const struct province *province_at(int index); /* 0..PROVINCES-1 */

/* By short or full name ("江苏", "江苏省", "新疆维吾尔自治区"); -1: unknown. */
int province_find(const char *name);
