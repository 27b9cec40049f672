#pragma once
/* The configuration of this start: muster.conf, then DATA/local.conf over it. Main thread, before
 * other threads exist. */
#include "app/options.h"
#include "base/config.h"
#include "model/activity.h"

/* false: muster.conf is refused, and the log says why. A bad local.conf is logged and ignored. */
bool configure(const struct options *options, struct config *ret_config);

const char *configure_path(const struct options *options); /* of muster.conf; NULL: there is none */

void configure_zone(const struct config *config); /* the time zone of the whole process */

/* A new kiosk that is not paired yet: the setup wizard is shown. */
bool configure_needs_setup(const struct config *config);

struct activity_rules configure_rules(const struct config *config);
