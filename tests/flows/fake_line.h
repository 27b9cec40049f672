#pragma once
/* One TLS connection of fake_station: receives bytes, sends HTTP replies. */
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

/* Returns false if the connection has ended or the call is too large. */
bool line_more(struct line *l); /* the data is in in, followed by a NUL */
bool say(struct line *l, const void *bytes, size_t count);
/* extra: complete header lines. */
bool reply(struct line *l, int status, const char *type, const char *extra, const void *body,
           size_t count);
/* Sends the first half of a file, and the second half once hold_blobs is off. */
bool reply_held(struct line *l, int status, const char *extra, const char *body, size_t count,
                const bool *hold);
bool reply_json(struct line *l, int status, const char *text);
