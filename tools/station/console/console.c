/* console: the page for staff; its table of routes and who may use which. */
#include "station.h"

const struct http_route console_routes[] = {{0}};

bool console_admit(struct http_call *call, const struct http_route *route) {
    (void)route;
    http_reply_error(call, 401, "signed_out", "not signed in");
    return false;
}

struct console_files {
    int count;
};

enum err console_files_open(const char *assets, struct why *why, struct console_files **ret_files) {
    (void)assets;
    (void)why;
    *ret_files = NULL;
    return ERR_NONE;
}

void console_files_close(struct console_files *files) {
    (void)files;
}
