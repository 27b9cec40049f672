/* bench_log DATA_FOLDER: the time of each staff page, one row per page. */
#include "base/bytes.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>

#define ROUNDS 100

static int us[ROUNDS];

static int by_size(const void *a, const void *b) {
    return *(const int *)a - *(const int *)b;
}

static void print_row(const char *what) {
    qsort(us, ROUNDS, sizeof *us, by_size);
    printf("| staff: %s | median %.2f ms, p99 %.2f ms |\n", what, us[ROUNDS / 2] / 1e3,
           us[ROUNDS * 99 / 100] / 1e3);
}

static void must(enum err e, const struct why *why) {
    if (e == ERR_NONE) return;
    fprintf(stderr, "%s: %s\n", err_name(e), why->text);
    exit(1);
}

/* Every second round shows the second page. */
static void log_page(struct store *store, const char *what, struct staff_scope scope, int step) {
    static struct staff_log log;
    struct why why = {0};
    struct staff_ask ask = {.scope = scope};
    for (int i = 0; i < ROUNDS; i++) {
        if (step && i % 2 == 0 && scope.member_id) ask.scope.member_id = 1 + i * step;
        if (step && i % 2 == 0 && scope.occurrence_id)
            ask.scope.occurrence_id = scope.occurrence_id + i * step;
        ask.from = (struct staff_place){0};
        if (i % 2 == 1 && log.count > 0)
            ask.from = (struct staff_place){log.row[log.count - 1].at_ms,
                                            log.row[log.count - 1].occurrence_id,
                                            log.row[log.count - 1].member_id, false};
        int64_t since = clock_trace_ns();
        must(store_log(store, &ask, clock_now().utc_ms, &why, &log), &why);
        us[i] = (int)((clock_trace_ns() - since) / 1000);
    }
    print_row(what);
}

static void people(struct store *store, const char *what, bool absent, bool running) {
    static struct staff_people found;
    static const char *const searches[] = {"w", "wj", "wjg", "zz", "oy", ""};
    struct why why = {0};
    for (int i = 0; i < ROUNDS; i++) {
        struct staff_ask ask = {.scope.occurrence_id = 100010 + i, .running = running};
        TEXT_COPY(ask.search, searches[i % 6]);
        int64_t since = clock_trace_ns(), now_ms = clock_now().utc_ms;
        must(absent ? store_staff_absent(store, &ask, now_ms, &why, &found)
                    : store_staff_people(store, &ask, now_ms, &why, &found),
             &why);
        us[i] = (int)((clock_trace_ns() - since) / 1000);
    }
    print_row(what);
}

int main(int argc, char **argv) {
    struct activity_rules rules = {30, 30, 10, 10};
    struct store *store = NULL;
    struct why why = {0};
    if (argc != 2) return 2;
    must(store_open_to_read(argv[1], &rules, &why, &store), &why);
    log_page(store, "log of an activity of 5,000", (struct staff_scope){.occurrence_id = 100010},
             1);
    log_page(store, "the same within a grid",
             (struct staff_scope){.occurrence_id = 100010, .grid_id = 3}, 1);
    log_page(store, "log of a day", (struct staff_scope){.day_ms = 1700000000000 + 30 * 86400000LL},
             0);
    log_page(store, "log of a person", (struct staff_scope){.member_id = 7}, 7);
    people(store, "search for a person among 35,000", false, false);
    people(store, "not here yet, of 35,000", true, false);
    people(store, "away three times running, of 35,000", true, true);
    store_close(store);
    return 0;
}
