#pragma once
/* port: the pseudo-terminal that a reader program opens, and the stable link to it. One thread. */
#include <stdbool.h>

#define PORT_PATH_MAX 256

struct port {
    int master, slave; /* -1: unplugged. Our own slave end keeps the line up between sessions. */
    char link[PORT_PATH_MAX]; /* "": none */
    char path[PORT_PATH_MAX];
};

void port_init(struct port *port, const char *link);
bool port_plug(struct port *port);   /* false: see errno */
void port_unplug(struct port *port); /* what has it open gets EIO, as when a cable is drawn */
