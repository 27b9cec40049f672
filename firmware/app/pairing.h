#pragma once
/* Pairing this kiosk with a station, for the command and for an unattended first start. A running
 * kiosk notices the new pairing within two seconds. May take minutes; any thread that may wait. */
#include "base/config.h"

struct pairing_request {
    const char *station;     /* HOST[:PORT] */
    const char *code;        /* one-time, from the station's console */
    const char *fingerprint; /* of the station's certificate authority; NULL: agree() is asked */
    bool drop_cards;         /* cards enrolled under another key may be lost */
    /* Asks the operator; NULL: nobody can be asked, and the answer is no. */
    bool (*agree)(const char *question);
};

/* Returns an exit code (app/options.h). *stop is read atomically and cancels. *ret_sent: the code
 * was sent to the station, so it is spent and a retry cannot succeed. */
int pairing_run(const struct config *config, const struct pairing_request *request, bool *stop,
                bool *ret_sent);
