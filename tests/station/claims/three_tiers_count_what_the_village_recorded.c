/* Village, street and district as three processes that are disconnected repeatedly: the district
 * has every record of the village once, with its origin. */
#include "rig.h"

#include <signal.h>
#include <string.h>

static void join(struct place *below, struct place *above, const struct instance *at,
                 const char *name) {
    struct why why = {0};
    char code[9];
    EXPECT(ledger_pair_code(above->ledger, name, true, "test", clock_now().utc_ms, &why, code) ==
           ERR_NONE);
    EXPECT(shell("printf 'yes\\n' | %s join --dir %s --upstream 127.0.0.1:%d --code %s >/dev/null",
                 STATION_PATH, below->dir, at->port, code) == 0);
}

static void wait_for(struct place *place, const char *sql, int64_t wanted) {
    int64_t got = -1;
    for (int64_t end = now_ms() + 60000; now_ms() < end; sleep_ms(100)) {
        got = place_one(place, sql);
        if (got == wanted) return;
    }
    FAIL("%s: %lld, not %lld", sql, (long long)got, (long long)wanted);
}

CLAIM(three_tiers_count_what_the_village_recorded) {
    struct place *village = place_new(NULL), *street = place_new(NULL), *district = place_new(NULL);
    struct instance v, s, d;
    struct kiosk in_village, in_street;
    serve(&d, district);
    serve(&s, street);
    join(street, district, &d, "示例街道站");
    stop(&s, SIGTERM);
    int street_port = s.port;
    serve_at(&s, street, street_port);
    join(village, street, &s, "示例社区站");
    serve(&v, village);
    kiosk_pair(&in_village, village, "kiosk-v");
    kiosk_pair(&in_street, street, "kiosk-s");
    in_village.port = v.port;
    in_street.port = s.port;
    for (int round = 0; round < rounds("TIER_ROUNDS", 4); round++) {
        EXPECT(kiosk_send(&in_village, 150));
        EXPECT(kiosk_send(&in_street, 40));
        stop(&d, SIGKILL); /* disconnected: the street keeps its records */
        EXPECT(kiosk_send(&in_street, 10));
        stop(&s, SIGKILL); /* now the village is disconnected too */
        EXPECT(kiosk_send(&in_village, 50));
        sleep_ms(300);
        serve_at(&s, street, street_port);
        serve_at(&d, district, d.port);
    }
    wait_for(street, "SELECT count(*) FROM record", in_village.made + in_street.made);
    wait_for(district, "SELECT count(*) FROM record", in_village.made + in_street.made);
    char sql[256];
    snprintf(sql, sizeof sql,
             "SELECT count(*) FROM attendance WHERE site LIKE '%%/%%' AND"
             " kiosk='kiosk-v'");
    int64_t from_village = place_one(district, sql);
    EXPECT(from_village == place_one(village, "SELECT count(*) FROM attendance"));
    EXPECT(place_one(district, "SELECT count(DISTINCT site) FROM attendance") == 2);
    wait_for(village, "SELECT count(*) FROM upstream_outbox", 0);
    wait_for(street, "SELECT count(*) FROM upstream_outbox", 0);
    printf("%lld of the village, %lld of the street: all stored once at the district\n",
           (long long)in_village.made, (long long)in_street.made);
    stop(&v, SIGTERM);
    stop(&s, SIGTERM);
    stop(&d, SIGTERM);
}
