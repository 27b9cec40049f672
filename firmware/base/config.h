#pragma once
/* The config file: INI; unknown keys are refused, and every refusal names its line.
 * assets/muster.conf documents each key. Main thread, at start. */
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum config_rotation { ROTATE_0 = 0, ROTATE_90 = 90, ROTATE_180 = 180, ROTATE_270 = 270 };

struct config {
    char station_name[96];
    int kiosk_number; /* 1..999, the first part of ticket numbers; 0: derived from the kiosk's id */
    char timezone[48];                /* an IANA name that the machine knows */
    char language[8];                 /* zh or en, whatever region the file names */
    char reader_device[128];          /* libnfc connection string, "auto", or "none" */
    int width_px, height_px;          /* display.size; 0x0: the panel's native size */
    int rotation;                     /* degrees clockwise */
    int night_from_min, night_to_min; /* minutes of the local day; equal: no night */
    int night_brightness;             /* percent, at night while nobody uses the kiosk */
    int diagonal_mm;                  /* display.diagonal_mm, 100..2000 */
    bool full_screen;
    bool motion; /* display.motion: pages fade, stories pan */
    char data_directory[256];
    char assets_directory[256];
    char usb_directory[256]; /* data.usb: a folder used as the USB stick; "": a mounted stick */
    char backlight_directory[128]; /* as /sys/class/backlight */
    char board_socket[108];        /* board.socket: where muster-board listens; "": there is none */
    char setup_path[128]; /* board.setup: the file of an unattended first start; "": none */
    bool setup_wizard;    /* kiosk.setup: a new kiosk shows the setup wizard */
    char machine[25]; /* kiosk.machine: the machine type that updates must match; "": no updates */
    char boot_success_path[128]; /* board.good: the boot-success marker; "": none is written */
    int volume;                  /* 0..100 */
    bool names_masked;           /* rules.names: the welcome shows 王*国 */
    int opens_before_min, closes_after_min, late_after_min, cool_down_min;
};

/* The values of keys that the file does not set. */
void config_defaults(struct config *ret_config);

/* Reads path into *config; keys that it does not set stay. A bad or unknown key is refused with
 * "path:line: reason", and *config is unchanged. */
MUST_CHECK enum err config_read(const char *path, struct why *why, struct config *config);

/* Reads DIRECTORY/local.conf, which holds what was set on this kiosk, over *config. A missing file
 * is no error; a bad file changes nothing. It cannot set its own place: [data] directory is
 * ignored. */
MUST_CHECK enum err config_read_local(const char *directory, struct why *why,
                                      struct config *config);

/* The same from memory; name stands for the path in refusals. */
MUST_CHECK enum err config_parse(const char *text, const char *name, struct why *why,
                                 struct config *config);

/* The settings of an unattended first start: every config key, the network and the station. */
struct setup {
    struct config config;
    char ssid[33], passphrase[65];              /* network.ssid, network.passphrase; "": none */
    char station[96], fingerprint[64], code[9]; /* pair.*: all of them or none */
};

/* Parses text into *setup. ret_local: its config lines, as they are written to local.conf. A
 * refusal names the line, and never repeats a passphrase or a code. */
MUST_CHECK enum err setup_parse(const char *text, const char *name, struct why *why,
                                struct setup *setup, char *ret_local, size_t local_bytes);

/* Stores one value in DIRECTORY/local.conf and replaces an earlier one. ERR_BAD_INPUT: the value is
 * not valid for this key. */
MUST_CHECK enum err config_keep(const char *directory, const char *section, const char *name,
                                const char *value, struct why *why);
