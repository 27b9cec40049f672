#pragma once
/* Which screen an outcome or a step leads to. Pure. */
#include "screens/shell/screen.h"

const struct screen *route_outcome(enum outcome_kind kind);
/* NULL: the step does not leave the screen. */
const struct screen *route_step(const struct screen *from, enum step_kind kind);
