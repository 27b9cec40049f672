/* bench_store DATA_FOLDER: the time of the store's queries, one row per query. */
#include "base/bytes.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>

#define ROUNDS 300

static int by_size(const void *a, const void *b) {
    return *(const int *)a - *(const int *)b;
}

static void print_row(const char *what, int *us) {
    qsort(us, ROUNDS, sizeof *us, by_size);
    printf("| %s | median %.2f ms, p99 %.2f ms |\n", what, us[ROUNDS / 2] / 1e3,
           us[ROUNDS * 99 / 100] / 1e3);
}

static int took_us(int64_t since_ns) {
    return (int)((clock_trace_ns() - since_ns) / 1000);
}

int main(int argc, char **argv) {
    static const char *const searches[] = {"w", "wj", "wjg", "zz", "欧阳", "B34"};
    static int us[ROUNDS];
    static struct answer_members members;
    static struct answer_mine mine;
    struct activity_rules rules = {30, 30, 10, 10};
    struct store *store = NULL;
    struct why why = {0};
    if (argc != 2 || store_open_to_read(argv[1], &rules, &why, &store) != ERR_NONE) {
        fprintf(stderr, "%s\n", why.text);
        return 1;
    }
    for (int i = 0; i < ROUNDS; i++) {
        int64_t since = clock_trace_ns();
        if (store_find_members(store, searches[i % (int)ARRAY_LENGTH(searches)], 0, 12, &why,
                               &members) != ERR_NONE)
            return 1;
        us[i] = took_us(since);
    }
    print_row("search by pinyin initials, name or number among 35,000", us);
    for (int i = 0; i < ROUNDS; i++) {
        int64_t since = clock_trace_ns();
        if (store_mine(store, 1 + i * 7, clock_now().utc_ms, &why, &mine) != ERR_NONE) return 1;
        us[i] = took_us(since);
    }
    print_row("a member's own page, 1,000,000 check-ins", us);
    store_close(store);
    return 0;
}
