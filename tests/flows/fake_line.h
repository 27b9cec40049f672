#pragma once
/* One TLS connection of fake_station: bytes in, HTTP out. */
#include <gnutls/gnutls.h>
#include <stdbool.h>
#include <stddef.h>

#define LINE_MOST (4u << 20) /* of one call */

struct line {
    gnutls_session_t session;
    int fd;
    char *in;
    size_t count, room;
};

/* false: it has ended, or sent too much. */
bool line_more(struct line *l); /* what came is behind in, with a NUL */
bool say(struct line *l, const void *bytes, size_t count);
/* extra: whole header lines. */
bool reply(struct line *l, int status, const char *type, const char *extra, const void *body,
           size_t count);
/* A file: its first half, and the rest once `held` is cleared. */
bool reply_held(struct line *l, int status, const char *extra, const char *body, size_t count,
                const bool *hold);
bool reply_json(struct line *l, int status, const char *text);
