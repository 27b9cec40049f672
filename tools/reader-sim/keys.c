/* keys: the commands of the terminal's keys. */
#include "sim.h"

#include <stddef.h>

const char sim_key_list[] = "keys: SPACE tap the next card of the cards file\n"
                            "      1 Classic  2 NTAG  3 DESFire  4 bank card  5 type B  6 phone, "
                            "tapped\n"
                            "      h place an NTAG    t place two cards    r remove all cards\n"
                            "      m mute    M unmute    u unplug    U plug in again\n"
                            "      n damage 10 % of the frames    N none    s status    q quit\n";

static const struct {
    char key;
    const char *command;
} keys[] = {
    {' ', "next"},
    {'1', "tap A:DEADBEEF:classic"},
    {'2', "tap A:04A1B2C3D4E5F6:ntag"},
    {'3', "tap A:04112233445566:desfire"},
    {'4', "tap A:3A5B7C9D:emv"},
    {'5', "tap B:11223344"},
    {'6', "tap A:-:phone"},
    {'h', "place A:04A1B2C3D4E5F6:ntag"},
    {'t', "place A:04A1B2C3D4E5F6:ntag A:DEADBEEF:classic"},
    {'r', "remove"},
    {'m', "mute"},
    {'M', "unmute"},
    {'u', "unplug"},
    {'U', "replug"},
    {'n', "bad-frames 0.1"},
    {'N', "bad-frames 0"},
    {'s', "status"},
    {'q', "quit"},
};

const char *sim_key_command(char key) {
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (keys[i].key == key) return keys[i].command;
    return NULL;
}
