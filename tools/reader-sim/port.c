/* port: plug and unplug of the pseudo-terminal. */
#include "port.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

void port_init(struct port *port, const char *link) {
    memset(port, 0, sizeof *port);
    port->master = port->slave = -1;
    snprintf(port->link, sizeof port->link, "%s", link ? link : "");
}

static bool open_pair(struct port *port) {
    port->master = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (port->master < 0 || grantpt(port->master) < 0 || unlockpt(port->master) < 0) return false;
    if (ptsname_r(port->master, port->path, sizeof port->path)) return false;
    port->slave = open(port->path, O_RDWR | O_NOCTTY | O_CLOEXEC);
    struct termios raw;
    if (port->slave < 0 || tcgetattr(port->slave, &raw) < 0) return false;
    cfmakeraw(&raw);
    return tcsetattr(port->slave, TCSANOW, &raw) == 0;
}

/* The link is created under another name and renamed, so that readers never see a partial state. */
static bool make_link(const struct port *port) {
    char temporary[PORT_PATH_MAX + 8];
    if (!port->link[0]) return true;
    snprintf(temporary, sizeof temporary, "%s.new", port->link);
    unlink(temporary);
    return symlink(port->path, temporary) == 0 && rename(temporary, port->link) == 0;
}

bool port_plug(struct port *port) {
    if (port->master >= 0) return true;
    if (open_pair(port) && make_link(port)) return true;
    port_unplug(port);
    return false;
}

void port_unplug(struct port *port) {
    if (port->link[0]) unlink(port->link);
    if (port->slave >= 0) close(port->slave);
    if (port->master >= 0) close(port->master);
    port->master = port->slave = -1;
    port->path[0] = '\0';
}
