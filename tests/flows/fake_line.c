/* fake_line: one TLS connection. */
#include "fake_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

bool line_more(struct line *l) {
    if (l->count + 65536 > l->room) {
        l->room = (l->count + 65536) * 2;
        l->in = realloc(l->in, l->room);
    }
    ssize_t n;
    do n = gnutls_record_recv(l->session, l->in + l->count, 65536);
    while (n == GNUTLS_E_AGAIN || n == GNUTLS_E_INTERRUPTED);
    if (n <= 0) return false;
    l->count += (size_t)n;
    l->in[l->count] = 0;
    return l->count < LINE_MOST;
}

bool say(struct line *l, const void *bytes, size_t count) {
    const char *p = bytes;
    while (count > 0) {
        ssize_t n = gnutls_record_send(l->session, p, count);
        if (n == GNUTLS_E_AGAIN || n == GNUTLS_E_INTERRUPTED) continue;
        if (n <= 0) return false;
        p += n;
        count -= (size_t)n;
    }
    return true;
}

bool reply(struct line *l, int status, const char *type, const char *extra, const void *body,
           size_t count) {
    char head[512];
    int n = snprintf(head, sizeof head,
                     "HTTP/1.1 %d X\r\nContent-Type: %s\r\nContent-Length: %zu\r\n%s\r\n", status,
                     type, count, extra);
    return say(l, head, (size_t)n) && (count == 0 || say(l, body, count));
}

bool reply_held(struct line *l, int status, const char *extra, const char *body, size_t count,
                const bool *hold) {
    char head[512];
    int n = snprintf(head, sizeof head,
                     "HTTP/1.1 %d X\r\nContent-Type: application/octet-stream\r\n"
                     "Content-Length: %zu\r\n%s\r\n",
                     status, count, extra);
    if (!say(l, head, (size_t)n) || !say(l, body, count / 2)) return false;
    while (__atomic_load_n(hold, __ATOMIC_ACQUIRE)) usleep(20000);
    return say(l, body + count / 2, count - count / 2);
}

bool reply_json(struct line *l, int status, const char *text) {
    return reply(l, status, "application/json", "", text, strlen(text));
}
