/* bench_glass: the glass with the fixture's desk: first frame, fading, scrolling, opening screens,
 * outcome to frame, idle, memory. bench_glass [WxH] */
#include "base/clock.h"
#include "base/mailbox.h"
#include "fixture/desk.h"
#include "screens/list.h"
#include "screens/screens.h"
#include "screens/shell/glass_private.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define SAMPLES 4096

struct samples {
    double ms[SAMPLES];
    int count;
};

struct bench {
    struct glass *glass;
    struct mailbox *intents;
    bool stop; /* atomic */
    int64_t started_ns, presented_ns;
    volatile int presented;
};

static int by_value(const void *a, const void *b) {
    double d = *(const double *)a - *(const double *)b;
    return d < 0 ? -1 : d > 0;
}

static void print(const char *what, struct samples *s) {
    qsort(s->ms, (size_t)s->count, sizeof s->ms[0], by_value);
    if (s->count == 0) return;
    printf("| glass alone: %s | median %.1f ms, p99 %.1f ms, most %.1f ms (%d) |\n", what,
           s->ms[s->count / 2], s->ms[s->count * 99 / 100], s->ms[s->count - 1], s->count);
}

static void add(struct samples *s, int64_t from_ns) {
    if (s->count < SAMPLES) s->ms[s->count++] = (double)(clock_trace_ns() - from_ns) / 1e6;
}

static bool ask(void *to, const struct intent *intent) {
    return mailbox_post(((struct bench *)to)->intents, intent, sizeof *intent);
}

static void presented(void *to, const struct outcome *outcome, const char *screen, int64_t cause_ns,
                      int64_t at_ns) {
    (void)cause_ns;
    struct bench *bench = to;
    (void)outcome;
    (void)screen;
    bench->presented_ns = at_ns;
    bench->presented++;
}

static void *desk(void *arg) {
    struct bench *bench = arg;
    struct intent intent;
    struct glass_event *event = calloc(1, sizeof *event);
    while (mailbox_take(bench->intents, -1, &intent, NULL)) {
        event->kind = GLASS_ANSWER;
        if (fixture_answer(&intent, &event->u.answer))
            mailbox_post(glass_mailbox(bench->glass), event, glass_event_size(event));
    }
    free(event);
    return NULL;
}

/* One turn: draws a frame of that moment and presents it. */
static void frame(struct bench *bench, struct samples *s, int64_t since_ms, int scroll_px) {
    struct glass *g = bench->glass;
    int64_t from = clock_trace_ns();
    g->display.frame.since_ms = since_ms;
    g->display.frame.left_ms = -1;
    g->display.frame.scroll_px = scroll_px;
    frame_draw(&g->display.frame);
    window_present(g->display.window, &g->display.ui.canvas.pixels);
    if (s) add(s, from);
}

/* As a turn of the loop does: opens another screen, then takes its answers. */
static void go(struct bench *bench, const struct screen *screen, const struct where *where) {
    navigation_go(&bench->glass->navigation, screen, where, NULL);
    glass_take_posted(bench->glass);
}

static void settle(struct bench *bench) {
    do frame(bench, NULL, 0, 0);
    while (bench->glass->display.ui.canvas.waiting &&
           (pictures_settle(bench->glass->display.ui.canvas.pictures), true));
}

static void bench_fade(struct bench *bench) {
    struct samples s = {0};
    go(bench, &screen_attract, NULL);
    settle(bench);
    for (int turn = 1; turn <= 8; turn++) {
        frame(bench, NULL, turn * 9000 - 1000, 0);
        pictures_settle(bench->glass->display.ui.canvas.pictures);
        for (int ms = 0; ms < 250; ms += 8) frame(bench, &s, turn * 9000 + ms, 0);
    }
    print("frame while two stories fade", &s);
}

static void bench_scroll(struct bench *bench) {
    struct samples s = {0};
    go(bench, &screen_story, &(struct where){.id = 1});
    settle(bench);
    int most = frame_scroll_most(&bench->glass->display.frame);
    for (int round = 0; round < 2; round++)
        for (int px = 0; px < most; px += 9) frame(bench, &s, 100, px);
    print("frame while a story scrolls", &s);
}

/* As the glass does when it is idle after its first frame. */
static void bench_warm(struct bench *bench) {
    struct samples s = {0};
    int64_t from = clock_trace_ns();
    while (warm_page(&bench->glass->warm)) {
        add(&s, from);
        from = clock_trace_ns();
    }
    print("a page warmed out of sight", &s);
}

static void bench_open(struct bench *bench) {
    struct samples first = {0}, again = {0};
    for (int round = 0; round < 3; round++) {
        for (int i = 0; screens_all[i]; i++) {
            int64_t from = clock_trace_ns();
            go(bench, screens_all[i], &(struct where){.id = 1});
            frame(bench, NULL, 0, 0);
            struct samples *s = round ? &again : &first;
            add(s, from);
            double ms = s->ms[s->count - 1];
            if (ms > 16) fprintf(stderr, "%s: %.1f ms\n", screens_all[i]->name, ms);
        }
    }
    print("a screen opened, for the first time", &first);
    print("a screen opened, again", &again);
}

static void bench_outcome(struct bench *bench) {
    static const char *const names[] = {"王建国", "欧阳余康", "李秀英", "赵国庆",
                                        "孙卫东", "郑海燕",   "吴志强", "周桂兰"};
    struct samples s = {0};
    struct glass_event *event = calloc(1, sizeof *event);
    warm_glyphs(&bench->glass->display.ui);
    for (int i = 0; i < 200; i++) {
        if (i % 3 == 0) go(bench, &screen_home, NULL);
        event->kind = GLASS_OUTCOME;
        event->u.outcome = fixture_outcome(OUTCOME_WELCOME, REFUSAL_NONE);
        TEXT_COPY(event->u.outcome.member_name, names[i % 8]);
        event->u.outcome.nth_today = i;
        int64_t from = clock_trace_ns();
        events_take(&bench->glass->events, event);
        glass_take_posted(bench->glass);
        frame(bench, NULL, 0, 0);
        add(&s, from);
    }
    free(event);
    print("outcome to welcome frame presented", &s);
}

static void *stop_later(void *arg) {
    struct bench *bench = arg;
    sleep(20);
    __atomic_store_n(&bench->stop, true, __ATOMIC_RELEASE);
    glass_wake(bench->glass);
    return NULL;
}

static double cpu_s(void) {
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
           (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

static void bench_still(struct bench *bench) {
    pthread_t stopper;
    double before = cpu_s();
    bench->glass->presenter.frames = 0;
    pthread_create(&stopper, NULL, stop_later, bench);
    glass_run(bench->glass, &bench->stop);
    pthread_join(stopper, NULL);
    printf("| glass alone: attract for 20 s (two turns) | %lld frames, %.2f %% of a core |\n",
           (long long)bench->glass->presenter.frames, (cpu_s() - before) * 5);
}

static void print_memory(void) {
    char line[200];
    FILE *f = fopen("/proc/self/smaps_rollup", "r");
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, "Pss:", 4) == 0 || strncmp(line, "Rss:", 4) == 0) fputs(line, stdout);
    if (f) fclose(f);
    if (getenv("SMAPS")) {
        snprintf(line, sizeof line, "cat /proc/%d/smaps > %s", getpid(), getenv("SMAPS"));
        if (system(line) != 0) return;
    }
}

int main(int argc, char **argv) {
    struct bench bench = {.started_ns = clock_trace_ns()};
    struct glass_config config = {.screens = &screens_table,
                                  .station = "龙尚社区退役军人服务站",
                                  .assets_folder = MUSTER_SOURCE_DIR "/assets",
                                  .blob_folder = MUSTER_SOURCE_DIR "/tests/fixture/pictures",
                                  .language = "zh",
                                  .width_px = 1080,
                                  .height_px = 1920};
    struct glass_calls calls = {.to = &bench, .ask = ask, .presented = presented};
    struct why why;
    pthread_t thread;
    if (argc > 1) sscanf(argv[1], "%dx%d", &config.width_px, &config.height_px);
    bench.intents = mailbox_new(64, sizeof(struct intent), NULL, NULL);
    if (glass_open(&config, &calls, &why, &bench.glass)) {
        fprintf(stderr, "%s\n", why.text);
        return 1;
    }
    pthread_create(&thread, NULL, desk, &bench);
    go(&bench, &screen_attract, NULL);
    frame(&bench, NULL, 0, 0);
    printf("| glass alone: open to first frame, %dx%d | %.1f ms |\n", config.width_px,
           config.height_px, (double)(clock_trace_ns() - bench.started_ns) / 1e6);
    bench_warm(&bench);
    bench_fade(&bench);
    bench_scroll(&bench);
    bench_open(&bench);
    bench_outcome(&bench);
    bench_still(&bench);
    print_memory();
    mailbox_close(bench.intents);
    pthread_join(thread, NULL);
    glass_close(bench.glass);
    mailbox_free(bench.intents);
    return 0;
}
