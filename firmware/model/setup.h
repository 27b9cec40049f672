#pragma once
/* The setup wizard of a new kiosk: flat values, copied whole. */
#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

#define SETUP_NETWORKS 8

enum setup_action {
    SETUP_LANGUAGE, /* text: zh or en */
    SETUP_NAME,     /* text */
    SETUP_ROTATION, /* text: degrees; takes effect immediately */
    SETUP_ZONE,     /* text: an IANA name */
    SETUP_SCAN,     /* look for wireless networks */
    SETUP_JOIN,     /* text: its name; secret: the passphrase, or "" */
    SETUP_END,      /* the kiosk restarts, and the wizard is not shown again */
    SETUP_ACTIONS
};

struct setup_do {
    enum setup_action action;
    char text[96];
    char secret[65];
};

enum setup_wireless {
    WIRELESS_NONE,
    WIRELESS_LOOKING,
    WIRELESS_SEEN, /* the list */
    WIRELESS_JOINING,
    WIRELESS_JOINED,
    WIRELESS_FAILED, /* code, words */
};

struct answer_setup {
    enum err code; /* of storing the last value */
    int32_t rotation;
    char language[8], name[96], zone[48];
    int32_t networks_up;
    char networks[96];
    struct {
        enum setup_wireless state;
        enum err code;
        char words[160];
        int32_t count;
        struct {
            char ssid[33];
            int32_t signal; /* percent */
            bool open;
        } row[SETUP_NETWORKS];
    } wireless;
};
