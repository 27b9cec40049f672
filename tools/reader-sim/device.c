/* device: passes the host's bytes through the line and the parser to the chip, and the chip's ACK
 * and answer back through the line.
 *
 * The times are those of the model: an answer is due a fixed time after the last byte of the
 * command, even if this program was woken late for the steps in between. */
#include "device.h"

#include <string.h>
#include <unistd.h>

#define UNTIMED_ATTEMPT_NS 100000 /* an endless search must not block the loop */

void device_init(struct device *device, const char *link) {
    memset(device, 0, sizeof *device);
    chip_init(&device->chip);
    port_init(&device->port, link);
    frame_parser_init(&device->parser, FRAME_FROM_HOST);
    device->line.timed = true;
}

void device_time(struct device *device, bool timed) {
    device->line.timed = timed;
    if (timed) return;
    device->chip.timing = (struct chip_timing){.attempt_ns = UNTIMED_ATTEMPT_NS};
}

bool device_plug(struct device *device) {
    chip_reset(&device->chip);
    frame_parser_init(&device->parser, FRAME_FROM_HOST);
    line_drop(&device->line);
    return port_plug(&device->port);
}

static int64_t send_frame(struct device *device, int64_t from_ns, const struct frame *frame) {
    uint8_t bytes[FRAME_MAX];
    size_t count = frame_build(FRAME_FROM_CHIP, frame->data, frame->count, bytes);
    device->frames_out++;
    return line_send(&device->line, from_ns, bytes, count);
}

static void take_command(struct device *device, int64_t at_ns) {
    struct chip *chip = &device->chip;
    bool unknown;
    int64_t from_ns = at_ns + chip->timing.turnaround_ns;
    device->frames_in++;
    chip_abort(chip);
    if (chip->faults.naks > 0) {
        chip->faults.naks--;
        line_send(&device->line, from_ns, frame_nack, FRAME_ACK_BYTES);
        return;
    }
    if (!chip_accept(chip, &device->parser.frame, from_ns, &unknown)) return;
    int64_t acked_ns = line_send(&device->line, from_ns, frame_ack, FRAME_ACK_BYTES);
    if (unknown) line_send(&device->line, acked_ns, frame_error, FRAME_ERROR_BYTES);
}

static void take_byte(struct device *device, uint8_t byte, int64_t at_ns) {
    switch (frame_parse(&device->parser, byte)) {
    case FRAME_NOTHING:
    case FRAME_ERROR:
        break;
    case FRAME_WAKE:
        chip_wake(&device->chip);
        break;
    case FRAME_DATA:
        take_command(device, at_ns);
        break;
    case FRAME_ACK:
        chip_abort(&device->chip);
        break;
    case FRAME_NACK:
        if (device->last_answer.count) send_frame(device, at_ns, &device->last_answer);
        break;
    case FRAME_BAD: /* the chip does not answer a frame that it cannot read */
        device->bad_in++;
        break;
    }
}

void device_read(struct device *device, int64_t now_ns) {
    uint8_t bytes[512];
    ssize_t count = read(device->port.master, bytes, sizeof bytes);
    if (count <= 0) return;
    int64_t at_ns = line_take(&device->line, now_ns, bytes, (size_t)count);
    if (device->mute) return;
    for (ssize_t i = 0; i < count; i++) take_byte(device, bytes[i], at_ns);
}

int64_t device_due(const struct device *device) {
    int64_t chip_ns = chip_due(&device->chip), line_ns = line_due(&device->line);
    return chip_ns < line_ns ? chip_ns : line_ns;
}

static void deliver(struct device *device, const struct line_chunk *chunk) {
    if (device->mute || device->port.master < 0) return;
    ssize_t written = write(device->port.master, chunk->bytes, chunk->count);
    (void)written; /* a full terminal loses bytes, like a UART */
}

void device_run(struct device *device, int64_t now_ns) {
    struct line_chunk chunk;
    while (line_arrived(&device->line, now_ns, &chunk)) deliver(device, &chunk);
    while (chip_due(&device->chip) <= now_ns) {
        int64_t at_ns = chip_due(&device->chip);
        if (!chip_step(&device->chip, &device->last_answer)) continue;
        send_frame(device, at_ns, &device->last_answer);
    }
    while (line_arrived(&device->line, now_ns, &chunk)) deliver(device, &chunk);
}
