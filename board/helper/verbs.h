#pragma once
/* The fixed list of actions that the kiosk may request. */
#include "request.h"

struct helper {
    const char *tools;   /* folder of the tools; NULL: /usr/bin */
    const char *updates; /* where the kiosk stores updates from its station */
    const char *sticks;  /* where USB sticks are mounted, in a folder named like the partition */
    int out;             /* descriptor of the client's connection */
};

/* Perform the request. Writes "= LINE" for each line of a tool's output, then "ok" or
 * "error CODE TEXT". Returns false after an error. */
bool helper_answer(const struct helper *helper, const struct request *request);
bool helper_refuse(const struct helper *helper, const char *code,
                   const char *text); /* returns false */
