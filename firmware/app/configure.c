/* configure: reads the two config files; the local one overrides the other. */
#include "app/configure.h"

#include "base/bytes.h"
#include "base/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define DEFAULT_CONFIG "/etc/muster/muster.conf"

void configure_zone(const struct config *config) {
    setenv("TZ", config->timezone, 1);
    tzset();
}

const char *configure_path(const struct options *options) {
    if (options->config_path) return options->config_path;
    return access(DEFAULT_CONFIG, R_OK) == 0 ? DEFAULT_CONFIG : NULL;
}

bool configure(const struct options *options, struct config *ret_config) {
    struct why why = {0};
    config_defaults(ret_config);
    TEXT_COPY(ret_config->assets_directory, MUSTER_ASSETS_DIR);
    const char *path = configure_path(options);
    if (path && config_read(path, &why, ret_config) != ERR_NONE) {
        log_error("config", "%s", why.text);
        return false;
    }
    if (options->data) TEXT_COPY(ret_config->data_directory, options->data);
    if (config_read_local(ret_config->data_directory, &why, ret_config) != ERR_NONE)
        log_error("config", "%s: this file is ignored", why.text);
    configure_zone(ret_config);
    return true;
}

struct activity_rules configure_rules(const struct config *config) {
    return (struct activity_rules){config->opens_before_min, config->closes_after_min,
                                   config->late_after_min, config->cool_down_min};
}

bool configure_needs_setup(const struct config *config) {
    char path[300];
    snprintf(path, sizeof path, "%s/station/paired", config->data_directory);
    return config->setup_wizard && access(path, F_OK) != 0;
}
