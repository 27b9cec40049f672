/* bench_kiosk: measures the complete kiosk with the simulated reader, libnfc, SQLite and the
 * software renderer. It prints rows and asserts nothing about time.
 *
 *   BENCH_DATA       the data directory, made by tests/bench/fill
 *   BENCH_SECONDS    the duration of load and soak */
#include "flow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SAMPLES_MAX 20000

struct samples {
    int count;
    double ms[SAMPLES_MAX];
};

static int by_size(const void *a, const void *b) {
    double d = *(const double *)a - *(const double *)b;
    return d < 0 ? -1 : d > 0;
}

static void add(struct samples *s, double ms) {
    if (s->count < SAMPLES_MAX) s->ms[s->count++] = ms;
}

static void print_row(const char *what, struct samples *s) {
    if (!s->count) {
        printf("| %s | no samples |\n", what);
        return;
    }
    qsort(s->ms, (size_t)s->count, sizeof s->ms[0], by_size);
    printf("| %s | median %.1f ms, p99 %.1f ms, most %.1f ms (%d) |\n", what, s->ms[s->count / 2],
           s->ms[s->count * 99 / 100], s->ms[s->count - 1], s->count);
    fflush(stdout);
}

static void start(struct flow *f) {
    const char *data = getenv("BENCH_DATA");
    if (!data) flow_fail(f, "BENCH_DATA is not set");
    snprintf(f->data, sizeof f->data, "%s", data);
    f->without_import = true;
    flow_start(f, AT_ACTIVITY);
    /* The store is checked and open, glyphs are loaded, and a new store has its first snapshot. */
    flow_sleep_ms(3000);
    for (int i = 0;
         i < 120 &&
         flow_shell(
             f, NULL,
             "ls $DATA/snapshots/*.db 2>/dev/null && ! ls $DATA/snapshots/*.tmp 2>/dev/null") != 0;
         i++)
        flow_sleep_ms(500);
}

static long long number_after(const char *line, const char *key) {
    const char *at = strstr(line, key);
    return at ? atoll(at + strlen(key)) : 0;
}

/* A line of the trace after *offset that has both words; false if there is none within 2 s. */
static bool next_line(struct flow *f, long *offset, const char *one, const char *other,
                      char ret_line[static 512]) {
    char path[128];
    snprintf(path, sizeof path, "%s/trace", f->dir);
    for (int64_t end = flow_now_ms() + 2000; flow_now_ms() < end; usleep(500)) {
        FILE *file = fopen(path, "r");
        if (!file) continue;
        fseek(file, *offset, SEEK_SET);
        while (fgets(ret_line, 512, file) && strchr(ret_line, '\n')) {
            *offset = ftell(file);
            if (strstr(ret_line, one) && strstr(ret_line, other)) {
                fclose(file);
                return true;
            }
        }
        fclose(file);
    }
    return false;
}

static void card_of(int i, char ret_card[static 40]) {
    if (i % 6 == 5)
        snprintf(ret_card, 40, "B:50%06X", i);
    else
        snprintf(ret_card, 40, "A:04%04X11223344:ntag", i);
}

/* From a card in the field to the welcome frame on the display, types A and B mixed. */
CLAIM(taps) {
    static struct samples whole, kiosk;
    char card[40], line[512];
    long offset = 0;
    start(f);
    for (int i = 0; i < 300; i++) {
        card_of(i, card);
        long long placed = number_after(flow_sim(f, "place %s", card), "t=");
        if (next_line(f, &offset, "presented", "\"outcome\"", line)) {
            long long shown = number_after(line, "\"t\":"), seen = number_after(line, "\"tap\":");
            add(&whole, (double)(shown - placed) / 1e6);
            add(&kiosk, (double)(shown - seen) / 1e6);
        }
        flow_sim(f, "remove");
        flow_sleep_ms(60 + i * 7 % 23); /* not in step with the rounds of the radio */
    }
    print_row("card enters the field -> committed and presented, A and B mixed", &whole);
    print_row("of that: tap received -> COMMIT -> frame", &kiosk);
}

/* Prints the trace of a run of many cards. */
static void print_load(struct flow *f, const char *what, int placed) {
    static struct samples kiosk;
    char line[512];
    long offset = 0;
    const char *output = NULL;
    kiosk.count = 0;
    while (next_line(f, &offset, "presented", "\"outcome\"", line))
        add(&kiosk, (double)(number_after(line, "\"t\":") - number_after(line, "\"tap\":")) / 1e6);
    flow_shell(f, &output, "grep -c card_seen $DIR/trace; grep -c committed $DIR/trace");
    int seen = atoi(output), committed = atoi(strchr(output, '\n') + 1);
    flow_shell(f, &output,
               "sqlite3 $DATA/muster.db \"SELECT count(*) FROM record WHERE boot <> "
               "'00000000-0000-0000-0000-000000000000'\"");
    printf("| %s | %d placed, %d seen, %d committed, %d records, %d shown |\n", what, placed, seen,
           committed, atoi(output), kiosk.count);
    print_row("the same: tap received -> COMMIT -> frame", &kiosk);
}

/* The kiosk without the reader: 20 taps per second of 6,000 cards, from a reader without delays. */
CLAIM(load) {
    char path[96], next[96], device[128], card[40];
    int seconds = getenv("BENCH_SECONDS") ? atoi(getenv("BENCH_SECONDS")) : 300, placed = 0;
    snprintf(path, sizeof path, "%s/cards", f->dir);
    snprintf(next, sizeof next, "%s/cards.next", f->dir);
    snprintf(device, sizeof device, "fake:%s", path);
    flow_shell(f, NULL, ": > $DIR/cards");
    f->device = device;
    f->without_reader = true;
    start(f);
    int64_t begin = flow_now_ms();
    for (; flow_now_ms() < begin + seconds * 1000LL; placed++) {
        card_of(placed % 6000, card);
        FILE *file = fopen(next, "w");
        fprintf(file, "%c %.*s\n", card[0], (int)strcspn(card + 2, ":"), card + 2);
        fclose(file);
        rename(next, path);
        while (flow_now_ms() < begin + (placed + 1) * 50LL) usleep(500);
    }
    flow_sleep_ms(1000);
    print_load(f, "20 taps a second, a reader that is never too slow", placed);
}

/* The same with the simulated line, each card 70 ms in the field and 30 ms until the next. */
CLAIM(wire) {
    char card[40];
    int seconds = getenv("BENCH_SECONDS") ? atoi(getenv("BENCH_SECONDS")) : 300, placed = 0;
    start(f);
    int64_t begin = flow_now_ms();
    for (; flow_now_ms() < begin + seconds * 1000LL; placed++) {
        card_of(placed % 6000, card);
        flow_sim(f, "place %s", card);
        while (flow_now_ms() < begin + placed * 100LL + 70) usleep(500);
        flow_sim(f, "remove");
        while (flow_now_ms() < begin + (placed + 1) * 100LL) usleep(500);
    }
    flow_sleep_ms(1000);
    print_load(f, "10 cards a second on the simulated wire", placed);
}

/* From exec to the first frame. */
CLAIM(beginnings) {
    static struct samples first;
    char line[512];
    snprintf(f->data, sizeof f->data, "%s", getenv("BENCH_DATA"));
    snprintf(f->clock, sizeof f->clock, "%s", AT_ACTIVITY);
    f->without_reader = true;
    for (int i = 0; i < 20; i++) {
        long offset = 0;
        flow_shell(f, NULL, "rm -f $DIR/trace");
        long long began_ns = flow_now_ms() * 1000000LL;
        flow_start_kiosk(f);
        if (next_line(f, &offset, "presented", "screen", line))
            add(&first, (double)(number_after(line, "\"t\":") - began_ns) / 1e6);
        flow_kill_kiosk(f);
    }
    print_row("exec -> first frame", &first);
}

/* CPU time of all threads of the kiosk so far, in ns. */
static long long cpu_ns(struct flow *f) {
    clockid_t clock;
    struct timespec t = {0};
    flow_expect(f, clock_getcpuclockid(f->kiosk_pid, &clock) == 0);
    flow_expect(f, clock_gettime(clock, &t) == 0 && (t.tv_sec || t.tv_nsec));
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void measure_idle(struct flow *f, const char *what, int ms) {
    int frames = atoi(flow_drive(f, "frames"));
    long long before = cpu_ns(f);
    flow_sleep_ms(ms);
    double share = (double)(cpu_ns(f) - before) / ms / 1e4;
    printf("| %s, %.0f s | %d frames, %.2f %% of a core |\n", what, ms / 1e3,
           atoi(flow_drive(f, "frames")) - frames, share);
    fflush(stdout);
}

CLAIM(idle) {
    start(f);
    flow_drive(f, "touch 500 800");
    flow_screen(f, "home");
    flow_sleep_ms(1000);
    measure_idle(f, "home untouched", 30000);
    flow_stop_kiosk(f);
    flow_start_kiosk(f);
    flow_screen(f, "attract");
    flow_sleep_ms(2500); /* the next turn is prepared 7.5 s after the first */
    measure_idle(f, "attract between two transitions", 4500);
    measure_idle(f, "attract with its transitions", 30000);
}

static void home(struct flow *f) {
    flow_tap_gives(f, "A:04FFEEDDCCBB01:ntag", "unknown"); /* a tap leads here from any screen */
    flow_stop_kiosk(f);
    flow_start_kiosk(f);
    flow_screen(f, "attract");
    flow_sleep_ms(1500);
    flow_drive(f, "touch 500 800");
    flow_screen(f, "home");
}

static void print_opened(struct flow *f, const char *what) {
    static struct samples opened;
    char line[512];
    long offset = 0;
    opened.count = 0;
    while (next_line(f, &offset, "presented", "screen", line)) {
        long long lifted = number_after(line, "\"tap\":"), shown = number_after(line, "\"t\":");
        if (!lifted || strstr(line, "outcome")) continue;
        double ms = (double)(shown - lifted) / 1e6;
        add(&opened, ms);
        if (ms > 16) fprintf(stderr, "%.1f ms: %s", ms, strstr(line, "screen"));
    }
    print_row(what, &opened);
}

/* From a lifted finger to the first frame of the screen that opens. */
CLAIM(screens) {
    static const char *const ways[][3] = {
        {"荣誉墙", "王双根", "返回"},       {"活动安排", "下月", "返回"},
        {"服务申请", "就业创业", "上一步"}, {"政策指南", "优待证", "返回"},
        {"战友地图", NULL, "返回"},         {"志愿队伍", "爱心到家", "返回"}};
    char line[512];
    long offset = 0;
    start(f);
    home(f);
    while (next_line(f, &offset, "presented", "home", line)) continue;
    for (int round = 0; round < 6; round++) {
        for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
            for (int step = 0; step < 3; step++) {
                if (!ways[i][step]) continue;
                flow_touch(f, ways[i][step]);
                flow_sleep_ms(150);
            }
            if (i == 0 || i == 3 || i == 2 || i == 5) flow_touch(f, "返回");
            flow_sleep_ms(150);
        }
    }
    print_opened(f, "finger lifted -> the screen it opens is presented");
}

/* The same for the staff pages: each tab six times. */
CLAIM(staff) {
    static const char *const tabs[][2] = {{"未到名单", "staff_absent"}, {"补签", "staff_manual"},
                                          {"发卡", "staff_enrol"},      {"上传", "staff_queue"},
                                          {"设备", "staff_device"},     {"设置", "staff_settings"},
                                          {"同事", "staff_colleagues"}, {"签到记录", "staff_log"}};
    start(f);
    flow_shell(f, NULL,
               "sqlite3 $DATA/muster.db 'UPDATE staff SET card=NULL'"); /* left by an earlier run */
    flow_make_staff(f);
    flow_sign_in(f);
    for (int round = 0; round < 6; round++) {
        for (size_t i = 0; i < sizeof tabs / sizeof tabs[0]; i++) {
            flow_touch(f, tabs[i][0]);
            flow_screen(f, tabs[i][1]);
            flow_sleep_ms(300);
        }
    }
    print_opened(f, "finger lifted -> a page of staff is presented");
}

/* All taps are exported to a stick while a finger scrolls a story. */
CLAIM(export) {
    char usb[160];
    snprintf(usb, sizeof usb, "[data]\nusb = %s/stick\n", f->dir);
    f->extra_config = usb;
    flow_shell(f, NULL, "mkdir -p $DIR/stick");
    start(f);
    flow_make_staff(f);
    flow_sign_in(f);
    flow_touch(f, "导出到 U 盘");
    flow_sees(f, "请不要拔出");
    flow_touch(f, "返回");
    flow_screen(f, "staff_log");
    flow_touch(f, "退出");
    flow_drive(f, "touch 500 800");
    flow_screen(f, "home");
    flow_touch(f, "荣誉墙");
    flow_screen(f, "wall");
    flow_touch(f, "王双根");
    flow_screen(f, "story");
    flow_drive(f, "frame-times");
    int drags = 0;
    while (flow_shell(f, NULL, "ls $DIR/stick | grep -q part$") == 0) {
        flow_drive(f, drags % 2 ? "drag 500 500 500 1400 300" : "drag 500 1400 500 500 300");
        drags++;
    }
    printf("| frames while a story scrolls and taps are exported (%d drags) | %s |\n", drags,
           flow_drive(f, "frame-times"));
}

/* Frame times while a finger scrolls a story, and while attract fades between stories. */
CLAIM(frames) {
    start(f);
    flow_drive(f, "frame-times");
    flow_sleep_ms(40000);
    printf("| frames of attract over 40 s, fading stories | %s |\n", flow_drive(f, "frame-times"));
    flow_drive(f, "touch 500 800");
    flow_screen(f, "home");
    flow_touch(f, "荣誉墙");
    flow_screen(f, "wall");
    flow_drive(f, "frame-times");
    for (int i = 0; i < 40; i++) flow_touch(f, "下一页");
    printf("| frames while 500 stories are paged through | %s |\n", flow_drive(f, "frame-times"));
    flow_touch(f, "返回");
    flow_screen(f, "home");
    flow_touch(f, "荣誉墙");
    flow_screen(f, "wall");
    flow_touch(f, "王双根");
    flow_screen(f, "story");
    flow_sleep_ms(500);
    flow_drive(f, "frame-times");
    for (int i = 0; i < 10; i++) {
        flow_drive(f, "drag 500 1400 500 500 600");
        flow_drive(f, "drag 500 500 500 1400 600");
    }
    printf("| frames while a story scrolls under a finger | %s |\n", flow_drive(f, "frame-times"));
}

static long pss_kb(int pid) {
    char path[64], line[256];
    long kb = 0;
    snprintf(path, sizeof path, "/proc/%d/smaps_rollup", pid);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file)) sscanf(line, "Pss: %ld", &kb);
    if (file) fclose(file);
    return kb;
}

static long pss_all_kb(struct flow *f) {
    const char *child = NULL;
    flow_shell(f, &child, "pgrep -P %d | head -1", f->kiosk_pid);
    return pss_kb(f->kiosk_pid) + (atoi(child) ? pss_kb(atoi(child)) : 0);
}

/* Taps and touches for a long time: measures memory. */
CLAIM(soak) {
    static const char *const labels[] = {"荣誉墙",   "王双根",   "下一位",   "返回",
                                         "返回",     "活动安排", "下月",     "返回",
                                         "政策指南", "返回",     "战友地图", "返回"};
    int seconds = getenv("BENCH_SECONDS") ? atoi(getenv("BENCH_SECONDS")) : 3600, taps = 0;
    char card[40];
    start(f);
    int64_t begin = flow_now_ms(), next_print = begin + 120000;
    long at_two = 0, most = 0;
    while (flow_now_ms() < begin + seconds * 1000LL) {
        card_of(taps++ % 6000, card);
        flow_tap(f, card);
        flow_sleep_ms(9500);
        if (flow_is_screen(f, "attract")) flow_drive(f, "touch 500 800");
        flow_sleep_ms(300);
        for (size_t i = 0; i < sizeof labels / sizeof labels[0] && !flow_is_screen(f, "attract");
             i++) {
            flow_drive(f, "touch %s", labels[i]);
            flow_sleep_ms(250);
        }
        long kb = pss_all_kb(f);
        most = kb > most ? kb : most;
        if (flow_now_ms() < next_print) continue;
        if (!at_two) at_two = kb;
        fprintf(stderr, "%lld min: %ld kB\n", (long long)(flow_now_ms() - begin) / 60000, kb);
        next_print = flow_now_ms() + 300000;
    }
    long last = pss_all_kb(f);
    printf("| PSS of kiosk and reader child over %d min of taps and touches | minute 2: %.1f MB, "
           "end: %.1f MB, most: %.1f MB |\n",
           seconds / 60, (double)at_two / 1024, (double)last / 1024, (double)most / 1024);
}
