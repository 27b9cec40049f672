#pragma once
/* Colours: the normal set, and one of high contrast (at least 7:1). Constant. */
#include <stdbool.h>
#include <stdint.h>

struct theme {
    uint32_t pine, pine_mid, pine_light;     /* bars and dock */
    uint32_t army, paper, card, line, shade; /* shade: the edge under a card */
    uint32_t ink, quiet;                     /* text on paper and card */
    uint32_t white, pale;                    /* text on dark colours; pale for secondary text */
    uint32_t red, brick, bronze, gold, gold_light, sky, success;
    uint32_t welcome_top, welcome_bottom;
    bool high_contrast;
};

extern const struct theme theme_day, theme_contrast;
