/* shape: from ink to a form that can be compared.
 *
 *   ink -> evenly spaced points in a 1 x 1 box -> lines spread evenly over it -> features
 *
 * The constants were chosen on one half of the characters of tests/strokes, which represent
 * different handwritings; tests/bench/bench_input prints the recognition rates. */
#include "input/shape.h"

#include <math.h>
#include <string.h>

#define PITCH (1 / 14.0F) /* the distance between points, relative to the box */
#define BINS 64           /* of the density along an axis */
#define BIN_REACH 12      /* the density is smoothed over this many to either side */
#define BIN_BLUR 6.0F     /* standard deviation, in bins */
#define EVEN_PART 0.5F    /* 1: keep the ink as it is, 0: equal density everywhere */
#define ACROSS_PART 0.15F /* the weight of a line for the axis that it runs along */
#define THIN 0.2F         /* narrower ink keeps its proportions: 一, 1 */
#define CELL_BLUR 0.8F    /* standard deviation, in cells */
#define OPPOSITE_PART                                                                              \
    0.25F /* the part of a line's weight that counts for the opposite direction                    \
           */
#define FEATURE_SCALE 512.0F

struct span {
    float low, high;
};

static struct span span_of(const float *v, int count) {
    struct span s = {v[0], v[0]};
    for (int i = 1; i < count; i++) {
        s.low = fminf(s.low, v[i]);
        s.high = fmaxf(s.high, v[i]);
    }
    return s;
}

static float way(const struct ink *ink, int from, int to) {
    return hypotf((float)(ink->points[to].x - ink->points[from].x),
                  (float)(ink->points[to].y - ink->points[from].y));
}

/* The point `want` px along the stroke; *at and *done remember the position of the last one. */
static void point_along(const struct ink *ink, int end, float want, int *at, float *done,
                        float *ret_x, float *ret_y) {
    while (*at + 2 < end && *done + way(ink, *at, *at + 1) < want) {
        *done += way(ink, *at, *at + 1);
        ++*at;
    }
    struct ink_point p = ink->points[*at], q = *at + 1 < end ? ink->points[*at + 1] : p;
    float length = hypotf((float)(q.x - p.x), (float)(q.y - p.y));
    float part = length > 0 ? fminf(fmaxf((want - *done) / length, 0), 1) : 0;
    *ret_x = (float)p.x + part * (float)(q.x - p.x);
    *ret_y = (float)p.y + part * (float)(q.y - p.y);
}

static void resample_stroke(const struct ink *ink, int stroke, float pitch, struct shape *s) {
    int start = ink_stroke_start(ink, stroke), end = ink->ends[stroke];
    float length = 0, done = 0;
    for (int i = start; i + 1 < end; i++) length += way(ink, i, i + 1);
    /* keeps room for two points of each later stroke */
    int room = SHAPE_POINTS - 2 * (ink->stroke_count - stroke - 1) - s->point_count;
    int pieces = (int)ceilf(fminf(length / pitch, SHAPE_POINTS)), at = start;
    if (pieces < 1) pieces = 1;
    if (pieces > room - 1) pieces = room - 1;
    for (int i = 0; i <= pieces; i++) {
        point_along(ink, end, length * (float)i / (float)pieces, &at, &done, &s->x[s->point_count],
                    &s->y[s->point_count]);
        s->point_count++;
    }
    s->ends[s->stroke_count++] = (uint16_t)s->point_count;
}

static void resample(const struct ink *ink, struct shape *s) {
    int low_x = INT16_MAX, high_x = INT16_MIN, low_y = INT16_MAX, high_y = INT16_MIN;
    for (int i = 0; i < ink->point_count; i++) {
        struct ink_point p = ink->points[i];
        low_x = p.x < low_x ? p.x : low_x;
        high_x = p.x > high_x ? p.x : high_x;
        low_y = p.y < low_y ? p.y : low_y;
        high_y = p.y > high_y ? p.y : high_y;
    }
    int w = high_x - low_x, h = high_y - low_y, side = w > h ? w : h;
    if (side < 1) side = 1;
    s->stroke_count = s->point_count = 0;
    for (int k = 0; k < ink->stroke_count; k++) resample_stroke(ink, k, PITCH * (float)side, s);
    for (int i = 0; i < s->point_count; i++) {
        s->x[i] = (s->x[i] - (float)low_x - (float)w / 2) / (float)side + 0.5F;
        s->y[i] = (s->y[i] - (float)low_y - (float)h / 2) / (float)side + 0.5F;
    }
}

static int stroke_start(const struct shape *s, int stroke) {
    return stroke == 0 ? 0 : s->ends[stroke - 1];
}

void shape_finish(struct shape *s) {
    for (int k = 0; k < s->stroke_count; k++)
        for (int i = stroke_start(s, k); i < s->ends[k]; i++) {
            int a = i > stroke_start(s, k) ? i - 1 : i, b = i + 1 < s->ends[k] ? i + 1 : i;
            float dx = s->x[b] - s->x[a], dy = s->y[b] - s->y[a], length = hypotf(dx, dy);
            s->dx[i] = length > 1e-6F ? dx / length : 0;
            s->dy[i] = length > 1e-6F ? dy / length : 0;
            s->length[i] = b - a == 2 ? length / 2 : length;
        }
}

static void smooth(const float *raw, float *ret_smooth) {
    for (int i = 0; i < BINS; i++) {
        float sum = 0, weights = 0;
        for (int k = -BIN_REACH; k <= BIN_REACH; k++) {
            int j = i + k;
            if (j < 0) j = -j - 1;
            if (j >= BINS) j = 2 * BINS - 1 - j;
            float weight = expf(-0.5F * (float)(k * k) / (BIN_BLUR * BIN_BLUR));
            sum += raw[j] * weight;
            weights += weight;
        }
        ret_smooth[i] = sum / weights;
    }
}

/* The amount of line at each position of an axis; lines across it count fully, lines along it a
 * little. */
static void density(const float *v, const float *across, const float *along, const float *length,
                    int count, struct span in, float *ret_bins) {
    float raw[BINS] = {0};
    for (int i = 0; i < count; i++) {
        float at = (v[i] - in.low) / (in.high - in.low + 1e-9F) * BINS - 0.5F;
        at = fminf(fmaxf(at, 0), BINS - 1.001F);
        int bin = (int)at;
        float weight = length[i] * (fabsf(across[i]) + ACROSS_PART * fabsf(along[i]));
        raw[bin] += weight * (1 - (at - (float)bin));
        raw[bin + 1] += weight * (at - (float)bin);
    }
    smooth(raw, ret_bins);
}

/* Stretches v where there is much line and compresses it where there is little, from span `in` to
 * span `out`. */
static void equalise(float *v, int count, const float *bins, struct span in, struct span out) {
    float below[BINS + 1] = {0}, sum = 1e-9F;
    for (int i = 0; i < BINS; i++) sum += bins[i];
    for (int i = 0; i < BINS; i++)
        below[i + 1] = below[i] + (1 - EVEN_PART) * bins[i] / sum + EVEN_PART / BINS;
    for (int i = 0; i < count; i++) {
        float at = (v[i] - in.low) / (in.high - in.low + 1e-9F) * BINS;
        int bin = (int)fminf(fmaxf(at, 0), BINS - 1);
        float part = below[bin] + (below[bin + 1] - below[bin]) * (at - (float)bin);
        v[i] = out.low + (out.high - out.low) * part / below[BINS];
    }
}

/* The shorter side of the new box: closer to a square than the ink was, but thin ink stays thin. */
static float shorter_side(float w, float h) {
    float ratio = fminf(w, h) / fmaxf(fmaxf(w, h), 1e-6F);
    return ratio < THIN ? ratio * sqrtf(THIN) / THIN : sqrtf(ratio);
}

static struct span centred(float side) {
    return (struct span){0.5F - side / 2, 0.5F + side / 2};
}

void shape_make(const struct ink *ink, struct shape *s) {
    float across_x[BINS], across_y[BINS];
    resample(ink, s);
    shape_finish(s);
    struct span x = span_of(s->x, s->point_count), y = span_of(s->y, s->point_count);
    float w = x.high - x.low, h = y.high - y.low, shorter = shorter_side(w, h);
    density(s->x, s->dy, s->dx, s->length, s->point_count, x, across_x);
    density(s->y, s->dx, s->dy, s->length, s->point_count, y, across_y);
    equalise(s->x, s->point_count, across_x, x, centred(w >= h ? 1 : shorter));
    equalise(s->y, s->point_count, across_y, y, centred(h > w ? 1 : shorter));
    shape_finish(s);
}

static void blur_weights(float at, float *ret_weights) {
    for (int g = 0; g < SHAPE_GRID; g++) {
        float off = ((float)g - (at * SHAPE_GRID - 0.5F)) / CELL_BLUR;
        ret_weights[g] = expf(-0.5F * off * off);
    }
}

static void add_piece(const struct shape *s, int i, float *cells) {
    float wx[SHAPE_GRID], wy[SHAPE_GRID];
    float turn = atan2f(s->dy[i], s->dx[i]) / (float)M_PI * (float)SHAPE_DIRECTIONS / 2.0F;
    if (turn < 0) turn += SHAPE_DIRECTIONS;
    int d = (int)turn % SHAPE_DIRECTIONS, next = (d + 1) % SHAPE_DIRECTIONS;
    float part = turn - floorf(turn);
    blur_weights(s->x[i], wx);
    blur_weights(s->y[i], wy);
    for (int y = 0; y < SHAPE_GRID; y++)
        for (int x = 0; x < SHAPE_GRID; x++) {
            float *cell = cells + (y * SHAPE_GRID + x) * SHAPE_DIRECTIONS;
            cell[d] += s->length[i] * wx[x] * wy[y] * (1 - part);
            cell[next] += s->length[i] * wx[x] * wy[y] * part;
        }
}

static void count_backwards(float *cells) {
    for (int c = 0; c < SHAPE_FEATURES; c += SHAPE_DIRECTIONS)
        for (int d = 0; d < SHAPE_DIRECTIONS / 2; d++) {
            float *to = &cells[c + d], *fro = &cells[c + d + SHAPE_DIRECTIONS / 2], old = *to;
            *to = old * (1 - OPPOSITE_PART) + *fro * OPPOSITE_PART;
            *fro = *fro * (1 - OPPOSITE_PART) + old * OPPOSITE_PART;
        }
}

void shape_features(const struct shape *s, int8_t *ret_features) {
    float cells[SHAPE_FEATURES] = {0}, sum = 1e-12F;
    for (int i = 0; i < s->point_count; i++)
        if (s->length[i] > 0) add_piece(s, i, cells);
    count_backwards(cells);
    for (int i = 0; i < SHAPE_FEATURES; i++) sum += cells[i];
    /* the root balances heavy and light cells; the sum of squares becomes FEATURE_SCALE squared */
    for (int i = 0; i < SHAPE_FEATURES; i++)
        ret_features[i] = (int8_t)fminf(FEATURE_SCALE * sqrtf(cells[i] / sum) + 0.5F, 127);
}
