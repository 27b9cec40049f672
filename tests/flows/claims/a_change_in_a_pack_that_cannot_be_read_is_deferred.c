/* A malformed change and one of an unknown kind in a signed pack are stored with their reasons for
 * staff, as in the feed. The rest of the pack is applied. A later pack can correct them. */
#include "flow.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* A fact as the station would never write it. */
#define FIRST "9000000000"
#define ADD(kind, key, n, more)                                                                    \
    "INSERT OR REPLACE INTO fact (kind, key, cursor, body, at_ms) VALUES ('" kind "', '" key       \
    "', " FIRST "+" #n ", json_object('kind', '" kind "', 'key', '" key "', " more "), 0);"

static void pack(struct flow *f, const char *sql) {
    const char *output = NULL;
    if (flow_shell(
            f, &output,
            "set -e; sqlite3 $DIR/place/ledger.db \"%s; UPDATE meta SET value=(SELECT"
            " max(cursor) FROM fact) WHERE key='cursor'\"; rm -f $DIR/a.musterpack; " PLACE_PATH
            " pack --dir $DIR/place $DIR/a.musterpack;"
            " $KIOSK --data $DATA import $DIR/a.musterpack",
            sql) != 0)
        flow_fail(f, "pack: %s", output);
}

static void has_asides(struct flow *f, int count, const char *reason) {
    const char *output = NULL;
    flow_shell(f, &output, "sqlite3 $DATA/muster.db 'SELECT reason FROM change_aside'");
    flow_expect(f, flow_count(output, "\n") == count);
    flow_expect(f, strstr(output, reason) != NULL);
}

CLAIM(a_change_in_a_pack_that_cannot_be_read_is_deferred) {
    f->without_import = true;
    flow_place_init(f);
    flow_place_serve(f);
    flow_place_pair(f);
    flow_place_kill(f, SIGTERM);
    flow_start(f, AT_ACTIVITY); /* the kiosk is paired with the station */
    flow_sleep_ms(700);
    pack(f, ADD("notice", "n1", 1, "'title', 7") ADD("hologram", "h", 2, "'height', 7")
                ADD("grid", "W9", 3, "'name', '九组'"));
    has_asides(f, 2, "title: not a text");
    has_asides(f, 2, "unknown here");
    flow_expect(
        f,
        flow_shell(f, NULL, "sqlite3 $DATA/muster.db 'SELECT name FROM grid' | grep -q 九组") == 0);
    pack(f, ADD("notice", "n1", 4,
                "'title', '停水通知', 'text', '周四', 'from_ms', 1790000000000,"
                " 'to_ms', 1900000000000"));
    has_asides(f, 1, "unknown here");
    flow_home(f);
    flow_sees_within(f, "停水通知", 10000);
}
