#pragma once
/* Inside the forward room only: one HTTP call over TLS, with all our limits; its result is mapped
 * to enum link_trouble. The forward's thread. */
#include "model/link.h"

#include <curl/curl.h>
#include <stdio.h>

#define TOKEN_HEADER_SIZE 160

/* The server, and the token. */
struct target {
    char address[ADDRESS_SIZE]; /* host:port */
    const char *ca;             /* PEM; borrowed */
    const char *token;          /* "": none is sent; borrowed */
};

enum method { METHOD_GET, METHOD_HEAD, METHOD_POST, METHOD_PUT };

struct question {
    enum method method;
    char path[160];
    const void *body; /* borrowed until the call ends */
    size_t body_bytes;
    size_t limit;           /* bytes of the answer's body */
    int into;               /* descriptor the body goes to; -1: memory */
    int64_t into_at;        /* into: offset at which the body begins; what is before is kept */
    int64_t from;           /* into: bytes of the body that are there already (Range) */
    char content_range[80]; /* of a PUT that continues; "" */
    int quiet_s;            /* how long the station may be silent */
};

struct call {
    CURL *easy;
    struct curl_slist *headers, *route;
    struct question question;
    bool under_way;
    bool fresh; /* the next call needs a new connection: the station has changed */
    /* the answer */
    char *bytes; /* NUL-terminated */
    size_t count, room;
    char type[64];
    int64_t upload_offset; /* -1: not sent */
    long status;
    bool oversized, file_failed;
    char said[CURL_ERROR_SIZE]; /* libcurl's error */
    bool *stop;
};

MUST_CHECK bool call_init(struct call *call, bool *stop);
void call_finish(struct call *call); /* also if init failed or was never called */
/* Set it up; the caller performs it. false: memory. */
MUST_CHECK bool call_begin(struct call *call, const struct target *target,
                           const struct question *question);
/* After it was performed. LINK_OK: an answer of a station, with a status that the caller checks:
 * 200-206, 404, 409, 416, 422, 403 and 429. */
enum link_trouble call_judge(struct call *call, CURLcode code);
bool call_is_json(const struct call *call);
