#pragma once
/* Inside the forward room only: pairing on the screen, step by step. The forward's thread. */
#include "forward/context.h"

struct pairing_steps {
    struct forward_context *context;
    struct link_pair now;
    char pem[PEM_SIZE];
    struct pairing answer; /* kept until staff agree */
};

void pair_tell(struct pairing_steps *steps, const struct link_tell *tell);

/* find.c: stations on the local network, by mDNS; takes a second and a half. */
void find_stations(struct link_pair *pair, const bool *stop);
