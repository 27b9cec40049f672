/* The service manager's socket gets READY=1 when the station accepts connections, and STOPPING=1.
 * */
#include "flow.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static bool hears(int fd, const char *wanted) {
    char text[64] = "";
    return recv(fd, text, sizeof text - 1, 0) > 0 && strcmp(text, wanted) == 0;
}

static bool takes_connections(int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool taken = connect(fd, (struct sockaddr *)&address, sizeof address) == 0;
    close(fd);
    return taken;
}

CLAIM(the_station_reports_when_it_listens) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct timeval patience = {.tv_sec = 20};
    snprintf(address.sun_path, sizeof address.sun_path, "%s/notify", f->dir);
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    flow_expect(f, bind(fd, (struct sockaddr *)&address, sizeof address) == 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setenv("NOTIFY_SOCKET", address.sun_path, 1);
    flow_place_init(f);
    flow_place_serve(f);
    flow_expect(f, hears(fd, "READY=1"));
    flow_expect(f, takes_connections(f->place_port));
    flow_place_kill(f, SIGTERM);
    flow_expect(f, hears(fd, "STOPPING=1"));
    close(fd);
}
