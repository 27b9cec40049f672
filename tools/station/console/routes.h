#pragma once
/* The routes of the console, for the server. */
#include "http/http.h"

struct console_files;

extern const struct http_route console_routes[];
bool console_admit(struct http_call *call, const struct http_route *route);
MUST_CHECK enum err console_files_open(const char *assets, struct why *why,
                                       struct console_files **ret_files);
void console_files_close(struct console_files *files); /* NULL ok */
