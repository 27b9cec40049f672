/* theme: the tokens. bronze is gold dark enough for white words on it, brick is red for large areas. */
#include "ui/theme.h"

const struct theme theme_day = {
    .pine = 0xFF14241B, .pine_mid = 0xFF1D3327, .pine_light = 0xFF2B4733,
    .army = 0xFF3F5A3C, .paper = 0xFFF7F2E6, .card = 0xFFFFFDF7, .line = 0xFFDDD3BC, .shade = 0xFFE4D9C2,
    .ink = 0xFF1C211D, .quiet = 0xFF5A6258, .white = 0xFFFFFFFF, .pale = 0xFFD9E2D6,
    .red = 0xFFB3261E, .brick = 0xFF8B2922, .bronze = 0xFF8A6420, .gold = 0xFFC8922E,
    .gold_light = 0xFFF0CF83, .sky = 0xFF27577A, .success = 0xFF2C6B3F,
    .welcome_top = 0xFF2A6339, .welcome_bottom = 0xFF1D4529,
};

const struct theme theme_contrast = {
    .pine = 0xFF000000, .pine_mid = 0xFF000000, .pine_light = 0xFF0B1A11,
    .army = 0xFF1E3B1B, .paper = 0xFFFFFFFF, .card = 0xFFFFFFFF, .line = 0xFF000000, .shade = 0xFF000000,
    .ink = 0xFF000000, .quiet = 0xFF1A1F1B, .white = 0xFFFFFFFF, .pale = 0xFFFFFFFF,
    .red = 0xFF8A0F08, .brick = 0xFF6B0F0A, .bronze = 0xFF553A05, .gold = 0xFFC8922E,
    .gold_light = 0xFFFFE08A, .sky = 0xFF0A3553, .success = 0xFF0F4A22,
    .welcome_top = 0xFF0F4A22, .welcome_bottom = 0xFF062B12, .high_contrast = true,
};
