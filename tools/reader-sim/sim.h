#pragma once
/* sim: the device, the cards, and the commands that control them. One thread. */
#include "deck.h"
#include "device.h"

#include <stdio.h>

#define SIM_REPLY_MAX 1024

struct sim {
    struct device device;
    struct deck deck;
    size_t next;       /* of the deck, for "next" */
    int64_t remove_ns; /* when to remove a held card; CHIP_NEVER: never */
    FILE *script;      /* NULL: none, or finished */
    int64_t script_ns; /* when its next line is due */
    bool script_quits;
    FILE *trace;
    bool quit;
    uint64_t placed;
};

int64_t sim_now_ns(void); /* CLOCK_MONOTONIC */

/* Runs one command line (see README.md). The reply is one line without its end: "ok t=NS ..." or
 * "error: ...". Modifies line. */
void sim_command(struct sim *sim, char *line, char ret_reply[SIM_REPLY_MAX]);

int64_t sim_due(const struct sim *sim);
void sim_run(struct sim *sim, int64_t now_ns);

extern const char sim_key_list[];      /* for the terminal */
const char *sim_key_command(char key); /* NULL: no such key */

/* control.c: the Unix socket, the terminal and the main loop. */
struct control_config {
    const char *socket; /* NULL: none */
    bool keys;
};
int control_run(struct sim *sim, const struct control_config *config);
