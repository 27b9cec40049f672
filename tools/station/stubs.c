#include "station.h"
int command_export(int argc, char **argv) {
    (void)argc;
    (void)argv;
    return 2;
}
int command_pack(int argc, char **argv) {
    (void)argc;
    (void)argv;
    return 2;
}
int command_backup(int argc, char **argv) {
    (void)argc;
    (void)argv;
    return 2;
}
int command_join(int argc, char **argv) {
    (void)argc;
    (void)argv;
    return 2;
}
enum err upstream_open(struct station *station, struct why *why, struct upstream **ret) {
    (void)station;
    (void)why;
    *ret = 0;
    return ERR_NONE;
}
void upstream_close(struct upstream *upstream) {
    (void)upstream;
}
void upstream_nudge(struct upstream *upstream) {
    (void)upstream;
}
void upstream_look(struct upstream *upstream, struct upstream_state *s) {
    (void)upstream;
    (void)s;
}
