#pragma once
/* What the kiosk may have done for it, and nothing else. */
#include "request.h"

struct door {
    const char *tools;   /* their folder; NULL: /usr/bin */
    const char *updates; /* where the kiosk keeps what its station sent */
    const char *sticks;  /* where sticks are mounted, each in a folder of its partition's name */
    int out;             /* the client */
};

/* Do it, and answer: "= LINE" for what a tool says, then "ok", or "error CODE TEXT". false: an
 * error. */
bool door_answer(const struct door *door, const struct request *request);
bool door_refuse(const struct door *door, const char *code, const char *text); /* false */
