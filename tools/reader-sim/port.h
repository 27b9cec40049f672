#pragma once
/* port: the pseudo-terminal that reader programs open, and a stable link to it. One thread. */
#include <stdbool.h>

#define PORT_PATH_MAX 256

struct port {
    int master, slave;        /* -1: unplugged. Our slave keeps the line open between sessions. */
    char link[PORT_PATH_MAX]; /* "": none */
    char path[PORT_PATH_MAX];
};

void port_init(struct port *port, const char *link);
bool port_plug(struct port *port); /* false: see errno */
void port_unplug(
    struct port *port); /* programs that have it open get EIO, as from a pulled cable */
