/* pixels: the inner loops. They work on two channels at a time in one 32-bit word (0x00RR00BB,
 * 0x00AA00GG), so that portable C is fast enough for a full frame every 16 ms. */
#include "ui/pixels.h"

#include <stdlib.h>
#include <string.h>

#define ODD 0x00FF00FFu

struct rect rect_inset(struct rect r, int by) {
    return (struct rect){r.x + by, r.y + by, r.w - 2 * by, r.h - 2 * by};
}

struct rect rect_meet(struct rect a, struct rect b) {
    int x1 = a.x > b.x ? a.x : b.x, y1 = a.y > b.y ? a.y : b.y;
    int x2 = a.x + a.w < b.x + b.w ? a.x + a.w : b.x + b.w;
    int y2 = a.y + a.h < b.y + b.h ? a.y + a.h : b.y + b.h;
    if (x2 <= x1 || y2 <= y1) return (struct rect){x1, y1, 0, 0};
    return (struct rect){x1, y1, x2 - x1, y2 - y1};
}

int rect_holds(struct rect r, int x, int y) {
    return x >= r.x && x < r.x + r.w && y >= r.y && y < r.y + r.h;
}

uint32_t colour_with_alpha(uint32_t colour, int alpha) {
    return (colour & 0x00FFFFFFu) | ((uint32_t)alpha << 24);
}

/* b_of_256 parts of b, the rest a. */
static inline uint32_t blend(uint32_t a, uint32_t b, uint32_t b_of_256) {
    uint32_t a_of_256 = 256 - b_of_256;
    uint32_t rb = ((a & ODD) * a_of_256 + (b & ODD) * b_of_256) >> 8;
    uint32_t ag = ((a >> 8) & ODD) * a_of_256 + ((b >> 8) & ODD) * b_of_256;
    return (rb & ODD) | (ag & ~ODD);
}

uint32_t colour_mix(uint32_t a, uint32_t b, int b_of_256) {
    return blend(a, b, (uint32_t)b_of_256) | 0xFF000000u;
}

static inline uint32_t of_256(uint32_t alpha) {
    return alpha + (alpha >> 7);
}

static struct rect whole(const struct pixels *p) {
    return (struct rect){0, 0, p->width, p->height};
}

static void fill_row(uint32_t *row, int count, uint32_t colour) {
    uint32_t alpha = of_256(colour >> 24);
    uint32_t solid = colour | 0xFF000000u;
    if (alpha == 256) {
        for (int i = 0; i < count; i++) row[i] = solid;
    } else if (alpha > 0) {
        for (int i = 0; i < count; i++) row[i] = blend(row[i], solid, alpha);
    }
}

void pixels_fill(struct pixels *to, struct rect clip, struct rect r, uint32_t colour) {
    struct rect d = rect_meet(rect_meet(r, clip), whole(to));
    if (d.w <= 0) return;
    for (int y = d.y; y < d.y + d.h; y++)
        fill_row(to->at + (size_t)y * to->stride + d.x, d.w, colour);
}

void pixels_gradient(struct pixels *to, struct rect clip, struct rect r, uint32_t top,
                     uint32_t bottom) {
    struct rect d = rect_meet(rect_meet(r, clip), whole(to));
    int last = r.h > 1 ? r.h - 1 : 1;
    if (d.w <= 0) return;
    for (int y = d.y; y < d.y + d.h; y++) {
        uint32_t part = (uint32_t)((int64_t)(y - r.y) * 256 / last);
        uint32_t alpha = ((top >> 24) * (256 - part) + (bottom >> 24) * part) >> 8;
        uint32_t rgb = blend(top & 0xFFFFFF, bottom & 0xFFFFFF, part) & 0xFFFFFF;
        fill_row(to->at + (size_t)y * to->stride + d.x, d.w, (alpha << 24) | rgb);
    }
}

static inline void blend_masked(uint32_t *at, uint32_t coverage, uint32_t alpha, uint32_t solid) {
    uint32_t part = (of_256(coverage) * alpha) >> 8;
    if (part == 256)
        *at = solid;
    else if (part > 0)
        *at = blend(*at, solid, part);
}

void pixels_mask(struct pixels *to, struct rect clip, int x, int y, struct mask mask,
                 uint32_t colour) {
    pixels_corner(to, clip, x, y, mask, 0, 0, colour);
}

void pixels_corner(struct pixels *to, struct rect clip, int x, int y, struct mask mask, int flip_x,
                   int flip_y, uint32_t colour) {
    struct rect r = {x, y, mask.width, mask.height};
    struct rect d = rect_meet(rect_meet(r, clip), whole(to));
    uint32_t alpha = of_256(colour >> 24), solid = colour | 0xFF000000u;
    if (d.w <= 0 || alpha == 0) return;
    for (int row = d.y; row < d.y + d.h; row++) {
        int my = flip_y ? mask.height - 1 - (row - y) : row - y;
        const uint8_t *m = mask.at + (size_t)my * mask.pitch;
        uint32_t *at = to->at + (size_t)row * to->stride + d.x;
        int mx = d.x - x;
        if (flip_x) {
            for (int i = 0; i < d.w; i++)
                blend_masked(at + i, m[mask.width - 1 - mx - i], alpha, solid);
        } else {
            for (int i = 0; i < d.w; i++) blend_masked(at + i, m[mx + i], alpha, solid);
        }
    }
}

void pixels_copy(struct pixels *to, struct rect clip, int x, int y, const struct pixels *from) {
    struct rect r = {x, y, from->width, from->height};
    struct rect d = rect_meet(rect_meet(r, clip), whole(to));
    if (d.w <= 0) return;
    for (int row = d.y; row < d.y + d.h; row++)
        memcpy(to->at + (size_t)row * to->stride + d.x,
               from->at + (size_t)(row - y) * from->stride + (d.x - x),
               (size_t)d.w * sizeof *to->at);
}

static void fade_row(uint32_t *restrict row, const uint32_t *restrict a, const uint32_t *restrict b,
                     int count, uint32_t part) {
    for (int i = 0; i < count; i++) row[i] = blend(a[i], b[i], part);
}

void pixels_fade(struct pixels *to, struct rect clip, int x, int y, const struct pixels *from_a,
                 const struct pixels *from_b, int b_of_256) {
    struct rect r = {x, y, from_b->width, from_b->height};
    struct rect d = rect_meet(rect_meet(r, clip), whole(to));
    if (d.w <= 0) return;
    for (int row = d.y; row < d.y + d.h; row++) {
        size_t skip_a = (size_t)(row - y) * from_a->stride + (d.x - x);
        size_t skip_b = (size_t)(row - y) * from_b->stride + (d.x - x);
        fade_row(to->at + (size_t)row * to->stride + d.x, from_a->at + skip_a, from_b->at + skip_b,
                 d.w, (uint32_t)b_of_256);
    }
}

/* By bytes: every target machine has vector instructions for them. */
static void mix_row(uint8_t *restrict row, const uint8_t *restrict from, int bytes, uint16_t part) {
    uint16_t rest = (uint16_t)(256 - part);
    for (int i = 0; i < bytes; i++)
        row[i] = (uint8_t)((uint16_t)(row[i] * rest + from[i] * part) >> 8);
}

void pixels_mix(struct pixels *to, const struct pixels *from, int from_of_256) {
    for (int row = 0; row < to->height; row++)
        mix_row((uint8_t *)(to->at + (size_t)row * to->stride),
                (const uint8_t *)(from->at + (size_t)row * from->stride), to->width * 4,
                (uint16_t)from_of_256);
}

void pixels_dim(struct pixels *to, int percent) {
    uint32_t part = (uint32_t)percent * 256 / 100;
    for (int row = 0; row < to->height; row++) {
        uint32_t *at = to->at + (size_t)row * to->stride;
        for (int x = 0; x < to->width; x++) {
            uint32_t rb = (at[x] & 0x00FF00FF) * part >> 8 & 0x00FF00FF;
            uint32_t g = (at[x] & 0x0000FF00) * part >> 8 & 0x0000FF00;
            at[x] = 0xFF000000 | rb | g;
        }
    }
}

void pixels_shift(struct pixels *to, int dx, int dy) {
    int w = to->width - abs(dx), h = to->height - abs(dy);
    if ((dx == 0 && dy == 0) || w <= 0 || h <= 0) return;
    for (int i = 0; i < h; i++) {
        int row = dy > 0 ? h - 1 - i : i; /* no row is overwritten before it has been moved */
        const uint32_t *from =
            to->at + (size_t)(row + (dy < 0 ? -dy : 0)) * to->stride + (dx < 0 ? -dx : 0);
        uint32_t *at = to->at + (size_t)(row + (dy > 0 ? dy : 0)) * to->stride + (dx > 0 ? dx : 0);
        memmove(at, from, (size_t)w * sizeof *at);
    }
}

void pixels_copy_corner(struct pixels *to, struct rect clip, int x, int y,
                        const struct pixels *from, int from_x, int from_y, struct mask mask,
                        int flip_x, int flip_y) {
    struct rect d =
        rect_meet(rect_meet((struct rect){x, y, mask.width, mask.height}, clip), whole(to));
    for (int row = d.y; row < d.y + d.h && d.w > 0; row++) {
        int my = flip_y ? mask.height - 1 - (row - y) : row - y;
        const uint32_t *source = from->at + (size_t)(from_y + row - y) * from->stride + from_x - x;
        for (int column = d.x; column < d.x + d.w; column++) {
            int mx = flip_x ? mask.width - 1 - (column - x) : column - x;
            blend_masked(to->at + (size_t)row * to->stride + column, mask.at[my * mask.pitch + mx],
                         256, source[column]);
        }
    }
}

/* The mean of from's pixels in r. */
static uint32_t mean_of(const struct pixels *from, struct rect r) {
    uint64_t red = 0, green = 0, blue = 0, n = (uint64_t)r.w * (uint64_t)r.h;
    for (int y = r.y; y < r.y + r.h; y++) {
        const uint32_t *row = from->at + (size_t)y * (size_t)from->stride;
        for (int x = r.x; x < r.x + r.w; x++) {
            red += row[x] >> 16 & 0xFF;
            green += row[x] >> 8 & 0xFF;
            blue += row[x] & 0xFF;
        }
    }
    return OPAQUE((red / n) << 16 | (green / n) << 8 | blue / n);
}

void pixels_reduce(struct pixels *to, const struct pixels *from) {
    for (int y = 0; y < to->height; y++) {
        int top = y * from->height / to->height, below = (y + 1) * from->height / to->height;
        for (int x = 0; x < to->width; x++) {
            int left = x * from->width / to->width, right = (x + 1) * from->width / to->width;
            struct rect r = {left, top, right > left ? right - left : 1,
                             below > top ? below - top : 1};
            to->at[(size_t)y * (size_t)to->stride + (size_t)x] = mean_of(from, r);
        }
    }
}
