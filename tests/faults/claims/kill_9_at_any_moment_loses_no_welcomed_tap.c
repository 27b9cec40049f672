/* Rounds of taps, SIGKILL at a random moment, and a restart. Every welcome that was shown is
 * stored, and nothing is stored twice. It takes about a minute, for 50 starts; KILL_ROUNDS=200 is
 * the long form. */
#include "flow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
#define ROUNDS 8
#else
#define ROUNDS 50
#endif
#define MEMBERS 2000

static void write_station(struct flow *f) {
    flow_expect(
        f, flow_shell(f, NULL,
                      "mkdir -p $DIR/many && cp %s/activities.ics $DIR/many && cd $DIR/many && "
                      "awk 'BEGIN { print \"member_no,name\" > \"roster.csv\"; print "
                      "\"member_no,tech,uid\" > \"cards.csv\";"
                      " for (i = 0; i < %d; i++) { printf \"M%%05d,某人\\n\", i > \"roster.csv\";"
                      " printf \"M%%05d,A,04%%04X11223344\\n\", i, i > \"cards.csv\" } }'",
                      STATION_PATH, MEMBERS) == 0);
    char path[128];
    snprintf(path, sizeof path, "%s/many", f->dir);
    snprintf(f->clock, sizeof f->clock, "%s", AT_ACTIVITY);
    flow_import(f, path);
}

/* The welcomes that were shown, from the trace of all rounds so far. */
static int presented(struct flow *f) {
    const char *output = NULL;
    flow_shell(f, &output, "grep -c '\"event\":\"presented\".*\"outcome\":\"welcome\"' $DIR/trace");
    return atoi(output);
}

static void tap_until(struct flow *f, int64_t end_ms, int *next) {
    while (flow_now_ms() < end_ms && *next < MEMBERS) {
        flow_sim(f, "place A:04%04X11223344:ntag", (*next)++);
        flow_sleep_ms(70);
        flow_sim(f, "remove");
        flow_sleep_ms(50);
    }
}

CLAIM(kill_9_at_any_moment_loses_no_welcomed_tap) {
    unsigned seed = 20261123;
    const char *asked = getenv("KILL_ROUNDS");
    int next = 0, rounds = asked ? atoi(asked) : ROUNDS;
    write_station(f);
    flow_start_sim(f);
    for (int round = 0; round < rounds; round++) {
        flow_start_kiosk(f);
        flow_screen(f, "attract");
        tap_until(f, flow_now_ms() + 250 + (int)(rand_r(&seed) % 500), &next);
        if (next < MEMBERS) flow_sim(f, "place A:04%04X11223344:ntag", next++);
        flow_sleep_ms((int)(rand_r(&seed) % 60)); /* at any point between the radio and the frame */
        flow_kill_kiosk(f);
        flow_sim(f, "remove");
    }
    int shown = presented(f), stored = flow_count(flow_export(f, "taps"), ",welcome,");
    const char *twice = NULL;
    flow_shell(
        f, &twice,
        "$KIOSK --data $DATA export taps | grep welcome | cut -d, -f2 | sort | uniq -d | wc -l");
    printf("%d rounds, %d cards placed, %d welcomes shown, %d stored\n", rounds, next, shown,
           stored);
    flow_expect(f, shown >= rounds / 2);
    flow_expect(f, stored >= shown && stored <= next);
    flow_expect(f, atoi(twice) == 0);
    flow_expect(
        f, flow_shell(f, NULL,
                      "test \"$(sqlite3 $DATA/muster.db 'PRAGMA integrity_check')\" = ok") == 0);
    flow_expect(
        f,
        flow_shell(
            f, NULL,
            "test \"$(sqlite3 $DATA/muster.db 'SELECT count(*)=max(seq) FROM record')\" = 1") == 0);
}
