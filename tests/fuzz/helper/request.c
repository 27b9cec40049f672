/* Any bytes as a request to muster-board: rejected or parsed, and an argument that passes a check
 * has that form. */
#include "request.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const char *text) {
    bool passed = argument_is_time(text) || argument_is_zone(text) || argument_is_ssid(text) ||
                  argument_is_partition(text);
    if (passed && (text[0] == '-' || text[0] == 0 || strpbrk(text, "\n\r\t"))) abort();
    if (argument_is_passphrase(text) && strlen(text) > 64) abort();
    if (argument_is_bundle(text, "/tmp") && strncmp(text, "/tmp/", 5) != 0) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct request request;
    char *line = malloc(size + 1);
    if (!line) return 0;
    if (size) memcpy(line, data, size);
    line[size] = 0;
    if (request_parse(line, size, &request)) {
        if (request.count > REQUEST_ARGUMENTS) abort();
        for (int i = 0; i < REQUEST_ARGUMENTS; i++) check(request.argument[i]);
    }
    free(line);
    return 0;
}
