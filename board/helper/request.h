#pragma once
/* The line that a client sends: VERB, then its arguments, each after a tab. Arguments are checked
 * only here; the rest of the program passes them to tools unchanged. */
#include <stdbool.h>
#include <stddef.h>

#define REQUEST_SIZE 512 /* of the line, including its end */
#define REQUEST_ARGUMENTS 2

struct request {
    const char *verb;
    const char *argument[REQUEST_ARGUMENTS]; /* "" where there are fewer */
    int count;
};

/* Split line (bytes long, without its line end) in place; ret_request points into it. Returns false
 * if the line is empty, not UTF-8, has a control character or too many arguments. */
bool request_parse(char *line, size_t bytes, struct request *ret_request);

bool argument_is_time(const char *text);       /* seconds since 1970, in 2020 to 2099 */
bool argument_is_zone(const char *text);       /* an IANA name in the tz database */
bool argument_is_ssid(const char *text);       /* IEEE 802.11: 1 to 32 bytes; not '-' first */
bool argument_is_passphrase(const char *text); /* WPA: 8 to 63 ASCII, or 64 hex; or empty */
bool argument_is_partition(const char *text);  /* a kernel name such as sda1 */
/* A RAUC bundle: a regular file under folder, with no symbolic link in its path. */
bool argument_is_bundle(const char *text, const char *folder);
