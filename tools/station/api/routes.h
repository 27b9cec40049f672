#pragma once
/* The routes of /v1, for the server. */
#include "http/http.h"

extern const struct http_route api_routes[];
