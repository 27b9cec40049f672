/* bench_reader: the time from a card in the simulator's field to the posted tap, compared with
 * libnfc's nfc-poll on the same simulator in the same run. Asserts nothing about time.
 *
 *   bench_reader [taps of each card, 40] [rounds of nfc-poll, 10] */
#include "../conform/rig.h"

#include "base/bytes.h"
#include "base/clock.h"

#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define TAPS_MAX 2000
#define SETTLE_MS 300 /* the reader has noticed the removal */
#define ROUND_MS 60   /* longer than a sweep, so that cards come at any moment of it */

struct series {
    const char *name;
    int count, lost;
    double ms[TAPS_MAX];
};

static struct rig rig;
static int taps = 40, polls = 10;

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double rank(const struct series *series, double share) {
    int at = (int)(share * series->count);
    return series->count ? series->ms[at < series->count ? at : series->count - 1] : 0;
}

static void print_series(struct series *series) {
    qsort(series->ms, (size_t)series->count, sizeof series->ms[0], by_size);
    printf("| %-28s | %4d | %4d | %7.1f | %7.1f | %7.1f |\n", series->name, series->count,
           series->lost, rank(series, 0.5), rank(series, 0.99), rank(series, 1));
    fflush(stdout);
}

static void note(struct series *series, int64_t from_ns, bool came) {
    if (!came)
        series->lost++;
    else if (series->count < TAPS_MAX)
        series->ms[series->count++] = (double)(clock_trace_ns() - from_ns) / 1e6;
}

static void tap_once(struct series *series, const char *card) {
    rig_sleep(SETTLE_MS);
    rig_forget(&rig);
    usleep((unsigned)(random() % (ROUND_MS * 1000)));
    int64_t placed_ns = rig_say(&rig, "place %s", card);
    note(series, placed_ns, rig_wait(&rig, READER_TAP, 2000) >= 0);
    rig_say(&rig, "remove");
}

static void measure(const char *name, const char *const *cards, int card_count) {
    static struct series series;
    series = (struct series){.name = name};
    for (int i = 0; i < taps; i++) tap_once(&series, cards[i % card_count]);
    print_series(&series);
}

static void measure_ours(void) {
    static const char *const cards[] = {"A:04A1B2C3D4E5F6:ntag", "A:DEADBEEF:classic",
                                        "A:04112233445566:desfire", "B:11223344"};
    rig_open_up(&rig);
    measure("reader, NTAG215", cards, 1);
    measure("reader, MIFARE Classic", cards + 1, 1);
    measure("reader, DESFire", cards + 2, 1);
    measure("reader, type B", cards + 3, 1);
    measure("reader, the four mixed", cards, 4);
    rig_close(&rig);
}

/* Reads until the text has come from fd, or the time is over. */
static bool wait_for_text(int fd, const char *text, int ms) {
    char seen[8192];
    size_t have = 0;
    for (int64_t end_ms = clock_ticks_ms() + ms; clock_ticks_ms() < end_ms;) {
        ssize_t count = read(fd, seen + have, sizeof seen - 1 - have);
        if (count <= 0) return false;
        have += (size_t)count;
        seen[have] = '\0';
        if (strstr(seen, text)) return true;
    }
    return false;
}

static void poll_once(struct series *series, const char *card) {
    char device[96];
    int fd;
    snprintf(device, sizeof device, "pn532_uart:%s/reader", rig.folder);
    pid_t pid = forkpty(&fd, NULL, NULL, NULL); /* with a pipe, nfc-poll would buffer its output */
    if (pid == 0) {
        setenv("LIBNFC_DEVICE", device, 1);
        execlp("nfc-poll", "nfc-poll", (char *)NULL);
        _exit(127);
    }
    bool ready = wait_for_text(fd, "NFC device will poll", 5000);
    usleep((unsigned)(random() % 2100000)); /* one of its rounds */
    int64_t placed_ns = rig_say(&rig, "place %s", card);
    note(series, placed_ns, ready && wait_for_text(fd, card[0] == 'A' ? "UID" : "PUPI", 6000));
    rig_say(&rig, "remove");
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    close(fd);
}

static void measure_nfc_poll(void) {
    static struct series series = {.name = "nfc-poll as shipped, mixed"};
    static const char *const cards[] = {"A:04A1B2C3D4E5F6:ntag", "B:11223344"};
    if (access("/usr/bin/nfc-poll", X_OK) < 0) {
        printf("nfc-poll is not installed (package libnfc-examples): nothing to compare with.\n");
        return;
    }
    for (int i = 0; i < polls; i++) poll_once(&series, cards[i % 2]);
    print_series(&series);
}

static void print_machine(void) {
    struct utsname system;
    char line[256], model[256] = "unknown";
    FILE *file = fopen("/proc/cpuinfo", "r");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "model name : %255[^\n]", model) == 1) break;
    if (file) fclose(file);
    uname(&system);
    printf("Machine: %s, %ld cores, %s %s %s\n", model, sysconf(_SC_NPROCESSORS_ONLN),
           system.sysname, system.release, system.machine);
}

static void run(void **state) {
    (void)state;
    print_machine();
    printf("Simulator: 115,200 baud, 5 ms a request without an answer\n\n");
    printf("| card in field -> tap posted    | taps | lost | median  | p99     | max, ms |\n"
           "|------------------------------|------|------|---------|---------|---------|\n");
    rig_init(&rig, NULL);
    measure_ours();
    measure_nfc_poll();
    rig_finish(&rig);
}

int main(int argc, char **argv) {
    if (argc > 1 && !strcmp(argv[1], READER_CHILD)) return reader_child_main(argc, argv);
    if (argc > 1) taps = atoi(argv[1]);
    if (argc > 2) polls = atoi(argv[2]);
    const struct CMUnitTest tests[] = {cmocka_unit_test(run)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
