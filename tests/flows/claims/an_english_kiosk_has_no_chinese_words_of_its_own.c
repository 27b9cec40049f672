/* Content from the station stays Chinese; all text of the kiosk is English. */
#include "flow.h"

#include <stdio.h>
#include <string.h>

/* No label on the screen is one of zh_CN.ini. */
static void look(struct flow *f) {
    char line[512], label[520];
    const char *text = flow_drive(f, "text");
    FILE *words = fopen(ASSETS_PATH "/strings/zh_CN.ini", "r");
    flow_expect(f, words != NULL);
    while (fgets(line, sizeof line, words)) {
        char *value = strstr(line, " = ");
        if (line[0] == '#' || !value || strchr(value, '{')) continue;
        value[strcspn(value, "\n")] = 0;
        snprintf(label, sizeof label, "\"%s\"", value + 3);
        if (strstr(text, label)) flow_fail(f, "%s is shown on an English kiosk", label);
    }
    fclose(words);
}

CLAIM(an_english_kiosk_has_no_chinese_words_of_its_own) {
    static const char *const pages[][2] = {
        {"Honour wall", "wall"}, {"Activities", "schedule"}, {"Ask for help", "request"}};
    snprintf(f->language, sizeof f->language, "en");
    flow_start(f, AT_ACTIVITY);
    flow_home(f);
    look(f);
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        flow_touch(f, pages[i][0]);
        flow_screen(f, pages[i][1]);
        look(f);
        flow_touch(f, "Back");
        flow_screen(f, "home");
    }
    flow_tap_gives(f, WANG, "welcome");
    look(f);
}
