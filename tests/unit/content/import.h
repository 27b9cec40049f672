#pragma once
/* Shared by the tests of content/: files written to a scratch folder, and changes collected. */
#include "base/clock.h"
#include "content/content.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define SAMPLE MUSTER_SOURCE_DIR "/assets/sample"
#define NOW_MS INT64_C(1795397160000) /* 2026-11-23T09:26:00+08:00 */

struct collected {
    struct change *list;
    int count, room;
    int fail_at; /* take fails at this one, counted from 1; 0: never */
};

static inline enum err collect(void *to, const struct change *change, struct why *why) {
    struct collected *c = to;
    if (c->fail_at && c->count + 1 == c->fail_at)
        return why_set(why, ERR_DISK_FULL, "the disk is full");
    if (c->count == c->room) {
        c->room = c->room ? c->room * 2 : 64;
        c->list = realloc(c->list, (size_t)c->room * sizeof *c->list);
        assert_non_null(c->list);
    }
    c->list[c->count++] = *change;
    return ERR_NONE;
}

static inline enum err count_one(void *to, const struct change *change, struct why *why) {
    (void)change, (void)why;
    ++*(int *)to;
    return ERR_NONE;
}

static inline void collected_finish(struct collected *c) {
    free(c->list);
    *c = (struct collected){0};
}

struct scratch {
    char folder[64], blobs[80];
    struct secret_key key;
    char reports[CONTENT_REPORTS_MAX + 4][600];
    int report_count;
    struct why why;
};

static inline void on_report(void *to, const char *refusal) {
    struct scratch *s = to;
    assert_true(s->report_count < CONTENT_REPORTS_MAX);
    snprintf(s->reports[s->report_count++], 600, "%s", refusal);
}

static inline int scratch_open(void **state) {
    struct scratch *s = calloc(1, sizeof *s);
    snprintf(s->folder, sizeof s->folder, "/tmp/muster-content-XXXXXX");
    if (crypto_init(NULL) != ERR_NONE || !mkdtemp(s->folder)) return -1;
    snprintf(s->blobs, sizeof s->blobs, "%s/blobs", s->folder);
    memset(s->key.bytes, 7, sizeof s->key.bytes);
    *state = s;
    return mkdir(s->blobs, 0700);
}

static inline int scratch_close(void **state) {
    struct scratch *s = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", s->folder);
    int result = system(command);
    free(s);
    return result;
}

static inline void scratch_path(const struct scratch *s, const char *name,
                                char ret_path[static PATH_MAX]) {
    snprintf(ret_path, PATH_MAX, "%s/%s", s->folder, name);
}

/* Writes bytes to name, and creates its folders. */
static inline void scratch_write(const struct scratch *s, const char *name, const void *bytes,
                                 size_t count) {
    char path[PATH_MAX], folder[PATH_MAX];
    scratch_path(s, name, path);
    snprintf(folder, sizeof folder, "%s", path);
    *strrchr(folder, '/') = 0;
    assert_int_equal(folder_make(folder, 0700, NULL), ERR_NONE);
    assert_int_equal(file_write_atomic(path, bytes, count, 0600, NULL), ERR_NONE);
}

static inline enum err import_path(struct scratch *s, const char *path, struct collected *ret) {
    struct content_context ctx = {.card_key = &s->key,
                                  .blob_folder = s->blobs,
                                  .zone = "Asia/Shanghai",
                                  .now_ms = NOW_MS,
                                  .report = on_report,
                                  .report_to = s};
    struct change_sink sink = {.take = collect, .to = ret};
    s->report_count = 0;
    s->why.text[0] = 0;
    return content_import_file(path, &ctx, &sink, &s->why);
}

static inline enum err import_bytes(struct scratch *s, const char *name, const void *bytes,
                                    size_t count, struct collected *ret) {
    char path[PATH_MAX];
    scratch_write(s, name, bytes, count);
    scratch_path(s, name, path);
    return import_path(s, path, ret);
}

static inline enum err import_text(struct scratch *s, const char *name, const char *text,
                                   struct collected *ret) {
    return import_bytes(s, name, text, strlen(text), ret);
}

/* text under name is refused, and why contains both where and reason. */
static inline void assert_refused(struct scratch *s, const char *name, const char *text,
                                  const char *where, const char *reason) {
    struct collected c = {0};
    enum err e = import_text(s, name, text, &c);
    if (e != ERR_BAD_INPUT) fail_msg("not refused (%s): %s", reason, text);
    if (strncmp(s->why.text, where, strlen(where)) != 0 || !strstr(s->why.text, reason))
        fail_msg("expected \"%s ... %s\", got \"%s\"", where, reason, s->why.text);
    assert_true(s->report_count >= 1);
    assert_string_equal(s->reports[0], s->why.text);
    collected_finish(&c);
}
