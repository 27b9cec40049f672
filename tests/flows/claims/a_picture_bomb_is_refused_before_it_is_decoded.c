/* A small file that claims 40,000 x 40,000 pixels uses no memory. */
#include "flow.h"

#include <stdio.h>
#include <string.h>

/* Signature, IHDR of 40000 x 40000 RGBA with its CRC, and an IDAT without an end. */
static const char bomb[] =
    "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x9C\x40\0\0\x9C\x40\x08\x06\0\0\0\x51\x0C\x0E\x05"
    "\0\0\0\x08IDAT\x78\x9C\xED\xC1\x01\x01\0\0";

#if FLOW_PATIENCE > 1
#define LIMIT_KB -1 /* sanitizers reserve terabytes */
#else
#define LIMIT_KB 1000000
#endif

CLAIM(a_picture_bomb_is_refused_before_it_is_decoded) {
    const char *output = NULL;
    flow_prepare(f);
    flow_shell(f, NULL, "cp -r %s $DIR/station", STATION_PATH);
    char path[128];
    snprintf(path, sizeof path, "%s/station/pictures/a.jpg", f->dir);
    FILE *file = fopen(path, "wb");
    flow_expect(f, file != NULL);
    fwrite(bomb, 1, sizeof bomb - 1, file);
    fclose(file);
    flow_expect(f,
                flow_shell(f, &output,
                           "ulimit -v %d; $KIOSK --data $DATA import $DIR/station/stories/one.md",
                           LIMIT_KB) == 5);
    flow_expect(f, strstr(output, "one.md:8:") && strstr(output, "too large"));
    flow_expect(f, flow_shell(f, NULL,
                              "sqlite3 $DATA/muster.db \"SELECT title FROM story WHERE key='one'\" "
                              "| grep -q 第一个故事") == 0);
}
