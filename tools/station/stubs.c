#include "station.h"
int command_pack(int argc, char **argv) {
    (void)argc;
    (void)argv;
    return 2;
}
