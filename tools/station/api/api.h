#pragma once
/* Private to api/: the handlers of /v1. */
#include "api/routes.h"
#include "base/bytes.h"
#include "service/station.h"

#include <string.h>

/* Takes a connection and finds the kiosk of the token. NULL: an error was sent as the reply. Give
 * the connection back. */
struct ledger *api_begin(struct http_call *call, struct ledger_kiosk *ret_kiosk);

void api_records(struct http_call *call);
void api_changes(struct http_call *call);
void api_blob_get(struct http_call *call);
void api_blob_head(struct http_call *call);
void api_blob_put(struct http_call *call);
void api_pair(struct http_call *call);
