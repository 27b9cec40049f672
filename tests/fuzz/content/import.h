#pragma once
/* Shared by the fuzz targets of content/: bytes are read as a file of that name. */
#include "content/content.h"

#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static inline enum err take_checked(void *to, const struct change *change, struct why *why) {
    (void)to, (void)why;
    assert(change->kind < CHANGE_KINDS);
    if (change->kind == CHANGE_MEMBER)
        assert(utf8_valid(change->u.member.name, strlen(change->u.member.name)));
    if (change->kind == CHANGE_OCCURRENCE)
        assert(change->u.occurrence.occurrence.end_ms >= change->u.occurrence.occurrence.start_ms);
    if (change->kind == CHANGE_STORY) {
        size_t offset = 0;
        struct markup_block block;
        while (markup_next(change->u.story.body, &offset, &block)) assert(offset < BODY_SIZE);
    }
    return ERR_NONE;
}

/* The folder is created once per process, in /dev/shm if it exists. */
static inline const char *fuzz_folder(void) {
    static char folder[64];
    if (!folder[0]) {
        snprintf(folder, sizeof folder, "%s/muster-fuzz-XXXXXX",
                 access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
        if (!mkdtemp(folder)) abort();
        if (crypto_init(NULL) != ERR_NONE) abort();
    }
    return folder;
}

static inline void fuzz_import(const char *name, const uint8_t *data, size_t size) {
    static const struct secret_key key = {.bytes = {1}};
    char path[PATH_MAX], part[PATH_MAX];
    struct why why = {0};
    snprintf(part, sizeof part, "%s/%.*s", fuzz_folder(), (int)strcspn(name, "/"), name);
    if (strchr(name, '/') && folder_make(part, 0700, NULL) != ERR_NONE) abort();
    snprintf(path, sizeof path, "%s/%s", fuzz_folder(), name);
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(data, 1, size, f) != size || fclose(f) != 0) abort();
    struct content_context ctx = {.card_key = &key, .now_ms = INT64_C(1795397160000)};
    struct change_sink sink = {.take = take_checked};
    enum err e = content_import_file(path, &ctx, &sink, &why);
    assert(e == ERR_NONE || why.text[0]);
    assert(utf8_valid(why.text, strlen(why.text)));
    unlink(path);
}
