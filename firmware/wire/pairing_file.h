#pragma once
/* A pairing as the kiosk stores it, in DATA/station/paired, 0600: the station's address on a line,
 * then the station's answer (wire/pairing.h) as it came. One file, so that a kiosk is paired
 * completely or not at all. Any thread; reading and writing the text is pure, the file is in the
 * data directory. */
#include "model/link_state.h"
#include "wire/pairing.h"

#define PAIRING_FILE "station/paired" /* under the data directory */
#define PAIRING_FILE_MAX 32768
#define STATION_SIGN_KEY "station.sign.pub" /* there too: the key that packs are signed with */

struct pairing {
    char address[ADDRESS_SIZE];
    struct pair_answer answer;
};

MUST_CHECK enum err pairing_write(const struct pairing *pairing, struct why *why, char **ret_text);
MUST_CHECK enum err pairing_read(const char *text, size_t bytes, struct why *why,
                                 struct pairing *ret_pairing);

MUST_CHECK enum err pairing_save(const char *data_directory, const struct pairing *pairing,
                                 struct why *why);
/* ERR_NOT_FOUND: not paired. ERR_PERMISSION: the file is readable by other users. */
MUST_CHECK enum err pairing_load(const char *data_directory, struct why *why,
                                 struct pairing *ret_pairing);
MUST_CHECK enum err pairing_remove(const char *data_directory, struct why *why);

/* "host", "host:port" or "[v6]:port", of letters, digits, '.', '-' and, in brackets, ':'; the
 * default port is 8443. Spaces around it are ignored. ERR_BAD_INPUT: not an address. */
#define STATION_PORT 8443
MUST_CHECK enum err station_address(const char *typed, char ret_address[static ADDRESS_SIZE]);
