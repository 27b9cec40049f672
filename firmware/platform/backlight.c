/* backlight: the panel's brightness through sysfs (class backlight: brightness is 0 to
 * max_brightness). */
#include "platform/platform.h"

#include <dirent.h>
#include <stdio.h>

static bool read_number(const char *folder, const char *panel, const char *name, long *ret) {
    char path[600];
    snprintf(path, sizeof path, "%s/%s/%s", folder, panel, name);
    FILE *file = fopen(path, "re");
    bool ok = file && fscanf(file, "%ld", ret) == 1;
    if (file) fclose(file);
    return ok;
}

static bool write_number(const char *folder, const char *panel, const char *name, long value) {
    char path[600];
    snprintf(path, sizeof path, "%s/%s/%s", folder, panel, name);
    FILE *file = fopen(path, "we");
    bool ok = file && fprintf(file, "%ld\n", value) > 0;
    return file && fclose(file) == 0 && ok;
}

/* Reads the brightness of every panel, or sets it. Returns the number of panels. */
static int each_panel(const char *folder, int set_percent, int *ret_percent) {
    int count = 0;
    DIR *panels = opendir(folder);
    for (struct dirent *e; panels && (e = readdir(panels));) {
        long most = 0, now = 0;
        if (e->d_name[0] == '.' || !read_number(folder, e->d_name, "max_brightness", &most) ||
            most <= 0)
            continue;
        if (set_percent >= 0)
            count += write_number(folder, e->d_name, "brightness", (most * set_percent + 50) / 100);
        else if (read_number(folder, e->d_name, "brightness", &now) && ++count)
            *ret_percent = (int)((now * 100 + most / 2) / most);
    }
    if (panels) closedir(panels);
    return count;
}

int platform_brightness(const char *folder) {
    int percent = -1;
    each_panel(folder, -1, &percent);
    return percent;
}

bool platform_set_brightness(const char *folder, int percent) {
    if (percent < 1) percent = 1; /* never dark: there is always a page on the display */
    return each_panel(folder, percent, NULL) > 0;
}
