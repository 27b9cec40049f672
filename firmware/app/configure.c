/* configure: the two config files, one over the other. */
#include "base/bytes.h"
#include "base/log.h"
#include "cli/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define DEFAULT_CONFIG "/etc/muster/muster.conf"

void configure_zone(const struct config *config) {
    setenv("TZ", config->timezone, 1);
    tzset();
}

const char *configure_path(const struct command_line *line) {
    if (line->config_path) return line->config_path;
    return access(DEFAULT_CONFIG, R_OK) == 0 ? DEFAULT_CONFIG : NULL;
}

bool configure(const struct command_line *line, struct config *config) {
    struct why why = {0};
    config_defaults(config);
    TEXT_COPY(config->assets_directory, MUSTER_ASSETS_DIR);
    const char *path = configure_path(line);
    if (path && config_read(path, &why, config) != ERR_NONE) {
        log_error("config", "%s", why.text);
        return false;
    }
    if (line->data) TEXT_COPY(config->data_directory, line->data);
    if (config_read_local(config->data_directory, &why, config) != ERR_NONE)
        log_error("config", "%s: left aside, the other file holds", why.text);
    configure_zone(config);
    return true;
}

struct activity_rules command_rules(const struct config *config) {
    return (struct activity_rules){config->opens_before_min, config->closes_after_min,
                                   config->late_after_min, config->cool_down_min};
}

bool configure_asks(const struct config *config) {
    char path[300];
    snprintf(path, sizeof path, "%s/station/paired", config->data_directory);
    return config->setup_walk && access(path, F_OK) != 0;
}
