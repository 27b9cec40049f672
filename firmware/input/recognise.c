/* recognise: from ink to candidates.
 *
 *   ink -> shape -> features -> the 50 nearest of all templates -> each laid over the ink -> ten
 *
 * Wide ink with a gap is also read as two characters side by side. */
#include "base/bytes.h"
#include "input/split.h"
#include "input/templates.h"

#include <string.h>

#define NEAREST 50
#define SMALL 0.3F                    /* of the box: smaller ink is probably a punctuation mark */
#define SQUARES_ONE (512.0F * 512.0F) /* of the features: the sum of their squares */

struct near {
    float cost;
    int index;
};

static int32_t squares(const int8_t *a, const int8_t *b) {
    int32_t sum = 0;
    for (int i = 0; i < SHAPE_FEATURES; i++) {
        int16_t d = (int16_t)(a[i] - b[i]);
        sum += d * d;
    }
    return sum;
}

/* The initial cost of a kind. small: 1 for small ink, 0 for large, -1 where the box is unknown. */
static float kind_cost(uint8_t kind, int small) {
    static const float usual[HANDWRITING_KINDS] = {
        [KIND_LESS_COMMON] = 0.01F, [KIND_RARE] = 0.04F, [KIND_DIGIT] = 0.05F,
        [KIND_LETTER] = 0.3F,       [KIND_MARK] = 0.02F, [KIND_SMALL_MARK] = 0.04F,
    };
    if (kind == KIND_SMALL_MARK) return usual[kind] + (small == 0 ? 0.2F : 0);
    return usual[kind] + (small == 1 ? 0.1F : 0);
}

static int is_small(const struct ink *ink) {
    int16_t low_x = INT16_MAX, high_x = INT16_MIN, low_y = INT16_MAX, high_y = INT16_MIN;
    if (ink->box <= 0) return -1;
    for (int i = 0; i < ink->point_count; i++) {
        struct ink_point p = ink->points[i];
        if (p.x < low_x) low_x = p.x;
        if (p.x > high_x) high_x = p.x;
        if (p.y < low_y) low_y = p.y;
        if (p.y > high_y) high_y = p.y;
    }
    int side = high_x - low_x > high_y - low_y ? high_x - low_x : high_y - low_y;
    return (float)side < SMALL * (float)ink->box;
}

static void keep(struct near *nearest, int *count, struct near one, int most) {
    if (*count == most && one.cost >= nearest[most - 1].cost) return;
    int at = *count < most ? (*count)++ : most - 1;
    while (at > 0 && nearest[at - 1].cost > one.cost) {
        nearest[at] = nearest[at - 1];
        at--;
    }
    nearest[at] = one;
}

static int find_nearest(const struct handwriting *h, const struct shape *shape, int small,
                        struct near *ret_nearest) {
    int8_t features[SHAPE_FEATURES];
    int count = 0;
    shape_features(shape, features);
    for (int i = 0; i < h->count; i++) {
        const int8_t *other = h->features + (size_t)i * SHAPE_FEATURES;
        float cost = (float)squares(features, other) / SQUARES_ONE + kind_cost(h->kinds[i], small);
        keep(ret_nearest, &count, (struct near){cost, i}, NEAREST);
    }
    return count;
}

static void utf8_put(uint32_t code, char *ret_text) {
    if (code < 0x80) {
        *ret_text++ = (char)code;
    } else if (code < 0x800) {
        *ret_text++ = (char)(0xC0 | code >> 6);
        *ret_text++ = (char)(0x80 | (code & 0x3F));
    } else {
        *ret_text++ = (char)(0xE0 | code >> 12);
        *ret_text++ = (char)(0x80 | (code >> 6 & 0x3F));
        *ret_text++ = (char)(0x80 | (code & 0x3F));
    }
    *ret_text = '\0';
}

/* A character with several templates is listed once. */
static int put_characters(const struct handwriting *h, const struct near *best, int best_count,
                          int most, struct handwriting_candidate *ret_candidates) {
    int count = 0;
    for (int i = 0; i < best_count && count < most; i++) {
        struct handwriting_candidate one = {.cost = best[i].cost};
        bool known = false;
        utf8_put(template_code(h, best[i].index), one.text);
        for (int k = 0; k < count; k++)
            if (strcmp(ret_candidates[k].text, one.text) == 0) known = true;
        if (!known) ret_candidates[count++] = one;
    }
    return count;
}

static int recognise_one(const struct handwriting *h, const struct ink *ink, int most,
                         struct handwriting_candidate *ret_candidates) {
    struct shape shape, other;
    struct near nearest[NEAREST], best[NEAREST];
    int best_count = 0;
    shape_make(ink, &shape);
    int count = find_nearest(h, &shape, is_small(ink), nearest);
    for (int i = 0; i < count; i++) {
        template_shape(h, nearest[i].index, &other);
        nearest[i].cost += shape_distance(&shape, &other);
        keep(best, &best_count, nearest[i], NEAREST);
    }
    return put_characters(h, best, best_count, most, ret_candidates);
}

/* Inserts the pair among the single characters: first where it matches better. */
static void put_pair(struct handwriting_result *r, const struct handwriting_candidate *pair) {
    int at = r->count < HANDWRITING_CANDIDATES ? r->count++ : r->count - 1;
    while (at > 0 && r->candidates[at - 1].cost > pair->cost) {
        r->candidates[at] = r->candidates[at - 1];
        at--;
    }
    r->candidates[at] = *pair;
}

void handwriting_recognise(const struct handwriting *h, const struct ink *ink,
                           struct handwriting_result *r) {
    struct handwriting_candidate left, right, pair;
    struct ink part;
    uint64_t first;
    memset(r, 0, sizeof *r);
    if (ink->stroke_count == 0) return;
    r->count = recognise_one(h, ink, HANDWRITING_CANDIDATES - 1, r->candidates);
    if (!split_in_two(ink, &first)) return;
    ink_part(ink, first, &part);
    if (recognise_one(h, &part, 1, &left) == 0) return;
    ink_part(ink, ~first, &part);
    if (recognise_one(h, &part, 1, &right) == 0) return;
    TEXT_COPY(pair.text, left.text);
    memcpy(pair.text + strlen(pair.text), right.text, strlen(right.text) + 1);
    pair.cost = left.cost > right.cost ? left.cost : right.cost; /* both halves must match */
    put_pair(r, &pair);
}
