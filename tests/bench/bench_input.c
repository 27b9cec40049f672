/* bench_input: the recognition rate of handwriting on strokes that the templates were not made from
 * (tests/strokes), and the time of handwriting and pinyin. */
#include "base/clock.h"
#include "input/handwriting.h"
#include "input/pinyin.h"
#include "strokes/strokes.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define CHARACTERS_MOST 2000
enum way { TIDY, FREE_ORDER, JOINED, HURRIED, WAYS };

static const char *const way_names[WAYS] = {"tidy strokes", "strokes in random order",
                                            "a pair of strokes joined",
                                            "slanted, every stroke beside its place"};

struct tally {
    int count, first, ten;
};

static int us[CHARACTERS_MOST * WAYS], us_count;

static int by_size(const void *a, const void *b) {
    return *(const int *)a - *(const int *)b;
}

static void write_so(enum way way, const struct ink *ink, unsigned *seed, struct ink *ret_ink) {
    switch (way) {
    case TIDY:
        *ret_ink = *ink;
        break;
    case FREE_ORDER:
        strokes_shuffle(ink, seed, ret_ink);
        break;
    case JOINED:
        strokes_join(ink, seed, ret_ink);
        break;
    case HURRIED:
        strokes_hurry(ink, seed, ret_ink);
        break;
    case WAYS:
        break;
    }
}

static void count(const struct handwriting *h, const struct ink *ink, const char *text,
                  struct tally *tally) {
    static struct handwriting_result result;
    int64_t since = clock_trace_ns();
    handwriting_recognise(h, ink, &result);
    if (us_count < CHARACTERS_MOST * WAYS)
        us[us_count++] = (int)((clock_trace_ns() - since) / 1000);
    tally->count++;
    int place = 0;
    while (place < result.count && strcasecmp(result.candidates[place].text, text) != 0) place++;
    tally->first += place == 0;
    tally->ten += place < result.count && place < 10;
    if (getenv("BENCH_MISSES") && strcasecmp(result.candidates[0].text, text) != 0)
        fprintf(stderr, "%s as %s\n", text, result.candidates[0].text);
}

static void print_row(const char *what, const struct tally *t) {
    printf("| %s, %d | %.1f %% first, %.1f %% in ten |\n", what, t->count,
           100.0 * t->first / t->count, 100.0 * t->ten / t->count);
}

static void all_characters(const struct handwriting *h, enum way way) {
    static struct ink ink, written;
    struct tally characters = {0}, others = {0};
    char text[8];
    unsigned seed = 1;
    FILE *file = strokes_open();
    if (!file) return;
    while (strokes_next(file, text, &ink)) {
        write_so(way, &ink, &seed, &written);
        count(h, &written, text, isalnum((unsigned char)text[0]) ? &others : &characters);
    }
    fclose(file);
    print_row(way_names[way], &characters);
    if (way == TIDY) print_row("digits and letters, large or small alike", &others);
}

static void all_pairs(const struct handwriting *h) {
    static struct ink ink, last, both;
    struct tally pairs = {0};
    char text[8], last_text[8] = "", words[24];
    FILE *file = strokes_open();
    if (!file) return;
    while (strokes_next(file, text, &ink)) {
        if (isalnum((unsigned char)text[0])) continue;
        if (last_text[0]) {
            strokes_beside(&last, &ink, &both);
            snprintf(words, sizeof words, "%s%s", last_text, text);
            count(h, &both, words, &pairs);
        }
        last = ink;
        strcpy(last_text, text);
    }
    fclose(file);
    print_row("two characters side by side", &pairs);
}

/* Sentences typed letter by letter, with the candidates for each key. */
static void all_keys(void) {
    static const char *const typed[] = {"woxiangzhaoyifengongzuo", "youdaizhengzenmeban",
                                        "jialiyourenshengbing",    "zhufanglouyuxuyaoxiushan",
                                        "tuiyijunrenfuwuzhan",     "qingshangmenzoufangweiwen"};
    static struct pinyin_candidates candidates;
    struct pinyin_input *input = NULL;
    struct why why;
    int64_t since = clock_trace_ns();
    if (pinyin_input_open(MUSTER_SOURCE_DIR "/assets/input/words.txt", &why, &input)) return;
    printf("| pinyin opened | %.1f ms |\n", (double)(clock_trace_ns() - since) / 1e6);
    us_count = 0;
    for (int round = 0; round < 5; round++)
        for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++)
            for (size_t n = 1; n <= strlen(typed[i]); n++) {
                char letters[PINYIN_LETTERS + 1] = "";
                memcpy(letters, typed[i], n);
                since = clock_trace_ns();
                pinyin_input_candidates(input, letters, &candidates);
                us[us_count++] = (int)((clock_trace_ns() - since) / 1000);
            }
    qsort(us, (size_t)us_count, sizeof us[0], by_size);
    printf("| pinyin key to candidates | median %.2f ms, p99 %.2f ms, most %.2f ms |\n",
           us[us_count / 2] / 1e3, us[us_count * 99 / 100] / 1e3, us[us_count - 1] / 1e3);
    pinyin_input_close(input);
}

int main(void) {
    struct handwriting *h = NULL;
    struct why why = {0};
    int64_t since = clock_trace_ns();
    if (handwriting_open(MUSTER_SOURCE_DIR "/assets/handwriting/templates.bin", &why, &h)) {
        fprintf(stderr, "%s\n", why.text);
        return 1;
    }
    printf("| templates opened | %.1f ms |\n", (double)(clock_trace_ns() - since) / 1e6);
    for (enum way way = TIDY; way < WAYS; way++) all_characters(h, way);
    qsort(us, (size_t)us_count, sizeof us[0], by_size);
    printf("| recognising a character | median %.2f ms, p99 %.2f ms |\n", us[us_count / 2] / 1e3,
           us[us_count * 99 / 100] / 1e3);
    us_count = 0;
    all_pairs(h);
    qsort(us, (size_t)us_count, sizeof us[0], by_size);
    printf("| recognising two | median %.2f ms, p99 %.2f ms |\n", us[us_count / 2] / 1e3,
           us[us_count * 99 / 100] / 1e3);
    handwriting_close(h);
    all_keys();
    return 0;
}
