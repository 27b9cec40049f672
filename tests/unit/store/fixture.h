#pragma once
/* A store in a separate folder, with a few members, cards and activities. */
#include "store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define MINUTE INT64_C(60000)
#define T0 INT64_C(1795397400000) /* 2026-11-23T09:30+08:00 */

static const struct activity_rules fixture_rules = {30, 30, 10, 10};

static inline void must(enum err e, const struct why *why) {
    if (e != ERR_NONE) fail_msg("%s: %s", err_name(e), why->text);
}

static inline void fixture_folder(char ret_dir[static 64]) {
    snprintf(ret_dir, 64, "%s/muster-store-XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
    assert_non_null(mkdtemp(ret_dir));
}

static inline void fixture_remove(const char *dir) {
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", dir);
    assert_int_equal(system(command), 0);
}

static inline struct store *fixture_open(const char *dir) {
    struct why why = {0};
    struct store_report report;
    struct store *store = NULL;
    must(store_open(dir, &fixture_rules, &why, &report, &store), &why);
    return store;
}

static inline struct change fixture_member(const char *no, const char *name, const char *initials) {
    struct change c = {.kind = CHANGE_MEMBER, .u.member = {.province = 9, .joined_year = 1980}};
    TEXT_COPY(c.u.member.member_no, no);
    TEXT_COPY(c.u.member.name, name);
    TEXT_COPY(c.u.member.name_key, initials);
    TEXT_COPY(c.u.member.initials, initials);
    TEXT_COPY(c.u.member.grid, "第1网格");
    return c;
}

static inline struct hash fixture_identity(int n) {
    struct hash h = {{0}};
    memcpy(h.bytes, &n, sizeof n);
    return h;
}

static inline struct change fixture_card(const char *no, int n, enum card_state state) {
    struct change c = {.kind = CHANGE_CARD,
                       .u.card = {.identity = fixture_identity(n), .state = state}};
    TEXT_COPY(c.u.card.member_no, no);
    return c;
}

static inline struct change fixture_activity(const char *uid, int64_t start_ms, int minutes,
                                             bool hours) {
    struct change c = {.kind = CHANGE_OCCURRENCE,
                       .u.occurrence = {.recurrence_ms = start_ms,
                                        .occurrence = {.start_ms = start_ms,
                                                       .end_ms = start_ms + minutes * MINUTE,
                                                       .opens_before_min = BY_RULE,
                                                       .closes_after_min = BY_RULE,
                                                       .late_after_min = BY_RULE,
                                                       .counts_hours = hours}}};
    TEXT_COPY(c.u.occurrence.uid, uid);
    TEXT_COPY(c.u.occurrence.occurrence.title, uid);
    return c;
}

static inline int64_t fixture_apply(struct store *store, const char *source,
                                    const struct change *changes, size_t count) {
    struct why why = {0};
    must(store_begin(store, &why), &why);
    store_set_source(store, source);
    for (size_t i = 0; i < count; i++) must(store_apply(store, &changes[i], &why), &why);
    int64_t changed = store_applied(store);
    must(store_commit(store, &why), &why);
    return changed;
}

/* Three members (one card each, the third's lost), one activity that counts hours at T0. */
static inline void fixture_fill(struct store *store) {
    struct change changes[] = {
        fixture_member("LS0001", "王建国", "wjg"), fixture_member("LS0002", "吕秀英", "lxy lvxy"),
        fixture_member("LS0003", "单雄", "sx"),    fixture_card("LS0001", 1, CARD_ACTIVE),
        fixture_card("LS0002", 2, CARD_ACTIVE),    fixture_card("LS0003", 3, CARD_LOST),
        fixture_activity("活动日", T0, 90, true),
    };
    fixture_apply(store, "sample", changes, ARRAY_LENGTH(changes));
}
