#pragma once
/* The config file: INI, every key known, every refusal with its line. assets/muster.conf documents
 * each key. Main thread, at start. */
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum config_rotation { ROTATE_0 = 0, ROTATE_90 = 90, ROTATE_180 = 180, ROTATE_270 = 270 };

struct config {
    char station_name[96];
    int kiosk_number;  /* 1..999, before the numbers of tickets; 0: made from the kiosk's id */
    char timezone[48]; /* an IANA name that the machine knows */
    char language[8];  /* zh or en, whatever region the file names */
    char reader_device[128];          /* libnfc connection string, "auto", or "none" */
    int width_px, height_px;          /* display.size; 0x0: the panel's own */
    int rotation;                     /* degrees clockwise */
    int night_from_min, night_to_min; /* of the day, local; the same: no night */
    int night_brightness;             /* percent, while nobody is there */
    int diagonal_mm;                  /* display.diagonal_mm, 100..2000 */
    bool full_screen;
    bool motion; /* display.motion: pages fade, stories pan */
    char data_directory[256];
    char assets_directory[256];
    char usb_directory[256]; /* data.usb: a folder taken for the USB stick; "": a mounted one */
    char backlight_directory[128]; /* as /sys/class/backlight */
    char board_socket[108];        /* board.socket: where muster-board listens; "": nowhere */
    char setup_path[128]; /* board.setup: the file of an unattended first start; "": none */
    bool setup_wizard;    /* kiosk.setup: a new kiosk shows the setup wizard */
    char machine[25];     /* kiosk.machine: for what kind of machine updates are; "": for none */
    char boot_success_path[128]; /* board.good: the boot-success marker; "": none is written */
    int volume;                  /* 0..100 */
    bool names_masked;           /* rules.names: the welcome shows 王*国 */
    int opens_before_min, closes_after_min, late_after_min, cool_down_min;
};

/* What holds where the file says nothing. */
void config_defaults(struct config *ret_config);

/* Read path over what *config holds. A bad or unknown key is refused with "path:line: reason";
 * *config is then untouched. */
MUST_CHECK enum err config_read(const char *path, struct why *why, struct config *config);

/* DIRECTORY/local.conf over it, key by key: what was set at this kiosk. No such file is no error; a
 * bad one changes nothing. It cannot say where it is itself: [data] directory stays as it was. */
MUST_CHECK enum err config_read_local(const char *directory, struct why *why,
                                      struct config *config);

/* The same from memory (name stands for the path in refusals). */
MUST_CHECK enum err config_parse(const char *text, const char *name, struct why *why,
                                 struct config *config);

/* What a machine is told before its first start: every key of the config, and how it comes into the
 * network and to its station. */
struct setup {
    struct config config;
    char ssid[33], passphrase[65];              /* network.ssid, network.passphrase; "": none */
    char station[96], fingerprint[64], code[9]; /* pair.*: all of them or none */
};

/* text over *setup. ret_local: its lines that are of the config, as they may stand in local.conf.
 * A refusal names the line, and never says a passphrase or a code. */
MUST_CHECK enum err setup_parse(const char *text, const char *name, struct why *why,
                                struct setup *setup, char *ret_local, size_t local_bytes);

/* Keep one value in DIRECTORY/local.conf, instead of the one that is there. ERR_BAD_INPUT: no value
 * of this key. */
MUST_CHECK enum err config_keep(const char *directory, const char *section, const char *name,
                                const char *value, struct why *why);
