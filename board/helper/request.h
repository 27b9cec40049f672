#pragma once
/* The line a client sends: VERB, then its arguments, a tab before each. What may stand in an
 * argument is decided here and nowhere else; the rest of the program hands them to tools as they
 * are. */
#include <stdbool.h>
#include <stddef.h>

#define REQUEST_SIZE 512 /* of the line, with its end */
#define REQUEST_ARGUMENTS 2

struct request {
    const char *verb;
    const char *argument[REQUEST_ARGUMENTS]; /* "" where there are fewer */
    int count;
};

/* Cut line (bytes long, without its line end) into its parts, which point into it. false: no line
 * of ours: empty, not UTF-8, a control character, too many parts. */
bool request_parse(char *line, size_t bytes, struct request *ret_request);

bool argument_is_time(const char *text);       /* seconds since 1970, of the years 2020 to 2099 */
bool argument_is_zone(const char *text);       /* an IANA name that the machine knows */
bool argument_is_ssid(const char *text);       /* IEEE 802.11: up to 32 bytes; no '-' in front */
bool argument_is_passphrase(const char *text); /* of WPA: 8 to 63 of ASCII, or 64 hex; or none */
bool argument_is_partition(const char *text);  /* a kernel's name such as sda1 */
/* A RAUC bundle: a regular file under folder, reached by no symbolic link. */
bool argument_is_bundle(const char *text, const char *folder);
