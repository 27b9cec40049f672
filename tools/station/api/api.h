#pragma once
/* Inside api/ only: the handlers of /v1. */
#include "base/bytes.h"
#include "service/station.h"

#include <string.h>

/* A connection, and whose token it is; NULL: it was answered. Give it back. */
struct ledger *api_begin(struct http_call *call, struct ledger_kiosk *ret_kiosk);

void api_records(struct http_call *call);
void api_changes(struct http_call *call);
void api_blob_get(struct http_call *call);
void api_blob_head(struct http_call *call);
void api_blob_put(struct http_call *call);
void api_pair(struct http_call *call);

/* routes.c */
extern const struct http_route api_routes[];
