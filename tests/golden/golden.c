/* golden: one picture per screen and case, compared with the one in pictures/.
 *
 *   golden PANEL LANGUAGE SIZE          compare; a missing reference fails
 *   golden PANEL LANGUAGE SIZE update   write the references (tools/golden does)
 *
 * Pictures are stored at a third of their size with four bits per channel: enough to detect a shift
 * of two pixels or a wrong colour, but small. A failing case writes NAME.actual.png and
 * NAME.difference.png to the working folder. */
#include "base/clock.h"
#include "fixture/cases.h"
#include "ui/png.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SCALE 3
#define CHANNEL_SLACK 32 /* of 255; two steps of what is kept */
#define PIXEL_SLACK_PER_MILLE 2

/* The nearest of sixteen levels. */
static uint32_t kept(uint32_t channel) {
    return (channel + 8) / 17 * 17;
}

static uint32_t mean(const struct pixels *from, int x, int y) {
    uint32_t r = 0, g = 0, b = 0;
    for (int dy = 0; dy < SCALE; dy++) {
        for (int dx = 0; dx < SCALE; dx++) {
            uint32_t p = from->at[(size_t)(y * SCALE + dy) * from->stride + x * SCALE + dx];
            r += p >> 16 & 255;
            g += p >> 8 & 255;
            b += p & 255;
        }
    }
    uint32_t n = SCALE * SCALE;
    return OPAQUE(kept(r / n) << 16 | kept(g / n) << 8 | kept(b / n));
}

static struct pixels shrunk(const struct pixels *from) {
    struct pixels to = {.width = from->width / SCALE,
                        .height = from->height / SCALE,
                        .stride = from->width / SCALE};
    to.at = malloc((size_t)to.width * to.height * sizeof *to.at);
    if (!to.at) abort();
    for (int y = 0; y < to.height; y++)
        for (int x = 0; x < to.width; x++) to.at[(size_t)y * to.stride + x] = mean(from, x, y);
    return to;
}

static bool differs(uint32_t a, uint32_t b) {
    for (int shift = 0; shift < 24; shift += 8)
        if (abs((int)(a >> shift & 255) - (int)(b >> shift & 255)) > CHANNEL_SLACK) return true;
    return false;
}

/* Counts pixels that differ; in `difference` they are red and others pale. */
static int compare(const struct pixels *actual, const struct pixels *expected,
                   struct pixels *difference) {
    int count = 0;
    for (int i = 0; i < actual->width * actual->height; i++) {
        bool bad = differs(actual->at[i], expected->at[i]);
        count += bad;
        difference->at[i] = bad ? 0xFFFF0000u : colour_mix(expected->at[i], 0xFFFFFFFFu, 200);
    }
    return count;
}

static void write_or_die(const struct pixels *pixels, const char *path) {
    struct why why;
    if (png_write(pixels, path, &why) == ERR_NONE) return;
    fprintf(stderr, "%s\n", why.text);
    exit(2);
}

static bool check(const struct pixels *actual, const char *reference, const char *name) {
    struct pixels expected;
    struct why why;
    char path[200];
    snprintf(path, sizeof path, "%s.actual.png", name);
    if (png_read(reference, &why, &expected)) {
        printf("%s: no reference: %s (tools/golden writes it)\n", name, why.text);
        write_or_die(actual, path);
        return false;
    }
    bool same_size = expected.width == actual->width && expected.height == actual->height;
    struct pixels difference = *actual;
    difference.at = calloc((size_t)actual->width * actual->height, sizeof *difference.at);
    if (!difference.at) abort();
    int bad = same_size ? compare(actual, &expected, &difference) : actual->width * actual->height;
    bool good = bad * 1000 <= PIXEL_SLACK_PER_MILLE * actual->width * actual->height;
    if (!good) {
        printf("%s: %d pixels differ\n", name, bad);
        write_or_die(actual, path);
        snprintf(path, sizeof path, "%s.difference.png", name);
        write_or_die(&difference, path);
    }
    free(difference.at);
    free(expected.at);
    return good;
}

static bool one(struct stage *stage, const struct golden_case *c, const char *variant,
                bool update) {
    char name[120], reference[300];
    golden_show(stage, c);
    struct pixels actual = shrunk(&stage->ui.canvas.pixels);
    snprintf(name, sizeof name, "%s.%s", c->name, variant);
    snprintf(reference, sizeof reference, MUSTER_SOURCE_DIR "/tests/golden/pictures/%s.png", name);
    bool good = true;
    if (update)
        write_or_die(&actual, reference);
    else
        good = check(&actual, reference, name);
    free(actual.at);
    return good;
}

int main(int argc, char **argv) {
    struct stage stage;
    struct stage_panel panel = {0};
    char variant[80];
    int failed = 0, done = 0;
    if (argc < 4 || sscanf(argv[1], "%dx%d", &panel.width, &panel.height) != 2) return 2;
    panel.language = strcmp(argv[2], "en") == 0;
    panel.text_size = strcmp(argv[3], "large") == 0 ? TEXT_LARGE : TEXT_NORMAL;
    bool update = argc > 4 && strcmp(argv[4], "update") == 0;
    bool every_case =
        panel.height > panel.width && panel.language == 0 && panel.text_size == TEXT_NORMAL;
    snprintf(variant, sizeof variant, "%s.%s.%s", argv[1], argv[2], argv[3]);
    setenv("TZ", "Asia/Shanghai", 1);
    clock_pretend(FIXTURE_NOW_MS, true);
    stage_open(&stage);
    stage_set_panel(&stage, &panel);
    for (int i = 0; i < golden_case_count; i++) {
        if (golden_cases[i].once && !every_case) continue;
        done++;
        failed += !one(&stage, &golden_cases[i], variant, update);
    }
    stage_close(&stage);
    printf("%s: %d pictures, %d differ\n", variant, done, failed);
    return failed > 0;
}
