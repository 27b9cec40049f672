#pragma once
/* The station's HTTPS server: libmicrohttpd and GnuTLS, a pool of threads, one table of routes.
 *
 * A handler is called on a thread of the pool once the whole body has arrived. It replies once
 * (http_reply_...), or asks to be called again (http_wait), or starts a stream of events.
 * Everything from the client is untrusted: each route limits the size of the body, and texts are
 * not checked. */
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct station;
struct http_server;
struct http_call; /* one request */

/* --- the request --- pointers are valid until the reply */
struct station *http_station(const struct http_call *call);
const char *http_method(const struct http_call *call);
const char *http_path(const struct http_call *call);
/* The part of the path that matches the * of the route. */
const char *http_rest(const struct http_call *call);
const char *http_query(const struct http_call *call, const char *name);  /* decoded; NULL: none */
const char *http_header(const struct http_call *call, const char *name); /* NULL: none */
const char *http_cookie(const struct http_call *call, const char *name); /* NULL: none */
const char *http_body(const struct http_call *call, size_t *ret_bytes);  /* followed by a NUL */
bool http_query_int(const struct http_call *call, const char *name, int64_t least, int64_t most,
                    int64_t *ret_value); /* false: none, or out of range */

/* --- the reply --- */
void http_add_header(struct http_call *call, const char *name, const char *value);
/* The server frees text; NULL: replies 500. */
void http_reply_json(struct http_call *call, unsigned status, char *text);
/* {"error":code,"message":text} */
void http_reply_error(struct http_call *call, unsigned status, const char *code,
                      const char *message);
/* The status for an error: ERR_BAD_INPUT 400, ERR_NOT_FOUND 404, ERR_PERMISSION 403, ERR_BUSY 409,
 * ERR_DISK_FULL 507, otherwise 500; its reason is only in the log. */
void http_reply_err(struct http_call *call, enum err e, const struct why *why);
/* The server frees bytes. */
void http_reply_bytes(struct http_call *call, unsigned status, const char *type, void *bytes,
                      size_t count);
/* The same for bytes that outlive the server. */
void http_reply_static(struct http_call *call, unsigned status, const char *type, const void *bytes,
                       size_t count);
void http_reply_empty(struct http_call *call, unsigned status);

/* Call the handler again when the hub wakes or at the deadline (clock_ticks_ms), whichever comes
 * first. Returns false if the deadline has passed or the server is closing: reply now. */
bool http_wait(struct http_call *call, int64_t deadline_ms);
/* State that the handler keeps from one call to the next; free()d with the request. */
void **http_kept(struct http_call *call);

/* Server-sent events: next(kept, &text) is called on a thread of the pool when the hub wakes and
 * every 15 s. It returns the next event's data (one line, freed by the server), or NULL if there is
 * none; false ends the stream. kept is free()d at the end. */
typedef bool http_events(struct station *station, void *kept, char **ret_text);
void http_reply_events(struct http_call *call, http_events *next, void *kept);

/* --- the table --- */
typedef void http_handler(struct http_call *call);
struct http_route {
    const char *method, *path; /* "/v1/blobs/ *" (without the space): http_rest returns the rest */
    http_handler *handler;
    size_t body_max;
    int least_role; /* of the console: enum role; ROUTE_OPEN: the handler checks */
};
#define ROUTE_OPEN (-1)

struct http_config {
    const char *listen; /* "0.0.0.0", "::1", ... */
    uint16_t port;      /* 0: any free port, see http_port */
    const char *cert_pem, *key_pem;
    const struct http_route *const
        *tables; /* ends with NULL; each table ends with a route without method */
    /* Called before the handler of a route with least_role >= 0. Returns false if it has replied.
     */
    bool (*admit)(struct http_call *call, const struct http_route *route);
    int per_address; /* connections per client address; 0: no limit */
};
MUST_CHECK enum err http_open(struct station *station, const struct http_config *config,
                              struct why *why, struct http_server **ret_server);
uint16_t http_port(const struct http_server *server);
void http_close(struct http_server *server); /* NULL ok */

/* --- the hub: wakes all waiting calls; any thread --- */
void http_wake(struct http_server *server);
