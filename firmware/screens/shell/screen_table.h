#pragma once
/* The screens that a glass is opened with. The shell knows single screens only by their role. */
#include "screens/shell/screen.h"

struct screen_table {
    const struct screen *const *all; /* ends with NULL */
    const struct screen *attract;    /* shown while nobody uses the kiosk */
    const struct screen *home;
    const struct screen *welcome; /* drawn in advance: it must appear without delay */
    const struct screen *out_of_order;
    const struct screen *setup; /* the first page of the setup wizard */
    const struct screen *(*for_outcome)(enum outcome_kind kind);
    /* NULL: the step stays on the screen. */
    const struct screen *(*for_step)(const struct screen *from, enum step_kind kind);
};
