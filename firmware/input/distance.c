/* distance: compares two shapes that are laid over each other. */
#include "input/shape.h"

#include <math.h>

#define TURN_COST 0.015F /* for a quarter turn between the directions of two points */
#define POINT_MOST 0.05F /* the maximum for a point: a joining line must not dominate */
#define STROKE_MOST 0.1F /* the maximum for a stroke */
#define STROKE_MISSING 0.1F
#define STROKE_PARTS 4    /* a stroke is compared at both ends and at three places between them */
#define POINTS_PART 50.0F /* weights of the two halves */
#define STROKES_PART 25.0F

/* The cost of each point of a in *ret_a, and the least cost of each point of b in least. */
static float points_cost(const struct shape *a, const struct shape *b, float *least) {
    float total = 0, lengths = 1e-6F;
    for (int j = 0; j < b->point_count; j++) least[j] = POINT_MOST;
    for (int i = 0; i < a->point_count; i++) {
        float x = a->x[i], y = a->y[i], ux = a->dx[i], uy = a->dy[i], best = POINT_MOST;
        for (int j = 0; j < b->point_count; j++) {
            float dx = x - b->x[j], dy = y - b->y[j];
            float cost = dx * dx + dy * dy + TURN_COST * (1 - (ux * b->dx[j] + uy * b->dy[j]));
            best = cost < best ? cost : best;
            least[j] = cost < least[j] ? cost : least[j];
        }
        total += best * a->length[i];
        lengths += a->length[i];
    }
    return total / lengths;
}

static float points_distance(const struct shape *a, const struct shape *b) {
    float least[SHAPE_POINTS], total = 0, lengths = 1e-6F;
    float there = points_cost(a, b, least);
    for (int j = 0; j < b->point_count; j++) {
        total += least[j] * b->length[j];
        lengths += b->length[j];
    }
    return (there + total / lengths) / 2;
}

static int place(const struct shape *s, int stroke, int part) {
    int start = stroke == 0 ? 0 : s->ends[stroke - 1];
    return start + (s->ends[stroke] - 1 - start) * part / STROKE_PARTS;
}

static float stroke_cost(const struct shape *a, int i, const struct shape *b, int j) {
    float total = 0;
    for (int part = 0; part <= STROKE_PARTS; part++) {
        int p = place(a, i, part), q = place(b, j, part);
        float dx = a->x[p] - b->x[q], dy = a->y[p] - b->y[q];
        total += dx * dx + dy * dy;
    }
    return fminf(total / (STROKE_PARTS + 1), STROKE_MOST);
}

struct pairing {
    float cost[INK_STROKES][INK_STROKES];
    int best[INK_STROKES];  /* of each row among the columns left */
    uint64_t rows, columns; /* left */
    int row_count, column_count;
};

static void find_best(struct pairing *p, int row) {
    p->best[row] = -1;
    for (int j = 0; j < p->column_count; j++)
        if (p->columns >> j & 1 &&
            (p->best[row] < 0 || p->cost[row][j] < p->cost[row][p->best[row]]))
            p->best[row] = j;
}

/* Takes the cheapest pair that is left. */
static float take_pair(struct pairing *p) {
    int row = -1;
    for (int i = 0; i < p->row_count; i++) {
        if (!(p->rows >> i & 1)) continue;
        if (!(p->columns >> p->best[i] & 1)) find_best(p, i);
        if (row < 0 || p->cost[i][p->best[i]] < p->cost[row][p->best[row]]) row = i;
    }
    p->rows &= ~(1ULL << row);
    p->columns &= ~(1ULL << p->best[row]);
    return p->cost[row][p->best[row]];
}

static float strokes_distance(const struct shape *a, const struct shape *b) {
    struct pairing p;
    int n = a->stroke_count, m = b->stroke_count, pairs = n < m ? n : m, most = n > m ? n : m;
    float total = (float)(most - pairs) * STROKE_MISSING;
    p.row_count = n;
    p.column_count = m;
    p.rows = (1ULL << n) - 1;
    p.columns = (1ULL << m) - 1;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < m; j++) p.cost[i][j] = stroke_cost(a, i, b, j);
        find_best(&p, i);
    }
    for (int k = 0; k < pairs; k++) total += take_pair(&p);
    return total / (float)most;
}

float shape_distance(const struct shape *a, const struct shape *b) {
    return POINTS_PART * points_distance(a, b) + STROKES_PART * strokes_distance(a, b);
}
