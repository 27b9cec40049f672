/* api: the /v1 API for kiosks and stations of the tier below. firmware/wire/README.md describes it.
 */
#include "api/api.h"

#include "wire/records.h"

const struct http_route api_routes[] = {
    {"POST", "/v1/records", api_records, WIRE_BODY_MAX, ROUTE_OPEN},
    {"GET", "/v1/changes", api_changes, 0, ROUTE_OPEN},
    {"GET", "/v1/blobs/*", api_blob_get, 0, ROUTE_OPEN},
    {"HEAD", "/v1/blobs/*", api_blob_head, 0, ROUTE_OPEN},
    {"PUT", "/v1/blobs/*", api_blob_put, BLOB_MAX, ROUTE_OPEN},
    {"POST", "/v1/pair", api_pair, 4096, ROUTE_OPEN},
    {0},
};
