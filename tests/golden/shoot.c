/* shoot: writes pictures of screens: shoot FOLDER WxH zh|en normal|large|huge
 * [-low|-contrast|-long|-empty] [NAME ...] */
#include "base/clock.h"
#include "fixture/cases.h"
#include "ui/png.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
    struct stage stage;
    struct stage_panel panel = {0};
    int first = 5;
    enum fixture_fill fill = FIXTURE_USUAL;
    if (argc < 5 || sscanf(argv[2], "%dx%d", &panel.width, &panel.height) != 2) return 2;
    panel.language = strcmp(argv[3], "en") == 0;
    panel.text_size = strcmp(argv[4], "huge") == 0    ? TEXT_HUGE
                      : strcmp(argv[4], "large") == 0 ? TEXT_LARGE
                                                      : TEXT_NORMAL;
    for (; first < argc && argv[first][0] == '-'; first++) {
        panel.low |= strcmp(argv[first], "-low") == 0;
        panel.contrast |= strcmp(argv[first], "-contrast") == 0;
        if (strcmp(argv[first], "-long") == 0) fill = FIXTURE_LONG;
        if (strcmp(argv[first], "-empty") == 0) fill = FIXTURE_EMPTY;
    }
    setenv("TZ", "Asia/Shanghai", 1);
    clock_pretend(FIXTURE_NOW_MS, true);
    stage_open(&stage);
    for (int i = 0; i < golden_case_count; i++) {
        char path[400];
        struct why why;
        bool wanted = first == argc;
        for (int k = first; k < argc; k++) wanted |= strcmp(argv[k], golden_cases[i].name) == 0;
        if (!wanted) continue;
        stage_set_panel(&stage, &panel);
        golden_show_filled(&stage, &golden_cases[i], fill);
        snprintf(path, sizeof path, "%s/%s.png", argv[1], golden_cases[i].name);
        if (png_write(&stage.ui.canvas.pixels, path, &why)) fprintf(stderr, "%s\n", why.text);
    }
    stage_close(&stage);
    return 0;
}
