/* times: how long frames took to draw and to present. */
#include "drive_private.h"

#include <stdio.h>
#include <stdlib.h>

#define FRAMES_MAX 16384
#define FRAME_US 16600 /* of a display of 60 frames a second */

struct frame_times {
    int count;
    int32_t us[FRAMES_MAX];
};

struct frame_times *times_new(void) {
    return calloc(1, sizeof(struct frame_times));
}

void times_free(struct frame_times *times) {
    free(times);
}

void times_add(struct frame_times *times, int64_t ns) {
    if (times->count < FRAMES_MAX) times->us[times->count++] = (int32_t)(ns / 1000);
}

static int by_size(const void *a, const void *b) {
    return *(const int32_t *)a - *(const int32_t *)b;
}

void times_show(struct drive *drive, const char *rest) {
    struct frame_times *times = drive->times;
    char words[128];
    int n = times->count, run = 0, longest = 0;
    (void)rest;
    for (int i = 0; i < n; i++) {
        run = times->us[i] > FRAME_US ? run + 1 : 0;
        if (run > longest) longest = run;
    }
    qsort(times->us, (size_t)n, sizeof times->us[0], by_size);
    if (n)
        snprintf(words, sizeof words,
                 "ok %d frames, median %d us, p99 %d us, most %d us, late ones running %d", n,
                 times->us[n / 2], times->us[n * 99 / 100], times->us[n - 1], longest);
    else
        snprintf(words, sizeof words, "ok 0 frames");
    times->count = 0;
    answer_now(&drive->answer, words);
}
