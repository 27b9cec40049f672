#pragma once
/* Private to http/. */
#include "http/http.h"

#include <microhttpd.h>
#include <pthread.h>

struct http_server {
    struct station *station;
    struct MHD_Daemon *daemon;
    struct http_config config;
    struct hub *hub;
    uint16_t port;
};

struct http_call {
    struct http_server *server;
    struct MHD_Connection *connection;
    const struct http_route *route;
    const char *method, *path, *rest;
    char *body;
    size_t body_bytes, body_room;
    bool too_large, complete, answered, waits, other_method; /* known path, without this method */
    uint64_t generation; /* of the hub, before the handler ran */
    void *kept;
    struct header {
        struct header *next;
        char name[48], value[512];
    } * headers;
};

/* hub.c */
struct waiter {
    struct waiter *next;
    struct MHD_Connection *connection;
    int64_t deadline_ms;
};
MUST_CHECK enum err hub_open(struct why *why, struct hub **ret_hub);
void hub_close(struct hub *hub); /* wakes all; NULL ok */
/* Read this before you look for news, so that a later wake is not missed. */
uint64_t hub_generation(struct hub *hub);
/* Suspends until a wake (including one since generation) or the deadline. Returns false if the hub
 * is closing or out of memory: not suspended. */
bool hub_suspend(struct hub *hub, struct MHD_Connection *connection, uint64_t generation,
                 int64_t deadline_ms);
void hub_wake(struct hub *hub);

void call_queue(struct http_call *call, unsigned status, struct MHD_Response *response);
