/* reply: replies and streams of events. */
#include "http/http_private.h"

#include "base/clock.h"
#include "base/log.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define EVENT_EVERY_MS 15000 /* a comment is sent to detect a dead client */

static const char *const caution[][2] = {
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"X-Frame-Options", "DENY"},
    {"Strict-Transport-Security", "max-age=31536000"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
     " media-src 'self' blob:; connect-src 'self'; font-src 'self'; form-action 'self';"
     " base-uri 'none'; frame-ancestors 'none'"},
};

void http_add_header(struct http_call *call, const char *name, const char *value) {
    struct header *header = calloc(1, sizeof *header);
    if (!header) return;
    snprintf(header->name, sizeof header->name, "%s", name);
    snprintf(header->value, sizeof header->value, "%s", value);
    header->next = call->headers;
    call->headers = header;
}

static bool has_header(const struct http_call *call, const char *name) {
    for (const struct header *h = call->headers; h; h = h->next)
        if (strcasecmp(h->name, name) == 0) return true;
    return false;
}

void call_queue(struct http_call *call, unsigned status, struct MHD_Response *response) {
    if (!response) return;
    for (size_t i = 0; i < sizeof caution / sizeof caution[0]; i++)
        MHD_add_response_header(response, caution[i][0], caution[i][1]);
    if (!has_header(call, "Cache-Control"))
        MHD_add_response_header(response, "Cache-Control", "no-store");
    for (const struct header *h = call->headers; h; h = h->next)
        MHD_add_response_header(response, h->name, h->value);
    MHD_queue_response(call->connection, status, response);
    MHD_destroy_response(response);
    call->answered = true;
}

static void reply(struct http_call *call, unsigned status, const char *type, void *bytes,
                  size_t count, enum MHD_ResponseMemoryMode mode) {
    struct MHD_Response *response = MHD_create_response_from_buffer(count, bytes, mode);
    if (response && type) MHD_add_response_header(response, "Content-Type", type);
    if (!response && mode == MHD_RESPMEM_MUST_FREE) free(bytes);
    call_queue(call, status, response);
}

void http_reply_json(struct http_call *call, unsigned status, char *text) {
    if (!text) {
        http_reply_error(call, 500, "internal", "no memory for the reply");
        return;
    }
    reply(call, status, "application/json", text, strlen(text), MHD_RESPMEM_MUST_FREE);
}

void http_reply_error(struct http_call *call, unsigned status, const char *code,
                      const char *message) {
    json_t *object = json_pack("{ssss}", "error", code, "message", message);
    char *text = object ? json_dumps(object, JSON_COMPACT) : NULL;
    json_decref(object);
    if (!text) text = strdup("{\"error\":\"internal\"}");
    if (text) reply(call, status, "application/json", text, strlen(text), MHD_RESPMEM_MUST_FREE);
}

void http_reply_err(struct http_call *call, enum err e, const struct why *why) {
    switch (e) {
    case ERR_BAD_INPUT:
    case ERR_UNSUPPORTED:
        http_reply_error(call, 400, "bad_input", why->text);
        return;
    case ERR_NOT_FOUND:
        http_reply_error(call, 404, "not_found", why->text);
        return;
    case ERR_PERMISSION:
        http_reply_error(call, 403, "forbidden", why->text);
        return;
    case ERR_BUSY:
        http_reply_error(call, 409, "busy", why->text);
        return;
    case ERR_NONE:
    case ERR_NO_MEMORY:
    case ERR_IO:
    case ERR_DISK_FULL:
    case ERR_READ_ONLY:
    case ERR_CORRUPT:
    case ERR_NEWER:
    case ERR_DEVICE:
    case ERR_TIMEOUT:
        break;
    }
    log_error("http", "%s %s: %s: %s", call->method, call->route ? call->route->path : "?",
              err_name(e), why->text);
    if (e == ERR_DISK_FULL)
        http_reply_error(call, 507, "disk_full", "the station's disk is full");
    else
        http_reply_error(call, e == ERR_IO ? 503 : 500, err_name(e), "internal error");
}

void http_reply_bytes(struct http_call *call, unsigned status, const char *type, void *bytes,
                      size_t count) {
    reply(call, status, type, bytes, count, MHD_RESPMEM_MUST_FREE);
}

void http_reply_static(struct http_call *call, unsigned status, const char *type, const void *bytes,
                       size_t count) {
    reply(call, status, type, (void *)(uintptr_t)bytes, count, MHD_RESPMEM_PERSISTENT);
}

void http_reply_empty(struct http_call *call, unsigned status) {
    reply(call, status, NULL, NULL, 0, MHD_RESPMEM_PERSISTENT);
}

/* --- events --- */
struct stream {
    struct http_server *server;
    struct MHD_Connection *connection;
    http_events *next;
    void *kept;
    char *text; /* the text being sent */
    size_t used, length;
    uint64_t generation;
    int64_t quiet_until_ms;
};

/* Stores the next text to send in s->text; false: the end. */
static bool fill(struct stream *s) {
    char *data = NULL;
    s->generation = hub_generation(s->server->hub);
    if (!s->next(s->server->station, s->kept, &data)) return false;
    int64_t now = clock_ticks_ms();
    if (!data && now < s->quiet_until_ms) return true;
    s->quiet_until_ms = now + EVENT_EVERY_MS;
    size_t room = (data ? strlen(data) : 0) + 16;
    s->text = malloc(room);
    s->used = 0;
    s->length =
        s->text ? (size_t)snprintf(s->text, room, data ? "data: %s\n\n" : ":\n\n", data ? data : "")
                : 0;
    free(data);
    return s->text != NULL;
}

static ssize_t read_stream(void *arg, uint64_t at, char *buffer, size_t room) {
    struct stream *s = arg;
    (void)at;
    if (!s->text && !fill(s)) return MHD_CONTENT_READER_END_OF_STREAM;
    if (!s->text) {
        bool waits = hub_suspend(s->server->hub, s->connection, s->generation, s->quiet_until_ms);
        return waits ? 0 : MHD_CONTENT_READER_END_OF_STREAM;
    }
    size_t n = s->length - s->used;
    if (n > room) n = room;
    memcpy(buffer, s->text + s->used, n);
    s->used += n;
    if (s->used == s->length) {
        free(s->text);
        s->text = NULL;
    }
    return (ssize_t)n;
}

static void free_stream(void *arg) {
    struct stream *s = arg;
    free(s->text);
    free(s->kept);
    free(s);
}

void http_reply_events(struct http_call *call, http_events *next, void *kept) {
    struct stream *s = calloc(1, sizeof *s);
    if (!s) {
        free(kept);
        http_reply_error(call, 500, "internal", "no memory for events");
        return;
    }
    *s = (struct stream){
        .server = call->server, .connection = call->connection, .next = next, .kept = kept};
    struct MHD_Response *response =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 4096, read_stream, s, free_stream);
    if (!response) {
        free_stream(s);
        return;
    }
    MHD_add_response_header(response, "Content-Type", "text/event-stream");
    call_queue(call, 200, response);
}
