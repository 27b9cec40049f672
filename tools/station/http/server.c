/* server: reads requests within the limits of their route, calls the handler, sends the reply.
 *
 *   headers --> route? --no--> 404, 405
 *      | body, at most body_max --more--> 413, the rest is discarded
 *   complete --> admit --> handler --> reply | waits --(hub)--> handler again
 * 1. Every reply has the same security headers. */
#include "http/http_private.h"

#include "base/bytes.h"
#include "base/clock.h"
#include "base/log.h"

#include <arpa/inet.h>
#include <gnutls/gnutls.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define THREADS 4
#define CONNECTIONS 4096
#define IDLE_SECONDS 45 /* longer than the longest poll */
#define CONNECTION_MEMORY (16 * 1024)

static bool fits(const char *pattern, const char *path, const char **ret_rest) {
    size_t n = strcspn(pattern, "*");
    if (strncmp(pattern, path, n) != 0) return false;
    *ret_rest = path + n;
    return pattern[n] == '*' || path[n] == 0;
}

/* ret_other: the path exists, but not with this method. */
static const struct http_route *find(const struct http_server *server, const char *method,
                                     const char *path, const char **ret_rest, bool *ret_other) {
    if (strcmp(method, "HEAD") == 0 && strncmp(path, "/v1/", 4) != 0) method = "GET";
    for (int t = 0; server->config.tables[t]; t++)
        for (const struct http_route *r = server->config.tables[t]; r->method; r++) {
            if (!fits(r->path, path, ret_rest)) continue;
            if (strcmp(r->method, method) == 0) return r;
            *ret_other = true;
        }
    return NULL;
}

static bool room_for(struct http_call *call, size_t more) {
    size_t need = call->body_bytes + more + 1;
    if (call->body_bytes + more > call->route->body_max) return false;
    if (need <= call->body_room) return true;
    size_t room = call->body_room ? call->body_room : 4096;
    while (room < need) room *= 2;
    char *body = realloc(call->body, room);
    if (!body) return false;
    call->body = body;
    call->body_room = room;
    return true;
}

static void take_body(struct http_call *call, const char *data, size_t *size) {
    if (call->route && !call->too_large) {
        call->too_large = !room_for(call, *size);
        if (!call->too_large) {
            memcpy(call->body + call->body_bytes, data, *size);
            call->body_bytes += *size;
            call->body[call->body_bytes] = 0;
        }
    }
    *size = 0;
}

static void dispatch(struct http_call *call) {
    call->waits = false;
    call->generation = hub_generation(call->server->hub);
    call->route->handler(call);
    if (call->answered || call->waits) return;
    log_error("http", "no reply to %s %s", call->method, call->route->path);
    http_reply_error(call, 500, "internal", "internal error");
}

static void complete(struct http_call *call) {
    call->complete = true;
    if (!call->route) {
        if (call->other_method)
            http_reply_error(call, 405, "method", "method not allowed");
        else
            http_reply_error(call, 404, "not_found", "not found");
    } else if (call->too_large) {
        http_reply_error(call, 413, "too_large", "the request body is too large");
    } else if (call->route->least_role == ROUTE_OPEN ||
               call->server->config.admit(call, call->route)) {
        dispatch(call);
    }
}

static enum MHD_Result on_request(void *arg, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *data,
                                  size_t *data_size, void **state) {
    struct http_call *call = *state;
    (void)version;
    if (!call) {
        call = calloc(1, sizeof *call);
        if (!call) return MHD_NO;
        *state = call;
        call->server = arg;
        call->connection = connection;
        call->method = method;
        call->path = url;
        call->rest = "";
        call->route = find(call->server, method, url, &call->rest, &call->other_method);
        return MHD_YES;
    }
    if (*data_size > 0) {
        take_body(call, data, data_size);
        return MHD_YES;
    }
    if (call->answered) return MHD_YES;
    if (call->complete)
        dispatch(call); /* called again after a wait */
    else
        complete(call);
    return MHD_YES;
}

static void on_end(void *arg, struct MHD_Connection *connection, void **state,
                   enum MHD_RequestTerminationCode code) {
    struct http_call *call = *state;
    (void)arg;
    (void)connection;
    (void)code;
    if (!call) return;
    while (call->headers) {
        struct header *next = call->headers->next;
        free(call->headers);
        call->headers = next;
    }
    if (call->body) memset(call->body, 0, call->body_bytes); /* it may contain a password */
    free(call->body);
    free(call->kept);
    free(call);
    *state = NULL;
}

static void say(void *arg, const char *format, va_list args) {
    char line[256];
    (void)arg;
    vsnprintf(line, sizeof line, format, args);
    line[strcspn(line, "\r\n")] = 0;
    log_debug("http", "%s", line);
}

static enum err resolve(const struct http_config *config, struct why *why,
                        struct addrinfo **ret_address) {
    char port[8];
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
                             .ai_flags = AI_PASSIVE | AI_NUMERICHOST | AI_NUMERICSERV};
    snprintf(port, sizeof port, "%u", config->port);
    int rc = getaddrinfo(config->listen, port, &hints, ret_address);
    return rc == 0 ? ERR_NONE
                   : why_set(why, ERR_BAD_INPUT, "cannot listen at %s: %s", config->listen,
                             gai_strerror(rc));
}

static enum err start(struct http_server *server, struct why *why) {
    const struct http_config *c = &server->config;
    struct addrinfo *address = NULL;
    enum err e = resolve(c, why, &address);
    if (e != ERR_NONE) return e;
    unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_EPOLL | MHD_USE_TLS |
                     MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    if (address->ai_family == AF_INET6) flags |= MHD_USE_IPv6;
    server->daemon = MHD_start_daemon(
        flags, c->port, NULL, NULL, on_request, server, MHD_OPTION_EXTERNAL_LOGGER, say, NULL,
        MHD_OPTION_SOCK_ADDR, address->ai_addr, MHD_OPTION_HTTPS_MEM_KEY, c->key_pem,
        MHD_OPTION_HTTPS_MEM_CERT, c->cert_pem, MHD_OPTION_HTTPS_PRIORITIES,
        "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2", MHD_OPTION_NOTIFY_COMPLETED, on_end, NULL,
        MHD_OPTION_THREAD_POOL_SIZE, (unsigned)THREADS, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)CONNECTIONS, MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)c->per_address,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)CONNECTION_MEMORY, MHD_OPTION_END);
    freeaddrinfo(address);
    if (!server->daemon)
        return why_set(why, ERR_BUSY, "cannot listen at %s port %u; it may be in use", c->listen,
                       c->port);
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT);
    server->port = info ? info->port : c->port;
    return ERR_NONE;
}

enum err http_open(struct station *station, const struct http_config *config, struct why *why,
                   struct http_server **ret_server) {
    struct http_server *server = calloc(1, sizeof *server);
    if (!server) return why_set(why, ERR_NO_MEMORY, "no memory for the server");
    server->station = station;
    server->config = *config;
    enum err e = hub_open(why, &server->hub);
    *ret_server = server; /* handlers that run before this returns need it */
    if (e == ERR_NONE) e = start(server, why);
    if (e != ERR_NONE) {
        *ret_server = NULL;
        http_close(server);
    }
    return e;
}

uint16_t http_port(const struct http_server *server) {
    return server->port;
}

void http_close(struct http_server *server) {
    if (!server) return;
    if (server->hub) hub_close(server->hub);
    if (server->daemon) MHD_stop_daemon(server->daemon);
    free(server->hub);
    free(server);
}

void http_wake(struct http_server *server) {
    hub_wake(server->hub);
}

struct station *http_station(const struct http_call *call) {
    return call->server->station;
}
const char *http_method(const struct http_call *call) {
    return call->method;
}
const char *http_path(const struct http_call *call) {
    return call->path;
}
const char *http_rest(const struct http_call *call) {
    return call->rest;
}
const char *http_query(const struct http_call *call, const char *name) {
    return MHD_lookup_connection_value(call->connection, MHD_GET_ARGUMENT_KIND, name);
}
const char *http_header(const struct http_call *call, const char *name) {
    return MHD_lookup_connection_value(call->connection, MHD_HEADER_KIND, name);
}
const char *http_cookie(const struct http_call *call, const char *name) {
    return MHD_lookup_connection_value(call->connection, MHD_COOKIE_KIND, name);
}

const char *http_body(const struct http_call *call, size_t *ret_bytes) {
    *ret_bytes = call->body_bytes;
    return call->body ? call->body : "";
}

bool http_query_int(const struct http_call *call, const char *name, int64_t least, int64_t most,
                    int64_t *ret_value) {
    const char *text = http_query(call, name);
    char *end = NULL;
    long long n = text && *text ? strtoll(text, &end, 10) : 0;
    if (!end || *end || n < least || n > most) return false;
    *ret_value = n;
    return true;
}

void **http_kept(struct http_call *call) {
    return &call->kept;
}

bool http_wait(struct http_call *call, int64_t deadline_ms) {
    if (clock_ticks_ms() >= deadline_ms) return false;
    call->waits = hub_suspend(call->server->hub, call->connection, call->generation, deadline_ms);
    return call->waits;
}
