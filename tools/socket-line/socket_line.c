/* socket-line SOCKET COMMAND...: send one line to a Unix socket and print the reply line.
 * Exit status: 0 if the reply begins with "ok", 1 if it does not, 2 if there is no reply. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#define REPLY_TIMEOUT_S 30

static int connect_to(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct timeval timeout = {.tv_sec = REPLY_TIMEOUT_S};
    if (strlen(path) >= sizeof address.sun_path) return -1;
    strcpy(address.sun_path, path);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (fd < 0) return -1;
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0) return fd;
    close(fd);
    return -1;
}

static int print_reply(int fd) {
    char start[2] = "";
    int count = 0;
    for (char c; recv(fd, &c, 1, 0) == 1 && c != '\n'; count++) {
        if (count < 2) start[count] = c;
        putchar(c);
    }
    putchar('\n');
    return count < 2 ? 2 : memcmp(start, "ok", 2) != 0;
}

int main(int argc, char **argv) {
    char line[1024] = "";
    if (argc < 3) {
        fprintf(stderr, "usage: socket-line SOCKET COMMAND...\n");
        return 2;
    }
    for (int i = 2; i < argc; i++) {
        if (strlen(line) + strlen(argv[i]) + 3 > sizeof line) return 2;
        if (i > 2) strcat(line, " ");
        strcat(line, argv[i]);
    }
    strcat(line, "\n");
    int fd = connect_to(argv[1]);
    if (fd < 0 || send(fd, line, strlen(line), MSG_NOSIGNAL) < 0) {
        fprintf(stderr, "%s: %s\n", argv[1], strerror(errno));
        return 2;
    }
    int result = print_reply(fd);
    close(fd);
    return result;
}
