/* finger: a touch panel of 1080x1920 for the boot test, made with uinput. Makes one touch for each
 * line "X Y" read from a port. */
#include <fcntl.h>
#include <linux/uinput.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static void send(int fd, int type, int code, int value) {
    struct input_event event = {
        .type = (unsigned short)type, .code = (unsigned short)code, .value = value};
    if (write(fd, &event, sizeof event) < 0) perror("finger");
}

static void axis(int fd, int code, int maximum) {
    struct uinput_abs_setup setup = {.code = (unsigned short)code, .absinfo = {.maximum = maximum}};
    ioctl(fd, UI_ABS_SETUP, &setup);
}

static int panel(void) {
    struct uinput_setup setup = {.id = {.bustype = BUS_USB, .vendor = 1, .product = 1},
                                 .name = "boot test panel"};
    int fd = open("/dev/uinput", O_WRONLY);
    if (fd < 0) return -1;
    ioctl(fd, UI_SET_EVBIT, EV_KEY);
    ioctl(fd, UI_SET_EVBIT, EV_ABS);
    ioctl(fd, UI_SET_KEYBIT, BTN_TOUCH);
    ioctl(fd, UI_SET_PROPBIT, INPUT_PROP_DIRECT);
    axis(fd, ABS_X, 1079);
    axis(fd, ABS_Y, 1919);
    axis(fd, ABS_MT_SLOT, 1);
    axis(fd, ABS_MT_TRACKING_ID, 65535);
    axis(fd, ABS_MT_POSITION_X, 1079);
    axis(fd, ABS_MT_POSITION_Y, 1919);
    return ioctl(fd, UI_DEV_SETUP, &setup) || ioctl(fd, UI_DEV_CREATE) ? -1 : fd;
}

static void touch(int fd, int id, int x, int y) {
    send(fd, EV_ABS, ABS_MT_SLOT, 0);
    send(fd, EV_ABS, ABS_MT_TRACKING_ID, id);
    send(fd, EV_ABS, ABS_MT_POSITION_X, x);
    send(fd, EV_ABS, ABS_MT_POSITION_Y, y);
    send(fd, EV_ABS, ABS_X, x);
    send(fd, EV_ABS, ABS_Y, y);
    send(fd, EV_KEY, BTN_TOUCH, 1);
    send(fd, EV_SYN, SYN_REPORT, 0);
    usleep(300000); /* an emulated kiosk draws only a few frames per second */
    send(fd, EV_ABS, ABS_MT_TRACKING_ID, -1);
    send(fd, EV_KEY, BTN_TOUCH, 0);
    send(fd, EV_SYN, SYN_REPORT, 0);
}

int main(int argc, char **argv) {
    int fd = panel(), x, y;
    FILE *port = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (fd < 0 || !port) return perror("finger"), 1;
    for (int id = 1; fscanf(port, "%d %d", &x, &y) == 2; id = id % 60000 + 1) touch(fd, id, x, y);
    return 1;
}
