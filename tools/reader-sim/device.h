#pragma once
/* device: chip, line and port together: a PN532 on a serial cable. One thread. */
#include "chip.h"
#include "line.h"
#include "port.h"

struct device {
    struct chip chip;
    struct line line;
    struct port port;
    struct frame_parser parser;
    bool mute;
    struct frame last_answer; /* sent again after a NACK from the host */
    uint64_t frames_in, frames_out, bad_in;
};

void device_init(struct device *device, const char *link);
void device_time(struct device *device, bool timed);     /* false: bytes and cards take no time */
bool device_plug(struct device *device);                 /* a chip right after power-on */
void device_read(struct device *device, int64_t now_ns); /* the port is readable */
int64_t device_due(const struct device *device); /* CHIP_NEVER, or the time to call device_run */
void device_run(struct device *device, int64_t now_ns);
